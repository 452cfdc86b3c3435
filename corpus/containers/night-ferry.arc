filedesc://a.arc 0.0.0.0 20260115083000 text/plain 75
1 0 Sarell Archive
URL IP-address Archive-date Content-type Archive-length

https://packet.example/2025/night-ferry 192.0.2.1 20260115083000 text/html 891
HTTP/1.1 200 OK
Content-Type: text/html

<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><meta charset="utf-8"/><title>Night ferry to Skarvik sails again after nine months</title></head>
<body><article><h1>Night ferry to Skarvik sails again after nine months</h1>
<p class="byline">By Ines Marlowe</p>
<p><time datetime="2025-03-09">March 9, 2025</time></p>
<p>PORT SARELL, March 9 — The night ferry to Skarvik sailed again on Sunday, nine months after the line had laid it up for want of a crew.</p>
<p>“Nobody on this quay believed the date until they saw the lights,” said Tomas Eide, harbour master of Port Sarell.</p>
<p>The line has hired 14 people from the island and promises two crossings a night until the end of October.</p>
<p>Eide said the old pier would be rebuilt before the winter storms, whoever paid for it.</p>
</article></body></html>


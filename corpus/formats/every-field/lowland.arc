filedesc://lowland.arc 192.0.2.7 20060304120000 text/plain 69
1 0 Onrecord
URL IP-address Archive-date Content-type Archive-length

http://www.lowland.example/news/weathervane.html 192.0.2.7 20060304120005 text/html 585
HTTP/1.1 200 OK
Content-Type: text/html; charset=windows-1252
Content-Length: 498

<html><head><title>Weathervane found in a hedge - Lowland Gazette</title></head><body>
<h1>Weathervane found in a hedge</h1>
<p>By Arno Feld</p><p>March 3, 2006</p>
<p>The weathervane of Alderholm church, missing since the storm of January, was found in a hedge on Friday, two fields to the north of it.</p>
<p>“It still points west,” said Gwen Pryce, whose hedge it is. “West of what, nobody asked.”</p>
<p>The parish will put it back in spring, when the tower has been mended.</p>
</body></html>

http://www.lowland.example/vane.gif 192.0.2.7 20060304120006 image/gif 50
HTTP/1.0 200 OK
Content-Type: image/gif

GIF89a

filedesc://lowland.arc 192.0.2.7 20160822060000 text/plain 200 - - 0 lowland.arc 115
2 0 Onrecord
URL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length

https://lowland.example/2016/quarry-lake?utm_source=feed 192.0.2.7 20160822060001 text/html 200 - - 0 lowland.arc 1397
HTTP/1.0 200 OK
Content-Type: text/html

<!DOCTYPE html>
<html lang="en"><head>
<meta charset="utf-8">
<title>Quarry lake is measured | The Lowland Gazette</title>
<link rel="canonical" href="https://lowland.example/2016/quarry-lake">
<meta property="og:site_name" content="The Lowland Gazette">
<meta property="og:title" content="Quarry lake is measured">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Quarry lake is measured","author":[{"@type":"Person","name":"Otto Lindqvist-Bray"},{"@type":"Person","name":"Imogen Vance"}],"datePublished":"2016-08-21T09:00:00+02:00","dateModified":"2016-08-21T17:30:00+02:00","articleSection":"Weather","publisher":{"@type":"Organization","name":"The Lowland Gazette"}}</script>
</head><body>
<nav><a href="/">Home</a> <a href="/weather">Weather</a></nav>
<article><h1>Quarry lake is measured</h1>
<p>The quarry lake at Alderholm is forty-one metres deep, two divers of the water office found on Sunday after a day of work.</p>
<figure><img src="lake.jpg"><figcaption>The lake from the crane. Photo: Joan Teller</figcaption></figure>
<p>“It is deeper than the people who dug it remember,” said Helge Munk of the water office, who held the line for the divers.</p>
<p>The lake is to be fenced before the autumn, the office said.</p>
</article><footer>© The Lowland Gazette</footer></body></html>

filedesc://a.arc 0.0.0.0 20260115083000 text/plain 75
1 0 Sarell Archive
URL IP-address Archive-date Content-type Archive-length

https://harrow-ledger.example/2025/02/tide-mill 192.0.2.1 20260115083000 text/html 1953
HTTP/1.1 200 OK
Content-Type: text/html

<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Tide mill at Port Alder turns after ninety years | The Harrow Ledger</title>
<link rel="canonical" href="https://harrow-ledger.example/2025/02/tide-mill">
<meta property="og:site_name" content="The Harrow Ledger">
<script type="application/ld+json">
{
 "@context": "https://schema.org",
 "@type": "NewsArticle",
 "headline": "Tide mill at Port Alder turns after ninety years",
 "datePublished": "2025-02-14T09:30:00Z",
 "author": [
  {
   "@type": "Person",
   "name": "Dina Marsh"
  },
  {
   "@type": "Person",
   "name": "Ruben Sachs"
  }
 ],
 "articleSection": "Local",
 "publisher": {
  "@type": "Organization",
  "name": "The Harrow Ledger"
 },
 "inLanguage": "en",
 "url": "https://harrow-ledger.example/2025/02/tide-mill"
}
</script>
</head>
<body>
<nav><a href="/">Home</a> <a href="/local">Local</a></nav>
<article>
<h1>Tide mill at Port Alder turns after ninety years</h1>
<figure><img src="wheel.jpg" alt=""><figcaption>The wheel of the tide mill, seen from the race.</figcaption></figure>
<p>PORT ALDER, February 14 — The tide mill at Port Alder ground its first sack of flour in ninety years on Friday, after eleven volunteers spent four winters clearing silt from its race.</p>
<p>“The wheel did not ask whether we were ready,” said Ottoline Brack, the warden of the mill. “It turned because the sea did.”</p>
<p>Brack said the stones would run on spring tides only, about forty days a year.</p>
<h2>What the harbour keeps</h2>
<p>Tomasz Wilk, a spokesman for the Port Alder Harbour Authority, said that the sluice would stay under the authority’s key.</p>
<p>“A mill is a lock with an opinion,” Wilk told The Harrow Ledger.</p>
<p>The first sack went for 62 crowns to Fennick &amp; Daughters, a bakery two streets from the quay.</p>
</article>
<footer>The Harrow Ledger, Port Alder</footer>
</body>
</html>


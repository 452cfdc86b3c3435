filedesc://a.arc 0.0.0.0 20260115083000 text/plain 75
1 0 Sarell Archive
URL IP-address Archive-date Content-type Archive-length

https://courier.example/2025/11/open-library 192.0.2.1 20260115083000 text/html 878
HTTP/1.1 200 OK
Content-Type: text/html

<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><meta charset="utf-8"/><title>Library on Weir Street stays open, for now</title></head>
<body><article><h1>Library on Weir Street stays open, for now</h1>
<p class="byline">By Zoë Lindqvist</p>
<p><time datetime="2025-11-02">November 2, 2025</time></p>
<p>The library on Weir Street will stay open until the spring, the council’s culture committee decided on Friday by five votes to four.</p>
<p>“A closed reading room saves nothing but the heating,” said José Marín, who has run the library for 22 years.</p>
<p>“We have café tables, but no café,” Marín said. “We have 61,000 books and a roof that holds.”</p>
<p>The committee will look at the figures again in April, when the district’s new budget is due.</p>
</article></body></html>


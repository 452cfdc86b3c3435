//! Stories in every kind of container, capture, mail and document, made by this file.
//!
//! The files lie in `corpus/containers`, named by story and format; those of the story that every other format has too
//! lie beside it in `corpus/formats/same-story`, and [`super::formats`] compares them all. They are what the functions here
//! write: after a change, `ONRECORD_WRITE_SAMPLES=1 cargo test --test it samples` writes them anew.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use onrecord::model::{Article, Origin, ParagraphKind};
use onrecord::read::{Read, read_bytes};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

struct Story {
    name: &'static str,
    headline: &'static str,
    author: &'static str,
    source: &'static str,
    /// As it is printed, and as it is read.
    date: &'static str,
    day: &'static str,
    url: &'static str,
    place: Option<&'static str>,
    /// As a mail's date.
    mailed: &'static str,
    paragraphs: &'static [&'static str],
    /// What stands under a picture before the last paragraph, in documents.
    caption: Option<&'static str>,
    /// The page it has elsewhere in the corpus, and the text.
    elsewhere: Option<(&'static str, &'static str)>,
}

const STORIES: &[Story] = &[
    Story {
        name: "night-ferry",
        headline: "Night ferry to Skarvik sails again after nine months",
        author: "Ines Marlowe",
        source: "The Sarell Packet",
        date: "March 9, 2025",
        day: "2025-03-09",
        url: "https://packet.example/2025/night-ferry",
        place: Some("PORT SARELL"),
        mailed: "Sun, 9 Mar 2025",
        elsewhere: None,
        caption: None,
        paragraphs: &[
            "PORT SARELL, March 9 — The night ferry to Skarvik sailed again on Sunday, nine months after the line had laid it up for want of a crew.",
            "“Nobody on this quay believed the date until they saw the lights,” said Tomas Eide, harbour master of Port Sarell.",
            "The line has hired 14 people from the island and promises two crossings a night until the end of October.",
            "Eide said the old pier would be rebuilt before the winter storms, whoever paid for it.",
        ],
    },
    Story {
        name: "open-library",
        headline: "Library on Weir Street stays open, for now",
        author: "Zoë Lindqvist",
        source: "The Weir Street Courier",
        date: "November 2, 2025",
        day: "2025-11-02",
        url: "https://courier.example/2025/11/open-library",
        place: None,
        mailed: "Sun, 2 Nov 2025",
        elsewhere: None,
        caption: None,
        paragraphs: &[
            "The library on Weir Street will stay open until the spring, the council’s culture committee decided on Friday by five votes to four.",
            "“A closed reading room saves nothing but the heating,” said José Marín, who has run the library for 22 years.",
            "“We have café tables, but no café,” Marín said. “We have 61,000 books and a roof that holds.”",
            "The committee will look at the figures again in April, when the district’s new budget is due.",
        ],
    },
];

/// The story that `corpus/formats/same-story` tells in every format.
const EVERYWHERE: Story = Story {
    name: "tide-mill",
    headline: "Tide mill at Port Alder turns after ninety years",
    author: "Dina Marsh and Ruben Sachs",
    source: "The Harrow Ledger",
    date: "February 14, 2025",
    day: "2025-02-14",
    url: "https://harrow-ledger.example/2025/02/tide-mill",
    place: Some("PORT ALDER"),
    mailed: "Fri, 14 Feb 2025",
    caption: Some("The wheel of the tide mill, seen from the race."),
    elsewhere: Some((
        include_str!("../../corpus/formats/same-story/tide-mill.html"),
        include_str!("../../corpus/formats/same-story/tide-mill.txt"),
    )),
    paragraphs: &[
        "PORT ALDER, February 14 — The tide mill at Port Alder ground its first sack of flour in ninety years on Friday, after eleven volunteers spent four winters clearing silt from its race.",
        "“The wheel did not ask whether we were ready,” said Ottoline Brack, the warden of the mill. “It turned because the sea did.”",
        "Brack said the stones would run on spring tides only, about forty days a year.",
        "What the harbour keeps",
        "Tomasz Wilk, a spokesman for the Port Alder Harbour Authority, said that the sluice would stay under the authority’s key.",
        "“A mill is a lock with an opinion,” Wilk told The Harrow Ledger.",
        "The first sack went for 62 crowns to Fennick & Daughters, a bakery two streets from the quay.",
    ],
};

/// Each format with what makes a story into it and what tells a story from it.
type Format = (&'static str, fn(&Story) -> Vec<u8>);
const FORMATS: &[Format] = &[
    ("eml", eml),
    ("mbox", mbox),
    ("docx", docx),
    ("odt", odt),
    ("epub", epub),
    ("pdf", pdf),
    ("warc.gz", warc),
    ("arc", arc),
    ("zip", zipped),
    ("tar.gz", tarred),
    ("txt.gz", |story| gz(text(story).as_bytes())),
    ("txt.bz2", |story| bz2(text(story).as_bytes())),
    ("txt.zst", |story| zstd::encode_all(text(story).as_bytes(), 3).unwrap()),
];

fn text(story: &Story) -> String {
    let Story { headline, author, date, paragraphs, .. } = story;
    if let Some((_, text)) = story.elsewhere {
        return text.to_owned();
    }
    format!("{headline}\n\nBy {author}\n\n{date}\n\n{}\n", paragraphs.join("\n\n"))
}

/// Words as they stand in XML.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;")
}

fn page(story: &Story) -> String {
    if let Some((page, _)) = story.elsewhere {
        return page.to_owned();
    }
    let paragraphs: String = story.paragraphs.iter().fold(String::new(), |mut out, paragraph| {
        writeln!(out, "<p>{paragraph}</p>").unwrap();
        out
    });
    format!(
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><meta charset=\"utf-8\"/>\
         <title>{0}</title></head>\n<body><article><h1>{0}</h1>\n<p class=\"byline\">By {1}</p>\n\
         <p><time datetime=\"{2}\">{3}</time></p>\n{4}</article></body></html>\n",
        story.headline, story.author, story.day, story.date, paragraphs
    )
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut out = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        out.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn zipped(story: &Story) -> Vec<u8> {
    zip(&[("2025/story.html", &page(story))])
}

fn tarred(story: &Story) -> Vec<u8> {
    let text = text(story);
    let mut out = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(text.len() as u64);
    header.set_mode(0o644);
    out.append_data(&mut header, "2025/story.txt", text.as_bytes()).unwrap();
    gz(&out.into_inner().unwrap())
}

/// A header's words beyond ASCII, as mail writes them.
fn encoded(words: &str) -> String {
    if words.is_ascii() {
        return words.to_owned();
    }
    let mut out = String::new();
    for byte in words.bytes() {
        match byte {
            b' ' => out.push('_'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            _ => write!(out, "={byte:02X}").unwrap(),
        }
    }
    format!("=?utf-8?Q?{out}?=")
}

/// The first story as a page beside its text, as newsletters are sent; the other as text alone.
fn eml(story: &Story) -> Vec<u8> {
    let time = story.mailed;
    let head = format!(
        "Received: from mail.example by list.example; {time} 06:00:01 +0000\r\n\
         From: {} <letter@packet.example>\r\nTo: readers@list.example\r\nSubject: {}\r\n\
         Date: {time} 06:00:00 +0000\r\nMessage-ID: <{}@list.example>\r\nMIME-Version: 1.0\r\n",
        encoded(&format!("{} at {}", story.author, story.source)),
        encoded(story.headline),
        story.name
    );
    let text = story.paragraphs.join("\r\n\r\n");
    if story.place.is_none() {
        return format!("{head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n")
            .into_bytes();
    }
    let page = match story.elsewhere {
        // What stands under the page's headline.
        Some((page, _)) => {
            page.split("</h1>").nth(1).and_then(|rest| rest.split("</article>").next()).unwrap().to_owned()
        }
        None => story.paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>\r\n")).collect(),
    };
    format!(
        "{head}Content-Type: multipart/alternative; boundary=\"part\"\r\n\r\n\
         --part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nRead this letter on the web.\r\n\
         --part\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><style>p {{ color: black }}</style></head><body>{page}</body></html>\r\n\
         --part--\r\n"
    )
    .into_bytes()
}

fn mbox(story: &Story) -> Vec<u8> {
    let mail = String::from_utf8(eml(story)).unwrap().replace("\r\n", "\n");
    let other = "From: Tom Vell <tom@packet.example>\nTo: all@packet.example\nSubject: Tides\n\
                 Date: Mon, 10 Mar 2025 06:00:00 +0000\nMessage-ID: <tides@packet.example>\n\n\
                 High water is at six, and nobody should moor at the old pier before seven.\n\n\
                 >From Wednesday it is at eight.\n";
    let mark = "From letter@packet.example Sun Mar  9 06:00:01 2025\n";
    format!("{mark}{mail}\n{mark}{other}\n").into_bytes()
}

fn docx(story: &Story) -> Vec<u8> {
    let mut body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>",
        story.headline
    );
    let by = format!("By {}", story.author);
    for (at, words) in [by.as_str(), story.date].iter().chain(story.paragraphs).enumerate() {
        if let Some(caption) = story.caption.filter(|_| at == story.paragraphs.len() + 1) {
            write!(
                body,
                "<w:p><w:pPr><w:pStyle w:val=\"Beschriftung\"/></w:pPr><w:r><w:t>{caption}</w:t></w:r></w:p>"
            )
            .unwrap();
        }
        // Word cuts a paragraph anywhere.
        let middle = words.char_indices().map(|(at, _)| at).nth(words.chars().count() / 2).unwrap();
        let (one, two) = words.split_at(middle);
        let (one, two) = (escaped(one), escaped(two));
        write!(
            body,
            "<w:p><w:r><w:t xml:space=\"preserve\">{one}</w:t></w:r><w:del><w:r><w:delText>struck out</w:delText></w:r></w:del>\
             <w:r><w:t xml:space=\"preserve\">{two}</w:t></w:r></w:p>"
        )
        .unwrap();
    }
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    zip(&[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "word/document.xml",
            &format!(
                "<?xml version=\"1.0\"?><w:document xmlns:w=\"{word}\"><w:body>{body}</w:body></w:document>"
            ),
        ),
        (
            "docProps/core.xml",
            "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title>draft 3</dc:title>\
             <dc:creator>Microsoft Office User</dc:creator><dcterms:created>2025-12-24T12:00:00Z</dcterms:created></cp:coreProperties>",
        ),
        (
            "word/styles.xml",
            &format!(
                "<w:styles xmlns:w=\"{word}\"><w:style w:type=\"paragraph\" w:styleId=\"Beschriftung\">\
                 <w:name w:val=\"caption\"/></w:style></w:styles>"
            ),
        ),
    ])
}

fn odt(story: &Story) -> Vec<u8> {
    let mut body = String::new();
    for (at, words) in story.paragraphs.iter().enumerate() {
        let words = escaped(words).replacen(' ', "<text:s/>", 1);
        // A picture's frame is anchored in a paragraph.
        let caption = story.caption.filter(|_| at + 1 == story.paragraphs.len()).map_or_else(String::new, |caption| {
            format!(
                "<draw:frame><draw:text-box><text:p text:style-name=\"P7\"><draw:frame><draw:image/></draw:frame>{caption}\
                 </text:p></draw:text-box></draw:frame>"
            )
        });
        write!(body, "<text:p text:style-name=\"Body\">{caption}{words}</text:p>").unwrap();
    }
    let date = story.day;
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        (
            "content.xml",
            &format!(
                "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:style=\"s\" xmlns:draw=\"d\">\
                 <office:automatic-styles><style:style style:name=\"P7\" style:parent-style-name=\"Illustration\"/>\
                 </office:automatic-styles><office:body><office:text>\
                 <text:p text:style-name=\"Title\">{}</text:p>{body}</office:text></office:body></office:document-content>",
                story.headline
            ),
        ),
        (
            "meta.xml",
            &format!(
                "<office:document-meta xmlns:office=\"o\" xmlns:dc=\"d\" xmlns:meta=\"m\"><office:meta>\
                 <meta:initial-creator>{}</meta:initial-creator><dc:creator>Desk</dc:creator>\
                 <meta:creation-date>{date}</meta:creation-date><dc:date>2025-12-24T12:00:00</dc:date>\
                 <dc:language>en-GB</dc:language></office:meta></office:document-meta>",
                story.author
            ),
        ),
    ])
}

fn epub(story: &Story) -> Vec<u8> {
    zip(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
             <rootfile full-path=\"OEBPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>",
        ),
        (
            "OEBPS/book.opf",
            &format!(
                "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
                 <dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:date>{}</dc:date><dc:language>en</dc:language>\
                 <dc:publisher>{}</dc:publisher></metadata><manifest>\
                 <item id=\"n\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\
                 <item id=\"s\" href=\"text/the%20story.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
                 <spine><itemref idref=\"n\"/><itemref idref=\"s\"/></spine></package>",
                story.headline, story.author, story.day, story.source
            ),
        ),
        (
            "OEBPS/nav.xhtml",
            "<html><body><nav><ol><li><a href=\"text/the%20story.xhtml\">Story</a></li></ol></nav></body></html>",
        ),
        ("OEBPS/text/the story.xhtml", &page(story)),
    ])
}

/// Letters of a PDF string in Windows' Latin, set line by line.
fn pdf(story: &Story) -> Vec<u8> {
    let string = |words: &str| -> Vec<u8> {
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(words);
        latin
            .iter()
            .flat_map(
                |byte| if matches!(byte, b'(' | b')' | b'\\') { vec![b'\\', *byte] } else { vec![*byte] },
            )
            .collect()
    };
    let mut content = Vec::new();
    let mut height = 740;
    let mut set = |words: &str, size: u32| {
        write!(content, "BT /F1 {size} Tf 72 {height} Td (").unwrap();
        content.extend(string(words));
        content.extend_from_slice(b") Tj ET\n");
        height -= size * 6 / 5;
    };
    set(story.headline, 20);
    let by = format!("By {}", story.author);
    let mut all = vec![by.as_str(), story.date];
    all.extend(story.paragraphs);
    let mut lines: Vec<Option<String>> = Vec::new();
    for words in all {
        lines.push(None);
        lines.extend(wrapped(words, 78).into_iter().map(Some));
    }
    for line in lines {
        match line {
            Some(line) => set(&line, 10),
            None => set(" ", 10),
        }
    }
    let objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_vec(),
        [format!("<< /Length {} >>\nstream\n", content.len()).into_bytes(), content, b"\nendstream".to_vec()].concat(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        b"<< /Title (story.indd) /Author (admin) /CreationDate (D:20251224120000Z) >>".to_vec(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut table = String::new();
    for (at, object) in (1..).zip(&objects) {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        out.extend(format!("{at} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    write!(out, "xref\n0 7\n0000000000 65535 f \n{table}trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap();
    out
}

fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match out.last_mut().filter(|line| line.chars().count() + word.chars().count() < width) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => out.push(word.to_owned()),
        }
    }
    out
}

/// Each record packed by itself: what fetched the page, then the page as the server packed it.
fn warc(story: &Story) -> Vec<u8> {
    let record = |kind: &str, block: &[u8]| {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {}\r\nWARC-Date: 2026-01-15T08:30:00Z\r\n\
             Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
            story.url,
            block.len()
        );
        gz(&[head.as_bytes(), block, b"\r\n\r\n"].concat())
    };
    let body = gz(page(story).as_bytes());
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n";
    [
        record("request", b"GET / HTTP/1.1\r\n\r\n"),
        record("response", &[head.as_bytes(), &body].concat()),
        record("revisit", b"HTTP/1.1 200 OK\r\n\r\n"),
    ]
    .concat()
}

fn arc(story: &Story) -> Vec<u8> {
    let version = "1 0 Sarell Archive\nURL IP-address Archive-date Content-type Archive-length\n";
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(story));
    format!(
        "filedesc://a.arc 0.0.0.0 20260115083000 text/plain {}\n{version}\n{} 192.0.2.1 20260115083000 text/html {}\n{block}\n",
        version.len(),
        story.url,
        block.len()
    )
    .into_bytes()
}

fn path(story: &Story, format: &str) -> PathBuf {
    let folder = if story.elsewhere.is_some() { "formats/same-story" } else { "containers" };
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("corpus/{folder}/{}.{format}", story.name))
}

fn read(story: &Story, format: &str, bytes: &[u8]) -> Vec<Read> {
    read_bytes(bytes, &Origin { path: format!("{}.{format}", story.name), record: None })
}

#[test]
fn the_files_are_what_is_written_here() {
    for story in STORIES.iter().chain([&EVERYWHERE]) {
        for (format, make) in FORMATS {
            let path = path(story, format);
            if std::env::var_os("ONRECORD_WRITE_SAMPLES").is_some() {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(&path, make(story)).unwrap();
            }
            // Packing may differ by version; what is packed may not.
            let told = |bytes: &[u8]| read(story, format, bytes);
            assert!(told(&std::fs::read(&path).unwrap()) == told(&make(story)), "{}", path.display());
        }
    }
}

#[test]
fn the_same_story_in_every_format_is_the_same_article() {
    for story in STORIES {
        for (format, _) in FORMATS {
            let bytes = std::fs::read(path(story, format)).unwrap();
            let reads = read(story, format, &bytes);
            let article = reads.iter().find_map(|read| read.article.as_ref().ok());
            let article = article.unwrap_or_else(|| panic!("{} {format}: {reads:?}", story.name));
            check(story, format, article);
        }
    }
}

#[track_caller]
fn check(story: &Story, format: &str, article: &Article) {
    let place = format!("{}.{format}", story.name);
    assert_eq!(article.headline, story.headline, "{place}");
    let names: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    assert_eq!(names, [story.author], "{place}");
    let day = article.published.map(|date| date.to_string()).unwrap_or_default();
    assert_eq!(&day[..10.min(day.len())], story.day, "{place}");
    let told = |paragraph: &&onrecord::model::Paragraph| {
        matches!(paragraph.kind, ParagraphKind::Lead | ParagraphKind::Body)
    };
    let words: Vec<&str> =
        article.paragraphs.iter().filter(told).map(|paragraph| paragraph.span.of(&article.text)).collect();
    assert_eq!(words, story.paragraphs, "{place}");
    assert_eq!(article.place.as_deref(), story.place, "{place}");
    assert_eq!(article.language.as_deref(), Some("en"), "{place}");
    assert_eq!(article.updated.is_some(), format == "odt", "{place}");
    let is_capture = matches!(format, "warc.gz" | "arc");
    assert_eq!(article.url.as_deref(), is_capture.then_some(story.url), "{place}");
    let captured = article.captured.map(|date| date.to_string());
    assert_eq!(captured.as_deref(), is_capture.then_some("2026-01-15T08:30:00Z"), "{place}");
    let states_source = matches!(format, "eml" | "mbox" | "epub");
    assert_eq!(article.source.as_deref(), states_source.then_some(story.source), "{place}");
}

#[test]
fn what_stands_beside_the_story_is_read_or_counted() {
    let told = |format: &str| -> Vec<String> {
        let story = &STORIES[0];
        let reads = read(story, format, &std::fs::read(path(story, format)).unwrap());
        reads
            .iter()
            .map(|read| match &read.article {
                Ok(article) => format!("{} {}", read.origin, article.headline),
                Err(reason) => format!("{} {reason}", read.origin),
            })
            .collect()
    };
    assert_eq!(
        told("mbox"),
        [
            "night-ferry.mbox:1 Night ferry to Skarvik sails again after nine months",
            "night-ferry.mbox:2 Tides"
        ]
    );
    assert_eq!(
        told("warc.gz")[1..],
        ["night-ferry.warc.gz no articles: 1 request records, 1 revisit records".to_owned()]
    );
    assert_eq!(
        told("zip"),
        ["night-ferry.zip/2025/story.html Night ferry to Skarvik sails again after nine months"]
    );
}

#[test]
fn attachments_are_walked_as_files() {
    let story = &STORIES[1];
    let inner = gz(text(story).as_bytes());
    let hex: String = inner.iter().fold(String::new(), |mut out, byte| {
        write!(out, "={byte:02X}").unwrap();
        out
    });
    let mail = format!(
        "From: Desk <desk@courier.example>\r\nTo: all@courier.example\r\nMessage-ID: <1@courier.example>\r\n\
         Subject: Tonight's page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
         --x\r\nContent-Type: text/plain\r\n\r\nHere is the page for tonight; please read it before it goes out.\r\n\
         --x\r\nContent-Type: application/gzip; name=\"../story.txt.gz\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{hex}\r\n\
         --x\r\nContent-Type: image/png; name=\"logo.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--x--\r\n"
    );
    let reads = read_bytes(mail.as_bytes(), &Origin { path: "tonight.eml".into(), record: None });
    let told: Vec<String> = reads
        .iter()
        .map(|r| {
            format!(
                "{} {}",
                r.origin,
                r.article.as_ref().map_or_else(ToString::to_string, |a| a.headline.clone())
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "tonight.eml Tonight's page",
            "tonight.eml/story.txt.gz Library on Weir Street stays open, for now",
            "tonight.eml no articles: 1 image/png",
        ]
    );
}

use std::fmt::Write;

use crate::model::Origin;
use crate::read::read_bytes;

use super::iso;

/// A PDF of one page, its objects and the table of them written out by hand.
fn pdf(content: &str, info: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< {info} >>"),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut table = String::new();
    for (at, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", out.len()).unwrap();
        write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let start = out.len();
    write!(
        out,
        "xref\n0 7\n0000000000 65535 f \n{table}trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    out.into_bytes()
}

fn read(bytes: &[u8]) -> String {
    let reads = read_bytes(bytes, &Origin { path: "a.pdf".into(), record: None });
    assert_eq!(reads.len(), 1);
    match &reads[0].article {
        Ok(article) => {
            let names: Vec<&str> = article.authors.iter().map(|a| a.name.as_str()).collect();
            let date = article.published.map_or_else(String::new, |d| d.to_string());
            format!("{} | {} | {date}\n{}", article.headline, names.join(", "), article.text)
        }
        Err(reason) => reason.to_string(),
    }
}

const STORY: &str = "BT /F1 20 Tf 72 700 Td (Ferry late again) Tj ET
BT /F1 10 Tf 12 TL 72 670 Td (The ferry was two hours late on Friday, and no-) Tj T*
(body on the quay knew why it was, the com) Tj 5 0 Td (pany said, or when) Tj ET
BT /F1 10 Tf 72 646 Td [(it wo) 20 (uld) -300 (sail.)] TJ ET
BT /F1 10 Tf 72 620 Td (\\223We were told nothing,\\224 said Ines Okafor.) Tj ET
BT /F1 10 Tf 300 30 Td (1) Tj ET";

#[test]
fn lines_become_a_headline_and_paragraphs() {
    let info = "/Title (layout_v3.indd) /Author (Ana Ruiz) /CreationDate (D:20250309140500+01'00')";
    let text = read(&pdf(STORY, info));
    assert!(text.starts_with("Ferry late again | Ana Ruiz | 2025-03-09T14:05:00+01:00\n"), "{text}");
    assert!(text.contains("and nobody on the quay"), "{text}");
    assert!(text.contains("it would sail.\n\n“We were told nothing,” said Ines Okafor."), "{text}");
    assert!(!text.ends_with('1'), "{text}");
}

#[test]
fn a_scan_has_no_text_layer() {
    assert_eq!(read(&pdf("q 612 0 0 792 0 0 cm /Im1 Do Q", "")), "has no text layer");
}

#[test]
fn whatever_is_cut_off_is_read_or_named() {
    let whole = pdf(STORY, "");
    for length in (8..whole.len()).step_by(31) {
        read(&whole[..length]);
    }
    assert!(read(&whole[..60]).starts_with("is damaged: "), "{}", read(&whole[..60]));
}

#[test]
fn dates_as_pdfs_write_them() {
    let check = |date: &str, want: Option<&str>| assert_eq!(iso(date).as_deref(), want, "{date}");
    check("D:20250309140500Z", Some("2025-03-09T14:05:00Z"));
    check("D:20250309", Some("2025-03-09"));
    check("20250309140500-05'00'", Some("2025-03-09T14:05:00-05:00"));
    check("March", None);
}

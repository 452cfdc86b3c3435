//! What XML may do to us, and what it must not.

use std::fmt::Write as _;

use super::*;
use crate::read::read_bytes;
use crate::read::report::Read;

fn reads(text: impl AsRef<[u8]>) -> Vec<Read> {
    read_bytes(text.as_ref(), &Origin { path: "a.xml".into(), record: None })
}

fn show(read: &Read) -> String {
    let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    let what = match &read.article {
        Ok(article) => article.text.replace('\n', "/"),
        Err(reason) => format!("! {reason}"),
    };
    [vec![what], warnings].concat().join(" ~ ")
}

#[track_caller]
fn check(text: impl AsRef<[u8]>, want: &[&str]) {
    let shown: Vec<String> = reads(text).iter().map(show).collect();
    assert_eq!(shown, want);
}

const OPEN: &str = "<nitf><body><body.head><hedline><hl1>Quay</hl1></hedline></body.head><body.content>";
const CLOSE: &str = "</body.content></body></nitf>";

#[test]
fn nothing_outside_the_file_is_looked_at_and_nothing_is_multiplied() {
    let external = format!(
        "<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{OPEN}<p>It closed. &x;</p>{CLOSE}"
    );
    check(external, &["Quay//It closed. &x;"]);
    let mut laughs = String::from("<?xml version='1.0'?><!DOCTYPE nitf [<!ENTITY a0 'ha'>");
    for n in 1..40 {
        write!(laughs, "<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10)).unwrap();
    }
    check(format!("{laughs}]>{OPEN}<p>It closed. &a39;</p>{CLOSE}"), &["Quay//It closed. &a39;"]);
}

#[test]
fn depth_and_number_are_bounded() {
    let deep = format!("{OPEN}{}x{}{CLOSE}", "<b>".repeat(100_000), "</b>".repeat(100_000));
    assert!(show(&reads(deep)[0]).contains("nested deeper"));
    let many = format!("{OPEN}{}{CLOSE}", "<b/>".repeat(500_000));
    assert!(show(&reads(many)[0]).contains("made of more than"));
}

#[test]
fn a_file_that_breaks_off_gives_what_is_whole() {
    check(
        format!("{OPEN}<p>It closed.</p><p>It ope"),
        &["Quay//It closed.//It ope ~ is read as far as it goes: line 1: the file ends inside <nitf>"],
    );
    check(
        "<rss><channel><title>Alder</title><item><title>Quay</title>\n<description>It closed.</description></item><item><title>Se",
        &["Quay//It closed.", "! line 2: the file ends inside <item>"],
    );
    check("<rss><channel><title>Alder</title>", &["! line 1: the file ends inside <channel>"]);
}

#[test]
fn newsrooms_slips_are_forgiven() {
    check(
        format!("{OPEN}<p>It <b>closed & <i>moved</b></i>&nbsp;&mdash; soon.</p><p>It opens.{CLOSE}"),
        &["Quay//It closed & moved — soon.//It opens."],
    );
}

#[test]
fn encodings_as_declared() {
    let body = format!("{OPEN}<p>Le café a fermé.</p>{CLOSE}");
    let latin: Vec<u8> = body.chars().map(|c| c as u8).collect();
    check(
        [b"<?xml version='1.0' encoding='ISO-8859-1'?>".as_slice(), &latin].concat(),
        &["Quay//Le café a fermé."],
    );
    let wide: Vec<u8> = format!("\u{feff}<?xml version='1.0' encoding='UTF-16'?>{body}")
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    check(wide, &["Quay//Le café a fermé."]);
}

#[test]
fn what_is_unknown_is_named() {
    check(
        "<?xml version='1.0'?><inventory><p>Quay</p></inventory>",
        &["! is XML of a kind that is not known (<inventory>), not an article"],
    );
    check(
        "<planningItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>",
        &["! is a plan of coverage, not an article"],
    );
}

//! Who wrote a page and when, as publishers mark it: made-up pages, each with the names and the day they give.

use super::*;

/// A page of The Alder Post with this head, this between headline and story, and this behind it.
#[track_caller]
fn check(head: &str, above: &str, below: &str, want: &str) {
    let story = "<p>The harbor office of Port Alder closed its northern quay on Sunday after a storm, the crews said.</p>\
        <p>The ferry waits in the bay, and nobody knows for how long the crews will stay at home this time.</p>\
        <p>The quay opens in spring, and the office will say so in time this year, as it did in the last one.</p>";
    let html = format!(
        "<html lang=en><head><link rel=canonical href='https://alderpost.example/quay'>\
         <meta property=og:site_name content='The Alder Post'>{head}</head><body><article><h1>Quay closes early</h1>\
         {above}<div class=story>{story}{below}</div></article></body></html>"
    );
    let read =
        page_with(&html, &Origin { path: "a.html".into(), record: None }, Chooser::shipped()).remove(0);
    let article = read.article.unwrap();
    let names: Vec<_> = article.authors.iter().map(|a| a.name.as_str()).collect();
    let date = article.published.map_or("-".to_owned(), |date| date.to_string());
    assert_eq!(format!("{} | {date}", names.join(", ")), want, "{head} {above} {below}");
}

/// JSON-LD of an article with these fields.
fn stated(fields: &str) -> String {
    format!(
        r#"<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Quay closes early", {fields}}}</script>"#
    )
}

const HOUSE: &str = r#""author": {"@type": "Organization", "name": "The Alder Post"}"#;

#[test]
fn where_the_outlet_signs_for_machines_somebody_may_sign_for_readers() {
    let house = &stated(HOUSE);
    check(house, "", "", "The Alder Post | -");
    check(house, "<p>By Ana Ruiz</p>", "", "Ana Ruiz | -");
    check(house, "", "<p><strong>Ana Ruiz</strong></p>", "Ana Ruiz | -");
    check(house, "", "<p>Ana Ruiz/Tom Ode</p>", "Ana Ruiz, Tom Ode | -");
    check(house, "", "<p>Read more of the harbor</p>", "The Alder Post | -");
}

#[test]
fn a_headline_is_nobody_s_name() {
    let read = |top: &str| {
        let html = format!(
            "<html lang=en><body><div><h1>Harbor Office</h1>{top}<p>The harbor office of Port Alder keeps the quay, \
             and whoever wants to land there asks it first.</p></div></body></html>"
        );
        let origin = Origin { path: "a.html".into(), record: None };
        let article = page_with(&html, &origin, Chooser::shipped()).remove(0).article.unwrap();
        article.authors.into_iter().map(|author| author.name).collect::<Vec<_>>()
    };
    assert_eq!(read(""), [""; 0]);
    assert_eq!(read("<p>Ana Ruiz</p>"), ["Ana Ruiz"]);
}

#[test]
fn labels_name_what_stands_behind_them() {
    check(
        "",
        "<ul><li><b>Author</b> Ana Ruiz</li><li><b>Published</b> 12 March 2025</li></ul>",
        "",
        "Ana Ruiz | 2025-03-12",
    );
    check(
        "",
        "<div><span>Text:</span> Ana Ruiz<br><span>Date:</span> 12 March 2025</div>",
        "",
        "Ana Ruiz | 2025-03-12",
    );
    check("", "<dl><dt>Autorin/Autor</dt><dd>Ana Ruiz</dd></dl>", "", "Ana Ruiz | -");
    check("", "<div id=author_line>Ana Ruiz</div>", "", "Ana Ruiz | -");
}

#[test]
fn an_account_is_written_out_where_a_signature_does() {
    let account = |name: &str| stated(&format!(r#""author": {{"@type": "Person", "name": "{name}"}}"#));
    let signed = "<span class=byline>by <a rel=author href=/ana>Ana Ruiz</a></span>";
    for name in ["anaruiz", "ana_ruiz", "Ana"] {
        check(&account(name), signed, "", "Ana Ruiz | -");
    }
    check(&account("tode"), signed, "", "tode | -");
    check(&account("Ana"), "", "", "Ana | -");
}

#[test]
fn a_value_that_opens_with_the_outlet_is_the_outlet_s() {
    let field = |value: &str| format!("<meta name=author content='{value}'>");
    let signed = "<p class=byline>By Ana Ruiz</p>";
    check(&field("alderpost.example, Alder, Norway"), signed, "", "Ana Ruiz | -");
    check(&field("Port Alder Board (www.alderpost.example)"), signed, "", "Ana Ruiz | -");
    check(&field("The Alder Post, Tom Ode"), signed, "", "Tom Ode | -");
}

#[test]
fn an_agency_and_the_outlet_sign_together() {
    let both = stated(r#""author": [{"@type": "Person", "name": "The Alder Post with Reuters"}]"#);
    check(&both, "", "", "The Alder Post, Reuters | -");
}

#[test]
fn a_desk_signs_where_nobody_else_does() {
    check("", "<p class=author>By Staff Writer</p>", "", "Staff Writer | -");
    check("", "<p class=author>Redaktion</p>", "", "Redaktion | -");
}

#[test]
fn a_field_that_names_more_authors_than_json_ld_is_believed() {
    let one = stated(r#""author": {"@type": "Person", "name": "Ana Ruiz"}"#);
    check(&format!("{one}<meta name=author content='Ana Ruiz, Tom Ode'>"), "", "", "Ana Ruiz, Tom Ode | -");
    check(&format!("{one}<meta name=author content='Tom Ode'>"), "", "", "Ana Ruiz | -");
}

#[test]
fn a_date_that_nobody_calls_published_yields_to_what_readers_are_told() {
    let vague = "<meta name=date content=2025-03-14>";
    check(vague, "<time>12 March 2025</time>", "", " | 2025-03-12");
    check(vague, "<span class=date>12 March 2025</span>", "", " | 2025-03-12");
    // A later one may be any other day.
    check(vague, "<span class=date>16 March 2025</span>", "", " | 2025-03-14");
    let certain = "<meta property=article:published_time content=2025-03-14>";
    check(certain, "<span class=date>12 March 2025</span>", "", " | 2025-03-14");
}

#[test]
fn a_mark_does_not_second_itself() {
    let mark = "<meta itemprop=datePublished content=2025-03-16>";
    let published = "<meta property=article:published_time content=2025-03-12>";
    check(published, mark, "", " | 2025-03-12");
    let other = "<meta name=parsely-pub-date content=2025-03-16>";
    check(&format!("{published}{other}"), mark, "", " | 2025-03-16");
}

#[test]
fn a_clock_that_is_none_leaves_the_day() {
    check(&stated(r#""datePublished": "2025-03-12T22:06:08:68""#), "", "", " | 2025-03-12");
    check(&stated(r#""datePublished": "2025-03-1222:06""#), "", "", " | -");
}

#[test]
fn the_record_of_the_page_s_program_dates_it() {
    let record = r#"<script>window.page = {"title": "Quay", "publishedAt": "2025-03-12T10:00:00Z"}</script>"#;
    check(record, "", "", " | 2025-03-12T10:00:00Z");
    check(record, "<time>11 March 2025</time>", "", " | 2025-03-11");
}

#[test]
fn a_story_that_opens_with_its_day_is_of_that_day() {
    let top = "<p>(12.03.2025) The office closed the quay on Sunday, and the ferry waits in the bay for the crews.</p>";
    check("", top, "<p>Printed on 14.03.2025</p>", " | 2025-03-12");
}

#[test]
fn a_text_may_say_in_front_or_behind_of_which_day_it_is() {
    let described =
        |text: &str, want| check(&format!("<meta name=description content='{text}'>"), "", "", want);
    described("Quay closes early (News of 12 March 2025)", " | 2025-03-12");
    described("Press release of 12 March 2025 | Port Alder – The quay closes early", " | 2025-03-12");
    described("Port Alder (12.03.25). The quay closes early", " | 2025-03-12");
    // Days that it tells of.
    described("Quay closed since the storm (the one that came on 12 March 2025)", " | -");
    described("On 12 March 2025, the storm closed the quay", " | -");
    described("Port Alder (12.03.1925). The quay closed early", " | -");
}

#[test]
fn an_element_is_a_date_that_its_makers_test_as_one() {
    let two = |tested: &str| format!("<p><span{tested}>12.3.2025</span></p><p>14.3.2025</p>");
    check("", &two(" data-testid=article-details-date"), "", " | 2025-03-12");
    check("", &two(" data-testid=article-details"), "", " | 2025-03-14");
}

//! `search`, `show`, `speakers`, `orgs`: what they find and what they print.

use expect_test::expect;

use super::dir::Dir;

#[test]
fn a_hit_shows_headline_byline_date_passage_and_who_is_on_record() {
    let ran = Dir::indexed().ask(&["search", "letter"]).found().quiet();
    ran.prints(&[
        "1 Harbour board delays vote on the Lindqvist letter",
        "Mara Osei · 9 March 2025",
        "on record: Ana Ruiz (senior lecturer in maritime law",
        "speakers",
        "organizations",
        "Sarell University",
        "1 article ·",
    ])
    .lacks(&["\u{1b}"]);
}

#[test]
fn words_are_stemmed_and_phrases_are_not() {
    let dir = Dir::indexed();
    dir.ask(&["search", "quotas"]).found();
    dir.ask(&["search", "\"herring quota\""]).found();
    dir.ask(&["search", "\"herring quotas\""]).nothing();
    dir.ask(&["search", "letter", "AND", "quota"]).nothing();
    dir.ask(&["search", "letter OR quota"]).found().prints(&["2 articles"]);
    dir.ask(&["search", "headline:quota -speaker:lind"]).nothing();
    dir.ask(&["search", "published:2024"]).found().prints(&["Fishing quota"]).lacks(&["Harbour"]);
}

#[test]
fn a_filter_twice_means_any_two_filters_mean_all() {
    let dir = Dir::indexed();
    dir.ask(&["search", "--speaker", "ruiz"]).found().prints(&["2 articles"]);
    dir.ask(&["search", "--speaker", "Bo Lind", "--speaker", "Ruiz"]).found().prints(&["2 articles"]);
    dir.ask(&["search", "--speaker", "Ruiz", "--speaker", "LIND", "--org", "coastal crews union"])
        .found()
        .prints(&["1 article ·", "Fishing quota"]);
    dir.ask(&["search", "--author", "osei", "--to", "2025"]).found().prints(&["Harbour"]);
    dir.ask(&["search", "--from", "2025-03-09", "--to", "2025-03"]).found().prints(&["1 article ·"]);
    dir.ask(&["search", "--from", "2025-03-10", "letter"])
        .nothing()
        .warns(&["hint: without --from there would be 1 article"]);
}

#[test]
fn a_body_answers_to_its_first_and_last_words() {
    let dir = Dir::indexed();
    dir.ask(&["search", "--org", "Sarell"]).found().quiet().prints(&["2 articles"]);
    dir.ask(&["search", "--org", "the Coastal Crews"])
        .found()
        .quiet()
        .prints(&["1 article ·", "Fishing quota"]);
    dir.ask(&["search", "--org", "crews union"]).found().quiet().prints(&["1 article ·"]);
    dir.ask(&["search", "--org", "Crews"]).nothing();
    dir.ask(&["search", "--org", "Coast"]).nothing();
}

#[test]
fn an_unknown_speaker_is_named_with_the_nearest() {
    let dir = Dir::indexed();
    dir.ask(&["search", "letter", "--speaker", "Anna Ruis"]).nothing().warns(&["Anna Ruis", "Ana Ruiz"]);
    dir.ask(&["search", "--speaker", "Qqqq Xxxx"]).nothing().warns(&["no such speaker", "Qqqq Xxxx"]);
}

#[test]
fn a_filter_knows_titles_slips_and_what_cannot_be() {
    let dir = Dir::indexed();
    let bare = dir.ask(&["quotes", "--speaker", "Ruiz", "--json"]).found().json();
    let titled = dir.ask(&["quotes", "--speaker", "Ms. Ruiz", "--json"]).found().json();
    assert_eq!(titled["total"], bare["total"]);
    dir.ask(&["search", "--from", "2025", "--to", "2024"]).failed().warns(&["nothing is both from 2025"]);
    dir.ask(&["search", "-letter"]).failed().warns(&["NOT word"]);
    dir.ask(&["search", "--language", "en", "--json"]).found();
    dir.ask(&["search", "--language", "xx"]).nothing().warns(&["xx"]);
}

#[test]
fn what_is_beyond_the_last_is_said() {
    let dir = Dir::indexed();
    dir.ask(&["search", "--open=9"]).nothing().warns(&["there are only 3: number 9 is beyond them"]);
    dir.ask(&["search", "--offset", "9"]).found().warns(&["there are only 3: number 10 is beyond them"]);
    dir.ask(&["quotes", "--open=99"]).nothing().warns(&["number 99 is beyond them"]);
}

#[test]
fn facets_count_the_whole_result_not_the_page() {
    let found = Dir::indexed().ask(&["search", "--json", "--limit", "0", "--facet", "speaker:1,org"]).found();
    let found = found.json();
    assert_eq!(found["total"], 3);
    assert_eq!(found["hits"], serde_json::json!([]));
    let speakers = &found["facets"][0];
    assert_eq!(speakers["name"], "speaker");
    assert_eq!(speakers["distinct"], 2);
    assert_eq!(speakers["values"], serde_json::json!([{"value": "Ana Ruiz", "count": 2, "selected": false}]));
    assert_eq!(found["facets"][1]["name"], "organization");
}

#[test]
fn json_carries_verbatim_statements_with_their_speakers() {
    let found = Dir::indexed().ask(&["search", "letter", "--format", "json"]).found().json();
    assert_eq!(found["schema_version"], 1);
    assert_eq!(found["query"], "letter");
    let hit = &found["hits"][0];
    assert_eq!(hit["path"], "harbour.txt");
    assert_eq!(hit["published"], "2025-03-09");
    let said = hit["statements"].as_array().unwrap();
    let direct = said.iter().find(|s| s["text"].as_str().unwrap().contains("never lost")).unwrap();
    assert_eq!(direct["speaker"], "Ana Ruiz");
    assert_eq!(direct["organization"], "Sarell University");
    assert_eq!(direct["cue"], "said");
    let text: Vec<char> = super::dir::HARBOUR.chars().collect();
    let span = |end: &str| usize::try_from(direct["span"][end].as_u64().unwrap()).unwrap();
    let shown = Dir::indexed().ask(&["show", hit["id"].as_str().unwrap(), "--json"]).found().json();
    let shown: Vec<char> = shown["text"].as_str().unwrap().chars().collect();
    let words: String = shown[span("start")..span("end")].iter().collect();
    assert_eq!(words, direct["text"].as_str().unwrap());
    assert!(text.iter().collect::<String>().contains(&words));
}

#[test]
fn a_line_or_a_row_for_each_hit() {
    let dir = Dir::indexed();
    let lines = dir.ask(&["search", "coast OR letter", "--format", "jsonl"]).found();
    assert_eq!(lines.out.lines().count(), 3);
    assert!(lines.out.lines().all(|line| line.starts_with("{\"id\":\"")), "{}", lines.out);
    let rows = dir.ask(&["search", "letter", "--format", "csv"]).found();
    assert_eq!(rows.out.lines().count(), 2);
    rows.prints(&["id,path,published,headline", ",harbour.txt,2025-03-09,Harbour board"]);
}

#[test]
fn pages_follow_each_other() {
    let dir = Dir::indexed();
    let all = dir.ask(&["search", "--sort", "oldest", "--format", "csv"]).found().out;
    let mut paged = all.lines().take(1).collect::<Vec<_>>().join("") + "\n";
    for offset in ["0", "1", "2"] {
        let page = dir
            .ask(&["search", "--sort", "oldest", "--format", "csv", "-n", "1", "--offset", offset])
            .found();
        paged.push_str(page.out.lines().last().unwrap());
        paged.push('\n');
    }
    assert_eq!(paged, all);
    assert!(all.find("quota.txt") < all.find("harbour.txt"), "oldest first, undated last: {all}");
}

#[test]
fn a_query_error_shows_the_place() {
    let ran = Dir::indexed().ask(&["search", "letter AND speeker:Ruiz"]).failed();
    expect![[r"
        error: no field is called `speeker`
          letter AND speeker:Ruiz
                     ^^^^^^^
        hint: did you mean `speaker:Ruiz`?
    "]]
    .assert_eq(&ran.err);
    assert_eq!(ran.out, "");
}

#[test]
fn a_lower_case_or_is_mentioned() {
    let ran = Dir::indexed().ask(&["search", "rain or quota"]).found().prints(&["2 articles"]);
    ran.warns(&["note: `or` was read as OR; quote it to look for the word: \"or\""]);
}

#[test]
fn show_marks_statements_and_takes_the_beginning_of_an_id() {
    let dir = Dir::indexed();
    let found = dir.ask(&["search", "letter", "--json"]).found().json();
    let id = found["hits"][0]["id"].as_str().unwrap();
    dir.ask(&["show", &id[..10]]).found().prints(&[
        "Harbour board delays vote on the Lindqvist letter",
        "by Mara Osei",
        "On record",
        "Ana Ruiz, senior lecturer in maritime law, Sarell University",
        "“The letter was never lost,”",
    ]);
    dir.ask(&["show", "ffffffffffffffff"]).nothing().warns(&["no article has the id ffffffffffffffff"]);
}

#[test]
fn names_with_counts() {
    let dir = Dir::indexed();
    let ran = dir.ask(&["speakers"]).found();
    expect![[r"
        2  Ana Ruiz
        1  Bo Lind
        2 speakers
    "]]
    .assert_eq(&ran.out);
    dir.ask(&["speakers", "li"]).found().prints(&["Bo Lind"]).lacks(&["Ruiz"]);
    dir.ask(&["speakers", "zz"]).nothing();
    dir.ask(&["orgs", "--format", "csv"]).found().prints(&["name,articles\n", "Sarell University,2\n"]);
}

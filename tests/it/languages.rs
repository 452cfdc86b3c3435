//! Archives in several languages, and stories that stand in them more than once.

use super::dir::Dir;

const GERMAN: &str = "Die Werft am Kai schließt\n\nVon Anna Müller\n12.03.2025, 14:05 Uhr\n\n\
    Nach neunzig Jahren schließt die Werft am alten Kai, und mit ihr verschwinden die letzten Häuser der Arbeiter. \
    Die Verhandlungen mit der Stadt sind gescheitert.\n\n\
    „Um die Häuser kämpfen wir weiter“, sagte Bürgermeister Jonas Beck am Montag vor den Leuten.\n";

const PERSIAN: &str = "بندر بسته شد\n\nبندر آن شب بسته بود و ماهیگیران به گفته شهرداری با مشکل روبه‌رو شدند و \
    چاره‌ای جز بازگشت نداشتند. کتاب‌های بندر در آتش سوخت و کسی آسیب ندید.\n";

fn wire(last: &str) -> String {
    let sentence = |n: usize| {
        let words = [
            "harbour", "vessel", "quay", "captain", "ferry", "storm", "cargo", "pilot", "tide", "crane",
            "dock",
        ];
        let word = |step: usize| words[(n * 7 + step * n + step) % words.len()];
        format!(
            "Report {n} said the {} near the {} had met a {} and the {} number {n}.",
            word(1),
            word(2),
            word(3),
            word(5)
        )
    };
    let body: Vec<String> = (1..40).map(sentence).collect();
    format!("Port closes after storm\n\nBy Ana Ruiz\nMarch 9, 2025\n\n{}\n\n{last}\n", body.join("\n\n"))
}

#[test]
fn words_are_found_in_the_forms_of_their_language() {
    let dir = Dir::new();
    dir.file("news/werft.txt", GERMAN);
    dir.file("news/bandar.txt", PERSIAN);
    dir.run(&["index", "news"]).found();
    dir.ask(&["search", "Haus"]).found().prints(&["Die Werft am Kai"]);
    let quotes = dir.ask(&["quotes", "Haus", "--json"]).found().json();
    assert_eq!(quotes["quotes"][0]["matches"].as_array().map(Vec::len), Some(1), "{quotes}");
    dir.ask(&["search", "verhandlung"]).found().prints(&["Die Werft am Kai"]);
    dir.ask(&["search", "speaker:beck"]).found().prints(&["Jonas Beck", "12 March 2025"]);
    // Typed on an Arabic keyboard, without joiners.
    dir.ask(&["search", "كتابهاي"]).found();
    dir.ask(&["status"]).found().prints(&["de 1", "fa 1 (no statements)"]);
}

#[test]
fn copies_are_folded_counted_and_shown() {
    let dir = Dir::new();
    dir.file("news/a.txt", wire("The port opens on Monday."));
    dir.file("news/b.txt", wire("The port opens on Tuesday, a correction said."));
    dir.file("news/c.txt", wire("More is expected."));
    dir.file(
        "news/other.txt",
        "Storm warning\n\nThe storm will pass the coast on Sunday, the office said in a note.\n",
    );
    dir.run(&["index", "news"]).found();
    dir.ask(&["search", "storm"]).found().prints(&["+2 copies:", "4 articles, 2 of them copies"]);
    dir.ask(&["search", "storm", "--copies", "show"]).found().prints(&["4 articles ·"]).lacks(&["copies"]);
    dir.ask(&["search", "tuesday"]).found().prints(&["1 article ·"]).lacks(&["copies"]);
    let found = dir.ask(&["search", "storm", "--format", "json"]).found().json();
    assert_eq!((found["total"].as_u64(), found["folded"].as_u64()), (Some(4), Some(2)));
    let copies: usize = found["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["copies"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!((found["hits"].as_array().unwrap().len(), copies), (2, 2));
    dir.ask(&["status"]).found().prints(&["copies        2 of 1 story"]);
    std::fs::remove_file(dir.path("news/b.txt")).unwrap();
    dir.run(&["index", "news"]).found();
    dir.ask(&["search", "storm"]).found().prints(&["3 articles, 1 of them a copy"]);
}

#[test]
fn characters_of_scripts_without_spaces_are_searched() {
    let dir = Dir::new();
    dir.file(
        "news/ja.txt",
        "港が閉鎖\n\n港は夜のあいだ閉鎖され、漁師たちは困ったと市役所は述べた。再開は春になるという。\n",
    );
    dir.run(&["index", "news"]).found();
    dir.ask(&["search", "閉鎖"]).found();
    dir.ask(&["search", "鎖閉"]).nothing();
}

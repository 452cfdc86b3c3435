//! `quotes`, `trace`, `timeline`, `compare`, `similar`, `watch`, `batch`, `show --at`: what they find in
//! three articles and in the corpus, and what they print.

use std::collections::BTreeMap;
use std::fs;

use expect_test::expect;
use serde_json::Value;

use super::corpus::indexed_corpus;
use super::dir::{Dir, QUOTA};

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Every article of an index by id.
fn articles(dir: &Dir) -> BTreeMap<String, Value> {
    let found = dir.ask(&["search", "--json", "-n", "1000"]).found().json();
    list(&found["hits"]).iter().map(|hit| (text(&hit["id"]).to_owned(), hit.clone())).collect()
}

mod quotes {
    use super::*;

    #[test]
    fn who_what_in_which_office_when_and_where() {
        let dir = Dir::indexed();
        let ran = dir.ask(&["quotes", "letter", "--kind", "direct"]).found().quiet();
        ran.prints(&[
            "Ana Ruiz, senior lecturer in maritime law, Sarell University\n",
            "    “The letter was never lost,”\n",
            "direct · “said” · ",
            "9 March 2025 · Harbour board delays vote on the Lindqvist letter",
            "harbour.txt:",
            "1 statement in 1 article",
        ])
        .lacks(&["\u{1b}"]);
    }

    #[test]
    fn the_place_leads_to_the_very_words() {
        let dir = indexed_corpus();
        let lines = dir.ask(&["quotes", "--format", "jsonl", "--limit", "all"]).found();
        for quote in lines.out.lines().step_by(23).map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            let at = format!("{}-{}", quote["span"]["start"], quote["span"]["end"]);
            let shown = dir.ask(&["show", text(&quote["id"]), "--at", &at, "--json"]).found().json();
            assert_eq!(shown["text"], quote["text"]);
            assert!(list(&shown["statements"]).iter().any(|said| said["text"] == quote["text"]));
        }
    }

    /// The table holds what the articles hold, statement by statement.
    #[test]
    fn all_of_them_are_those_of_the_articles() {
        let dir = indexed_corpus();
        let mut want: Vec<(String, String, String)> = Vec::new();
        for (id, article) in articles(&dir) {
            for said in list(&article["statements"]) {
                let speaker = said["speaker"].as_str().unwrap_or_default();
                want.push((id.clone(), text(&said["text"]).to_owned(), speaker.to_owned()));
            }
        }
        let lines = dir.ask(&["quotes", "--format", "jsonl", "--limit", "all"]).found();
        let mut got: Vec<(String, String, String)> = lines
            .out
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .map(|q| (text(&q["id"]).to_owned(), text(&q["text"]).to_owned(), text(&q["speaker"]).to_owned()))
            .collect();
        want.sort();
        got.sort();
        assert_eq!(got.len(), want.len());
        assert_eq!(got, want);
        let whole = dir.ask(&["quotes", "--json", "-n", "1"]).found().json();
        assert_eq!(whole["total"], want.len());
        let table = dir.ask(&["quotes", "--format", "csv", "--limit", "all"]).found();
        assert_eq!(csv::Reader::from_reader(table.out.as_bytes()).records().count(), want.len());
    }

    #[test]
    fn filters_are_those_of_the_statement_itself() {
        let dir = indexed_corpus();
        let ask = |args: &[&str]| {
            let all = [&["quotes", "--json", "--limit", "all"], args].concat();
            let found = dir.ask(&all).json();
            list(&found["quotes"]).to_vec()
        };
        let by_wilk = ask(&["--speaker", "Tomasz Wilk"]);
        assert!(by_wilk.len() > 3, "{}", by_wilk.len());
        assert!(by_wilk.iter().all(|q| text(&q["speaker"]).contains("Wilk")), "{by_wilk:?}");
        let direct = ask(&["--kind", "direct", "--speaker", "Tomasz Wilk"]);
        assert!(direct.iter().all(|q| q["kind"] == "direct") && !direct.is_empty());
        let sure = ask(&["--min-confidence", "0.95"]);
        assert!(sure.iter().all(|q| q["confidence"].as_f64() >= Some(0.9495)) && !sure.is_empty());
        let lately = ask(&["--from", "2025-03", "--to", "2025-03"]);
        assert!(lately.iter().all(|q| text(&q["published"]).starts_with("2025-03")) && !lately.is_empty());
        let of_outlet = ask(&["--source", "Canal Street Observer"]);
        assert!(of_outlet.iter().all(|q| q["source"] == "Canal Street Observer") && !of_outlet.is_empty());
        let role = ask(&["--role", "spokesman"]);
        assert!(role.iter().all(|q| text(&q["role"]).contains("spokes")) && !role.is_empty());
        let titled = ask(&["headline:fire"]);
        assert!(
            titled.iter().all(|q| text(&q["headline"]).to_lowercase().contains("fire")) && !titled.is_empty()
        );
        let words = ask(&["pier", "AND", "NOT", "standing"]);
        let said = |q: &Value| text(&q["text"]).to_lowercase();
        assert!(words.iter().all(|q| said(q).contains("pier") && !said(q).contains("standing")), "{words:?}");
        assert!(!words.is_empty());
    }

    #[test]
    fn newest_first_and_pages_follow_each_other() {
        let dir = indexed_corpus();
        let dates = |sort: &str| -> Vec<String> {
            let lines = dir.ask(&["quotes", "--format", "jsonl", "--limit", "all", "--sort", sort]).found();
            let dates = lines.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
            // Day by day: times of day carry offsets.
            dates.filter_map(|q| q["published"].as_str().map(|date| date[..10].to_owned())).collect()
        };
        let (newest, oldest) = (dates("newest"), dates("oldest"));
        assert!(newest.is_sorted_by(|a, b| a >= b) && oldest.is_sorted());
        let all = dir.ask(&["quotes", "--format", "csv", "-n", "30"]).found().out;
        let page = |offset: &str| {
            dir.ask(&["quotes", "--format", "csv", "-n", "10", "--offset", offset]).found().out
        };
        let rows = |table: &str| -> Vec<csv::StringRecord> {
            csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap).collect()
        };
        let paged: Vec<_> = ["0", "10", "20"].iter().flat_map(|offset| rows(&page(offset))).collect();
        assert_eq!(paged, rows(&all));
    }

    #[test]
    fn context_and_citations() {
        let dir = Dir::indexed();
        let found = dir.ask(&["quotes", "drawer", "--context", "1", "--json"]).found().json();
        let quote = &found["quotes"][0];
        assert!(text(&quote["before"]).contains("never lost"), "{quote}");
        let ran = dir.ask(&["quotes", "drawer", "--cite", "chicago"]).found();
        ran.prints(&["“It lay in a drawer,” Ana Ruiz, quoted in Mara Osei, “Harbour board"]);
        dir.ask(&["quotes", "drawer", "--cite", "apa"])
            .found()
            .prints(&["(Ana Ruiz, as cited in Osei, 2025). Osei, M."]);
        dir.ask(&["quotes", "drawer", "--cite", "plain"]).found().prints(&["2025-03-09", "harbour.txt:"]);
    }

    #[test]
    fn nothing_says_which_filter_kept_it_out() {
        let dir = Dir::indexed();
        dir.ask(&["quotes", "drawer", "--speaker", "Bo Lind"])
            .nothing()
            .prints(&["no statements"])
            .warns(&["hint: without --speaker there would be 1 statement"]);
        dir.ask(&["quotes", "--speaker", "Anna Ruis"]).nothing().warns(&["did you mean", "Ana Ruiz"]);
        dir.ask(&["quotes", "drawer AND ("]).failed();
        dir.ask(&["quotes", "--min-confidence", "2"]).failed().warns(&["between 0 and 1"]);
    }

    #[test]
    fn no_cell_of_the_table_is_a_formula() {
        let dir = Dir::new();
        dir.file(
            "news/a.txt",
            QUOTA.replace("Nobody asked the crews", "=HYPERLINK() nobody asked the crews"),
        );
        dir.run(&["index", "news"]).found();
        let table = dir.ask(&["quotes", "--format", "csv"]).found().out;
        for record in csv::Reader::from_reader(table.as_bytes()).records() {
            for cell in &record.unwrap() {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
            }
        }
        assert!(table.contains("'=HYPERLINK"), "{table}");
    }
}

mod trace {
    use super::*;

    fn said(day: &str, outlet: &str, words: &str, by: &str) -> String {
        format!(
            "{{\"headline\":\"Harbour news of {day}\",\"published\":\"{day}\",\"source\":\"{outlet}\",\"body\":\"The board met on Monday.\\n\\n“{words}” said {by}.\"}}\n"
        )
    }

    fn carried() -> Dir {
        let dir = Dir::new();
        let first = said(
            "2024-03-02",
            "Sarell Courier",
            "The old pier will not survive another winter,",
            "Ana Ruiz, a surveyor",
        );
        let second = said(
            "2024-03-03",
            "Northern Wire",
            "The old pier will never survive another winter,",
            "Ana Ruiz, a surveyor",
        );
        let third = said(
            "2024-03-05",
            "Coast Post",
            "The old pier will not survive another winter,",
            "Bo Lind, a diver",
        );
        let other = said("2024-01-01", "Coast Post", "Herring was cheap that winter,", "Bo Lind, a diver");
        dir.file("news/a.jsonl", [second, third, other, first].concat());
        dir.run(&["index", "news"]).found();
        dir
    }

    #[test]
    fn the_first_the_carriers_the_wordings_and_the_dispute() {
        let found = carried().ask(&["trace", "old pier won't survive the winter", "--json"]).found().json();
        let quotation = &found["quotations"][0];
        assert_eq!(found["total"], 1, "{found}");
        assert_eq!(quotation["articles"], 3);
        assert_eq!(quotation["disputed"], true);
        assert_eq!(quotation["speakers"][0]["name"], "Ana Ruiz");
        let outlets: Vec<&str> = list(&quotation["outlets"]).iter().map(|o| text(&o["name"])).collect();
        assert_eq!(outlets, ["Sarell Courier", "Northern Wire", "Coast Post"]);
        assert_eq!(list(&quotation["variants"]).len(), 2);
        let dates: Vec<&str> =
            list(&quotation["occurrences"]).iter().map(|o| text(&o["published"])).collect();
        assert_eq!(dates, ["2024-03-02", "2024-03-03", "2024-03-05"]);
    }

    #[test]
    fn a_reader_is_told_loudly() {
        let ran = carried().ask(&["trace", "the", "pier", "survive", "another", "winter"]).found().quiet();
        ran.prints(&[
            "“The old pier will not survive another winter,”",
            "first: Ana Ruiz, surveyor · 2 March 2024 · Sarell Courier",
            "3 articles in 3 outlets: Sarell Courier, Northern Wire, Coast Post",
            "! THE SAME WORDS ARE ATTRIBUTED TO DIFFERENT SPEAKERS",
            "Ana Ruiz (2",
            "Bo Lind (1 article)",
            "“The old pier will never survive another winter,”",
            "1 quotation",
        ]);
    }

    #[test]
    fn words_changed_missing_and_turned_about_lead_to_the_same() {
        let dir = carried();
        for remembered in [
            "the old pier will not survive another winter",
            "old peir not survive another winter",
            "another winter the old pier will not survive",
            "the pier would hardly survive another winter",
        ] {
            let found = dir.ask(&["trace", remembered, "--json"]).found().json();
            assert_eq!(found["quotations"][0]["articles"], 3, "{remembered}: {found}");
        }
        dir.ask(&["trace", "the new bridge will open next spring"]).nothing().prints(&["nobody is found"]);
        dir.ask(&["trace", "…"]).nothing();
    }

    /// Every direct statement of the corpus leads back to itself.
    #[test]
    fn whatever_was_said_is_found_again() {
        let dir = indexed_corpus();
        let lines = dir.ask(&["quotes", "--format", "jsonl", "--limit", "all", "--kind", "direct"]).found();
        let mut tried = 0;
        for line in lines.out.lines().step_by(17) {
            let quote: Value = serde_json::from_str(line).unwrap();
            let words = text(&quote["text"]);
            if words.split_whitespace().count() < 5 {
                continue;
            }
            let found = dir.ask(&["trace", words, "--json"]).found().json();
            let places = list(&found["quotations"]).iter().flat_map(|q| list(&q["occurrences"]));
            let here = places.filter(|place| place["id"] == quote["id"]);
            assert!(
                here.into_iter().any(|place| place["likeness"].as_f64() > Some(0.95)),
                "{words}: {found}"
            );
            tried += 1;
        }
        assert!(tried > 5, "{tried}");
    }
}

mod timeline {
    use super::*;

    #[test]
    fn bars_and_what_has_no_date() {
        let ran = Dir::indexed().ask(&["timeline", "--bucket", "year"]).found().quiet();
        expect![[r#"
            2024  1  ████████████████████████████████████████████████████████████
            2025  1  ████████████████████████████████████████████████████████████

            3 articles by year; 1 without a date
        "#]]
        .assert_eq(&ran.out);
    }

    /// A bucket counts what a search between its ends finds.
    #[test]
    fn buckets_agree_with_searches() {
        let dir = indexed_corpus();
        for (args, count) in [
            (&["timeline", "harbour OR pier", "--bucket", "month", "--json"][..], "search"),
            (&["timeline", "harbour", "--statements", "--bucket", "month", "--json"][..], "quotes"),
        ] {
            let found = dir.ask(args).found().json();
            assert!(list(&found["buckets"]).len() > 2);
            for bucket in list(&found["buckets"]).iter().filter(|bucket| bucket["count"] != 0).take(8) {
                let month = text(&bucket["start"]);
                let searched = dir.ask(&[count, args[1], "--from", month, "--to", month, "--json"]).json();
                assert_eq!(searched["total"], bucket["count"], "{count} {month}");
            }
        }
    }

    #[test]
    fn series_add_up() {
        let dir = indexed_corpus();
        for by in ["speaker:1000", "org:1000", "source:1000"] {
            for unit in [
                &["timeline", "--json", "--bucket", "year"][..],
                &["timeline", "--json", "--statements", "--bucket", "year"],
            ] {
                let found = dir.ask(&[unit, &["--by", by]].concat()).found().json();
                let series = list(&found["series"]);
                assert!(!series.is_empty(), "{by}");
                assert_eq!(found["distinct"], series.len());
                for one in series {
                    let sum: u64 = list(&one["counts"]).iter().filter_map(Value::as_u64).sum();
                    assert!(sum <= one["total"].as_u64().unwrap(), "{one}");
                    assert_eq!(list(&one["counts"]).len(), list(&found["buckets"]).len());
                }
            }
        }
        // Each article has at most one outlet.
        let found = dir.ask(&["timeline", "--json", "--by", "source:1000"]).found().json();
        let sum: u64 = list(&found["series"]).iter().filter_map(|one| one["total"].as_u64()).sum();
        assert!(sum <= found["total"].as_u64().unwrap());
    }

    #[test]
    fn a_table_and_a_refusal() {
        let dir = Dir::indexed();
        let table =
            dir.ask(&["timeline", "--by", "speaker:1", "--bucket", "year", "--format", "csv"]).found();
        assert_eq!(table.out, "year,articles,Ana Ruiz\n2024,1,1\n2025,1,1\n");
        dir.ask(&["timeline", "--by", "month"]).failed().warns(&["--bucket"]);
        dir.ask(&["timeline", "zebra"]).nothing().prints(&["no articles"]);
    }
}

mod compare {
    use super::*;

    #[test]
    fn two_speakers_side_by_side() {
        let dir = Dir::indexed();
        let ran = dir.ask(&["compare", "Ruiz", "Lind"]).found();
        ran.prints(&["Ruiz ", " Lind\n", "1 statement in 1 article", "“Nobody asked the crews,”"]);
        let found = dir.ask(&["compare", "Ruiz", "Lind", "--json"]).found().json();
        let counts = |side: usize| &found["sides"][side]["statements"];
        let quoted = |name: &str| dir.ask(&["quotes", "--speaker", name, "--json"]).json()["total"].clone();
        assert_eq!((counts(0), counts(1)), (&quoted("Ruiz"), &quoted("Lind")));
        assert_eq!(found["sides"][0]["first"], "2024-06-02");
        assert_eq!(found["sides"][0]["last"], "2025-03-09");
    }

    #[test]
    fn two_periods_and_kinds_that_add_up() {
        let dir = indexed_corpus();
        let found = dir.ask(&["compare", "2023..2023", "2024-01..2024-12", "--json"]).found().json();
        for side in list(&found["sides"]) {
            let kinds: u64 = ["direct", "mixed", "indirect"].iter().filter_map(|k| side[*k].as_u64()).sum();
            assert_eq!(side["statements"], kinds);
            assert!(kinds > 10 && list(&side["newest"]).len() == 3, "{side}");
        }
        assert!(list(&found["sides"][1]["newest"]).iter().all(|q| text(&q["published"]).starts_with("2024")));
        let later = ["compare", "2023..2023", "2024", "--from", "2024-06", "--json"];
        let later = dir.ask(&later).found().json();
        let count = |found: &serde_json::Value, side: usize| found["sides"][side]["statements"].as_u64();
        assert_eq!(count(&later, 0), Some(0));
        assert!(count(&later, 1) < count(&found, 1), "{later}");
        dir.ask(&["compare", "2024..2023", "2024"]).failed().warns(&["ends before it begins"]);
        dir.ask(&["compare", "A", "B", "--speaker", "C"]).failed().warns(&["`--speaker`"]);
        let words: Vec<&str> = list(&found["sides"][1]["terms"]).iter().map(|t| text(&t["word"])).collect();
        assert!(!words.is_empty());
    }

    #[test]
    fn a_narrow_terminal_puts_them_below_each_other() {
        let dir = Dir::indexed();
        let ran = dir.run_in("news", &["compare", "Ruiz", "Lind"], "", &[("COLUMNS", "50")]).found();
        assert!(ran.out.lines().all(|line| line.chars().count() <= 50), "{}", ran.out);
        dir.ask(&["compare", "Nobody", "Noone"]).nothing().warns(&["no such speaker"]);
    }
}

mod similar {
    use super::*;

    #[test]
    fn reports_of_one_fire_are_like_each_other() {
        let dir = indexed_corpus();
        let found = dir.ask(&["search", "headline:fire", "AND", "pier", "--json"]).found().json();
        let id = text(&found["hits"][0]["id"]);
        let alike = dir.ask(&["similar", id, "--json", "-n", "3"]).found().json();
        assert!(list(&alike["hits"]).iter().all(|hit| hit["id"] != id));
        assert!(
            list(&alike["hits"]).iter().take(2).any(|hit| text(&hit["passage"]["text"]).contains("shed")),
            "{alike}"
        );
        dir.ask(&["similar", &id[..8], "--from", "2030"]).nothing();
        dir.ask(&["similar", "ffffffffffffffff"]).nothing().warns(&["no article has the id"]);
    }
}

mod watch {
    use super::*;

    #[test]
    fn only_what_is_new_is_told_and_told_once() {
        let dir = Dir::indexed();
        dir.ask(&["watch", "add", "coast", "coast"]).found().warns(&["coast: 2 articles now"]);
        dir.ask(&["watch", "run"]).nothing();
        dir.file("news/new.txt", QUOTA.replace("Fishing quota splits", "New quota unites"));
        dir.run(&["index", "news"]).found();
        dir.ask(&["watch", "run", "--keep"])
            .found()
            .prints(&["New quota unites the coast", "1 new"])
            .lacks(&["Fishing"]);
        dir.ask(&["watch", "run", "coast"]).found().prints(&["New quota unites the coast"]);
        dir.ask(&["watch", "run"]).nothing();
        // Ids outlive an index that is made anew, and so do watches.
        dir.run(&["index", "--rebuild", "news"]).found();
        dir.ask(&["watch", "run"]).nothing();
        dir.ask(&["watch", "list"]).found().prints(&["coast", "3 articles told"]);
        dir.ask(&["watch", "list", "--format", "csv"])
            .found()
            .prints(&["watch,query,of,filters", "\ncoast,"]);
    }

    #[test]
    fn statements_and_what_was_there_from_the_start() {
        let dir = Dir::indexed();
        dir.ask(&["watch", "add", "ruiz", "--statements", "--from-start", "--speaker", "Ruiz"]).found();
        let news = dir.ask(&["watch", "run", "-n", "1", "--json"]).found().json();
        assert_eq!(news["watches"][0]["left"], 1);
        assert!(list(&news["watches"][0]["quotes"]).iter().all(|q| q["speaker"] == "Ana Ruiz"), "{news}");
        let rest = dir.ask(&["watch", "run", "--format", "csv"]).found();
        rest.prints(&["watch,published,speaker,words", "ruiz,2024-06-02,Ana Ruiz,"]);
        dir.ask(&["watch", "run"]).nothing();
    }

    #[test]
    fn what_is_wrong_is_named_and_the_rest_runs() {
        let dir = Dir::indexed();
        dir.ask(&["watch", "run"]).nothing().warns(&["watch add"]);
        dir.ask(&["watch", "add", "a", "letter", "--from-start"]).found();
        dir.ask(&["watch", "add", "a", "letter"]).failed().warns(&["a watch called a already"]);
        dir.ask(&["watch", "add", "../up", "letter"]).failed();
        dir.ask(&["watch", "add", "b", "letter AND ("]).failed();
        fs::write(dir.path("news/.onrecord/onrecord.watches/0.json"), "{").unwrap();
        dir.ask(&["watch", "run"]).failed().prints(&["Lindqvist letter"]).warns(&["0.json"]);
        dir.ask(&["watch", "remove", "0"]).found();
        dir.ask(&["watch", "run"]).nothing();
        dir.ask(&["watch", "remove", "zebra"]).failed().warns(&["no watch called zebra"]);
        assert_eq!(dir.list("news/.onrecord/onrecord.watches"), ["a.json"]);
    }
}

mod batch {
    use super::*;

    #[test]
    fn one_table_and_a_bad_line_by_its_number() {
        let dir = Dir::indexed();
        dir.file(
            "news/list.queries",
            "# what we ask every week\nletters\tletter AND board\n\nquota OR rain\nletter AND (\nzebra\n",
        );
        let ran = dir.ask(&["batch", "list.queries"]).failed();
        ran.prints(&["articles  statements", "letters", "quota OR rain", "Ana Ruiz 1", "zebra", "3 queries"])
            .warns(&["error: list.queries:5: ", "letter AND ("]);
        let found = dir.ask(&["batch", "list.queries", "--json"]).failed().json();
        let counted: Vec<(&str, u64)> = list(&found["rows"])
            .iter()
            .map(|row| (text(&row["name"]), row["articles"].as_u64().unwrap()))
            .collect();
        assert_eq!(counted, [("letters", 1), ("quota OR rain", 2), ("zebra", 0)]);
        for row in list(&found["rows"]) {
            let query = text(&row["query"]);
            assert_eq!(dir.ask(&["search", query, "--json"]).json()["total"], row["articles"], "{query}");
            assert_eq!(dir.ask(&["quotes", query, "--json"]).json()["total"], row["statements"], "{query}");
        }
    }

    #[test]
    fn from_standard_input() {
        let dir = Dir::indexed();
        let ran = dir.run_in("news", &["batch", "-", "--format", "csv"], "letter\n", &[]).found();
        ran.prints(&[
            "line,name,query,articles,statements,newest,speakers\n1,letter,letter,1,",
            "Ana Ruiz (1)",
        ]);
        dir.run_in("news", &["batch", "-"], "zebra\n", &[]).nothing();
        dir.ask(&["batch", "no.such.list"]).failed().warns(&["no.such.list"]);
    }
}

mod show {
    use super::*;

    #[test]
    fn at_a_place_and_why() {
        let dir = Dir::indexed();
        let found = dir.ask(&["quotes", "drawer", "--json"]).found().json();
        let quote = &found["quotes"][0];
        let (id, at) = (text(&quote["id"]), format!("{}-{}", quote["span"]["start"], quote["span"]["end"]));
        dir.ask(&["show", id, "--at", &at]).found().prints(&[
            "by Mara Osei",
            "It lay in a drawer",
            "Ana Ruiz, senior",
        ]);
        dir.ask(&["show", id, "--at", "9000-9001"]).failed().warns(&["9000-9001 is not in it"]);
        dir.ask(&["show", id, "--at", "x"]).failed().warns(&["FROM-TO"]);
        dir.ask(&["show", id, "--why"]).found().prints(&["“said”", "source", "cue", "→"]);
    }
}

mod search {
    use super::*;

    #[test]
    fn confidence_is_that_of_the_speaker_filtered_by() {
        let dir = indexed_corpus();
        let all = articles(&dir);
        for least in ["0.5", "0.9", "0.99"] {
            let share: f64 = least.parse().unwrap();
            for speaker in [None, Some("Tomasz Wilk"), Some("Li Qianru")] {
                let mut args = vec!["search", "--json", "-n", "1000", "--min-confidence", least];
                args.extend(speaker.iter().flat_map(|name| ["--speaker", name]));
                let found = dir.ask(&args).json();
                let sure = |said: &Value| {
                    let by = speaker.is_none_or(|name| said["speaker"] == name);
                    by && said["confidence"].as_f64() >= Some(share - 0.0005)
                };
                let want = all.values().filter(|hit| list(&hit["statements"]).iter().any(sure)).count();
                assert_eq!(found["total"], want, "{least} {speaker:?}");
            }
        }
    }
}

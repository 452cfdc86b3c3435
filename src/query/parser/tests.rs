//! What texts are understood as.

use super::*;

/// What `text` is understood as, printed.
#[track_caller]
fn check(text: &str, want: &str) {
    match parse(text) {
        Ok(query) => assert_eq!(query.to_string(), want, "{text}"),
        Err(error) => panic!("{}", error.render(text)),
    }
}

#[test]
fn words_side_by_side_must_all_match() {
    check("Khamenei letter", "Khamenei AND letter");
    check("Khamenei AND letter", "Khamenei AND letter");
    check("Khamenei && letter", "Khamenei AND letter");
    check("Khamenei and letter", "Khamenei AND letter");
    check("", "*");
    check("  ", "*");
    check("*", "*");
}

#[test]
fn operators_bind_not_then_and_then_or() {
    check("a OR b c", "a OR (b AND c)");
    check("a || b && c", "a OR (b AND c)");
    check("(a OR b) c", "(a OR b) AND c");
    check("NOT a b", "NOT a AND b");
    check("a NOT (b OR c)", "a AND NOT (b OR c)");
    check("a -b !c +d", "a AND NOT b AND NOT c AND d");
    check("((a b) c) AND d", "a AND b AND c AND d");
    check("-(a b)", "NOT (a AND b)");
}

#[test]
fn what_people_type_is_text() {
    check("don't well-known Yahoo! 12:30", "don't AND well-known AND Yahoo! AND 12:30");
    check("http://x.org/a?b=c U.S. AT&T", "http://x.org/a?b=c AND U.S. AND AT&T");
    check("Trump - Iran – Johnson & Johnson", "Trump AND Iran AND Johnson AND Johnson");
    check("Trump: no deal", "Trump: AND no AND deal");
    check("who said it?", "who AND said AND it?");
    check("\"and\" \"or\" not", "\"and\" AND \"or\" AND not");
    check("R&D:x", "R&D:x");
}

#[test]
fn phrases_in_any_marks() {
    check("\"supreme leader\"", "\"supreme leader\"");
    check("“supreme  leader”", "\"supreme leader\"");
    check("„so« \"a b\"~3", "\"so\" AND \"a b\"~3");
    check("negotiat*", "negotiat*");
}

#[test]
fn fields_and_their_aliases() {
    check("speaker:Vatanka", "speaker:Vatanka");
    check("Speaker: Vatanka", "speaker:Vatanka");
    check("organisation:\"Eurasia Group\"", "org:\"Eurasia Group\"");
    check(
        "title:(letter OR \"oral message\" -war)",
        "headline:letter OR (headline:\"oral message\" AND NOT headline:war)",
    );
    check("said:(a speaker:b)", "quote:a AND speaker:b");
    check("speaker:AND by:-x path:a:b", "speaker:AND AND author:-x AND path:a:b");
    check("-speaker:Trump", "NOT speaker:Trump");
    check("said:negot*", "quote:negot*");
}

#[test]
fn published_takes_dates_and_ranges() {
    check("published:2025-03", "published:2025-03");
    check("a date:2025-03-01..2025-04 b", "a AND published:2025-03-01..2025-04 AND b");
    check("published:>=2024", "published:2024..");
    check("published: >= 2024 x", "published:2024.. AND x");
    check("published:[2024 TO 2025] x", "published:2024..2025 AND x");
    check("when:(2023 OR >2024 OR \"2020\")", "published:2023 OR published:2025.. OR published:2020");
    check("published:*", "published:*");
    check("published:March 2025 letter", "published:2025-03 AND letter");
    check("indexed:9 March 2025..", "indexed:2025-03-09..");
}

#[test]
fn operators_in_any_case_where_they_can_mean_nothing_else() {
    check("letter or speech", "letter OR speech");
    check("letter Or speech", "letter OR speech");
    check("letter and not speech", "letter AND NOT speech");
    check("letter AND not speech", "letter AND NOT speech");
    check("not guilty", "not AND guilty");
    check("either or", "either AND or");
    check("a w/5 b", "a W/5 b");
    check("speaker:Ruiz said letter", "speaker:Ruiz SAID letter");
    check("Ruiz said letter", "Ruiz AND said AND letter");
    assert_eq!(notes("letter or speech"), ["`or` was read as OR; quote it to look for the word: \"or\""]);
    assert_eq!(notes("a b not c"), ["`not` was searched as a word; the operator is written NOT"]);
    assert_eq!(notes("Ruiz said letter"), ["`said` was searched as a word; the operator is written SAID"]);
    assert_eq!(notes("fire near quay"), ["`near` was searched as a word; the operator is written NEAR"]);
    assert_eq!(notes("near quay"), [""; 0]);
    assert_eq!(notes("letter and speech"), [""; 0]);
    assert_eq!(notes("either or"), [""; 0]);
}

#[test]
fn patterns_and_weights() {
    check("wom?n *shore h*r", "wom?n AND *shore AND h*r");
    check("Khamenei~ wolf~ deal~2", "Khamenei~2 AND wolf~1 AND deal~2");
    check("/harbou?rs?/ /home/x and/or", "/harbou?rs?/ AND /home/x AND and/or");
    check("letter^2 \"a b\"^0.5 (a b)^3", "letter^2 AND \"a b\"^0.5 AND (a AND b)^3");
    check("path:/wor.d/", "path:/wor.d/");
    check("caption:* NOT section:*", "caption:* AND NOT section:*");
    check("E=mc^ ~ 5~", "E=mc^ AND 5~1");
    let weigh = "was searched as it stands; `^` takes a number above 0, as in wolf^2";
    assert_eq!(notes("wolf^x"), [format!("`wolf^x` {weigh}")]);
    assert_eq!(notes("a wolf^-1"), [format!("`wolf^-1` {weigh}")]);
    assert_eq!(notes("wolf^2 E=mc^"), [""; 0]);
    let hint = |text: &str| parse(text).unwrap_err().hint.unwrap();
    assert_eq!(hint("path:*.json"), "the words are looked for one by one: json");
    assert_eq!(hint("well-kn*n"), "write the words apart: well kn*n");
}

#[test]
fn words_near_each_other() {
    check("a NEAR/5 b", "a W/5 b");
    check("a NEAR b c", "(a W/10 b) AND c");
    check("\"a b\" PRE/3 (c OR d*)", "\"a b\" PRE/3 (c OR d*)");
    check("a W/3 b W/4 c", "(a W/3 b) W/4 c");
    check("a W/3 b c", "(a W/3 b) AND c");
    check("headline:(a W/3 b)", "headline:a W/3 headline:b");
}

#[test]
fn one_statement() {
    check("\"Alex Vatanka\" SAID Soleimani", "\"Alex Vatanka\" SAID Soleimani");
    check("speaker:Vatanka SAID (trump AND NOT deal)", "speaker:Vatanka SAID (trump AND NOT deal)");
    check("oil Alex Vatanka SAID a b AND c", "((oil AND Alex AND Vatanka) SAID (a AND b)) AND c");
    check("oil \"Alex Vatanka\" SAID a", "oil AND (\"Alex Vatanka\" SAID a)");
    check("oil AND Vatanka SAID a", "oil AND (Vatanka SAID a)");
    check("Vatanka SAID deal ABOUT Trump", "Vatanka SAID deal ABOUT Trump");
    check("ABOUT Trump section:world", "(ABOUT Trump) AND section:world");
    check("NOT Ruiz SAID letter ABOUT Lind", "NOT (Ruiz SAID letter ABOUT Lind)");
    check("(NOT Ruiz) SAID letter", "(NOT Ruiz) SAID letter");
    check("letter AND ABOUT Trump", "letter AND (ABOUT Trump)");
    check("a SAID b OR c SAID d", "(a SAID b) OR (c SAID d)");
    check("Vatanka SAID *", "Vatanka SAID *");
    check("NOT (a SAID b)", "NOT (a SAID b)");
}

#[test]
fn any_of_the_words() {
    let any = |text: &str| {
        read(text, &Settings { any: true, ..Settings::default() }).map(|u| u.query.to_string()).unwrap()
    };
    assert_eq!(any("a b \"c d\""), "a OR b OR \"c d\"");
    assert_eq!(any("a b -c +d"), "(a OR b) AND NOT c AND d");
    assert_eq!(any("a AND b"), "a AND b");
}

#[test]
fn wide_marks_and_open_ends_are_understood() {
    check("（a ＯＲ b）　c", "(a OR b) AND c");
    check("ｓｐｅａｋｅｒ：Ruiz", "speaker:Ruiz");
    check("6\"", "6");
    check("letter “supreme leader", "letter AND \"supreme leader\"");
    assert_eq!(
        notes("letter “supreme leader"),
        ["the quotation mark is never closed; searched for “supreme leader\""]
    );
    let error = parse("（a ＡＮＤ）").unwrap_err();
    assert_eq!(&"（a ＡＮＤ）"[error.at], "ＡＮＤ");
}

#[test]
fn nesting_and_length_are_bounded() {
    let kind = |text: &str| parse(text).map_err(|error| error.kind);
    assert_eq!(kind(&"(".repeat(10_000)), Err(QueryErrorKind::TooDeep));
    assert_eq!(kind(&"NOT ".repeat(10_000)), Err(QueryErrorKind::TooDeep));
    assert_eq!(kind(&"-(".repeat(10_000)), Err(QueryErrorKind::TooDeep));
    assert_eq!(kind(&"word ".repeat(100_000)), Err(QueryErrorKind::TooLong));
    assert_eq!(kind(&"word ".repeat(10_000)), Err(QueryErrorKind::TooLong));
    assert_eq!(kind(&"a W/3 ".repeat(1_000)), Err(QueryErrorKind::TooDeep));
    // A chain inside parentheses is as deep as both together.
    let chain = format!("{}a", "a W/3 ".repeat(50));
    assert!(kind(&chain).is_ok());
    let inside = (0..20).fold(chain, |inner, _| format!("(b OR (c AND {inner}))"));
    assert_eq!(kind(&inside), Err(QueryErrorKind::TooDeep));
}

#[test]
fn what_could_only_find_nothing_is_an_error() {
    let kind = |text: &str| parse(text).map_err(|error| error.kind);
    assert_eq!(kind("?!"), Err(QueryErrorKind::NoWords));
    assert_eq!(kind("()"), Err(QueryErrorKind::EmptyParens));
    assert_eq!(kind("\" \""), Err(QueryErrorKind::EmptyPhrase));
    assert_eq!(kind("speaker:"), Err(QueryErrorKind::EmptyField("speaker".into())));
    assert_eq!(kind("published:"), Err(QueryErrorKind::EmptyField("published".into())));
    assert_eq!(kind("*a*"), Err(QueryErrorKind::TooWide));
    assert_eq!(kind("**"), Err(QueryErrorKind::TooWide));
    assert_eq!(kind("well-kn*n"), Err(QueryErrorKind::StarPlace));
    assert_eq!(kind("wolf~3"), Err(QueryErrorKind::BadFuzzy));
    assert_eq!(kind("wolf^0"), Err(QueryErrorKind::BadBoost));
    assert!(matches!(kind("/a(/"), Err(QueryErrorKind::BadRegex(_))));
    assert!(matches!(kind("/(a{999}){999}/"), Err(QueryErrorKind::BadRegex(_))));
    assert_eq!(kind("a NEAR/400 b"), Err(QueryErrorKind::BadDistance));
    assert_eq!(kind("(a AND b) NEAR/4 c"), Err(QueryErrorKind::NotNear));
    assert_eq!(kind("headline:a NEAR/4 c"), Err(QueryErrorKind::NearFields));
    assert_eq!(kind("kind:loud"), Err(QueryErrorKind::NotAKind("loud".into())));
    assert_eq!(kind("a SAID b SAID c"), Err(QueryErrorKind::SaidTwice("SAID".into())));
    assert_eq!(kind("(a SAID b) SAID c"), Err(QueryErrorKind::SaidInSaid));
    assert_eq!(kind("speaker:(a SAID b)"), Err(QueryErrorKind::SaidInField));
    assert_eq!(kind("published:yesterday"), Err(QueryErrorKind::NoToday("yesterday".into())));
    assert_eq!(kind("\"a b\"*"), Err(QueryErrorKind::StarPlace));
    assert_eq!(kind("\"a b\"~"), Err(QueryErrorKind::BadSlop));
    assert_eq!(kind("published:[2024 TO"), Err(QueryErrorKind::UnclosedBracket));
    assert_eq!(kind("a AND OR b"), Err(QueryErrorKind::NothingAfter("AND".into())));
    assert_eq!(kind("a (AND b)"), Err(QueryErrorKind::NothingBefore("AND".into())));
}

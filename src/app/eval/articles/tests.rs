//! The figures are those of the public scorer.

use expect_test::expect;

use super::*;
use crate::present::Look;
use crate::present::article_eval::text;

/// What `score_articles.py` prints for these files, line by line.
#[test]
fn figures_are_those_of_the_public_scorer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app/eval/testdata");
    let gold: BTreeMap<String, GoldPage> =
        serde_json::from_slice(&std::fs::read(folder.join("articles.gold.json")).unwrap()).unwrap();
    let read: Vec<ReadArticle> = std::fs::read_to_string(folder.join("articles.read.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut tally = Tally { errors: 1, ..Tally::default() };
    for (key, page) in &gold {
        tally.add(key, page, read.iter().find(|article| article.id == *key));
    }
    let report = ArticleReport { total: tally.scores(), ..ArticleReport::default() };
    expect![[r#"
            pages 4 (no prediction for 1)
            headline 0.667 (n=3)
            authors  0.389 (n=3)
            date     0.333 (n=3)
            body     P 0.814  R 0.829  F1 0.821
            segments P 0.500  R 0.500  F1 0.500
            captions 0.500 (n=2)
        "#]]
    .assert_eq(&text(&report, Look::default()));
    // One of each sort, as asked.
    let figures: Vec<&str> =
        tally.mistakes.iter().filter(|(_, all)| !all.is_empty()).map(|(f, _)| *f).collect();
    assert_eq!(figures, ["authors", "body", "captions", "date", "headline", "segments"]);
    assert!(tally.mistakes.values().all(|all| all.len() <= 1));
}

//! Why words that are no name are taken for somebody: “She” refers to “Ruiz”.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::units::{CharSpan, char_span, tidy};
use crate::model::{Article, CharCounter, ReferenceKind, Speaker, Statement};

/// What the words beside a statement refer to, where they are no name themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Referred {
    /// What kind of words they are.
    pub by: ReferenceKind,
    /// The words that they refer to; null where none stand in the article.
    pub antecedent: Option<String>,
    /// Where these stand in the article's text.
    pub span: Option<CharSpan>,
    /// How likely it is them and nobody else whom the article names, 0 to 1; null where no others were weighed.
    pub likely: Option<f32>,
}

/// What the first speaker's words refer to.
pub fn referred(statement: &Statement, article: &Article, counter: &mut CharCounter<'_>) -> Option<Referred> {
    let Speaker { reference, .. } = statement.speaker.as_ref()?;
    reference.map(|reference| Referred {
        by: reference.by,
        antecedent: reference.antecedent.map(|span| words(span.of(&article.text))),
        span: reference.antecedent.map(|span| char_span(counter, span)),
        likely: reference.likely.map(tidy),
    })
}

/// A line break between two words is a blank.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Referred {
    /// As [`told`].
    pub(super) fn told(&self, speaker: &str) -> String {
        told(speaker, self.by, self.antecedent.as_deref(), self.likely)
    }
}

/// What a statement's first speaker refers to, for reading.
pub(super) fn told_of(statement: &Statement, article: &Article) -> Option<String> {
    let Speaker { span, reference, .. } = statement.speaker.as_ref()?;
    let reference = (*reference)?;
    let antecedent = reference.antecedent.map(|span| span.of(&article.text));
    Some(told(span.of(&article.text), reference.by, antecedent, reference.likely))
}

/// `“She” refers to “Ruiz” (pronoun 0.86)`.
fn told(speaker: &str, by: ReferenceKind, antecedent: Option<&str>, likely: Option<f32>) -> String {
    let to = match (antecedent, by) {
        (Some(antecedent), _) => format!("“{}”", words(antecedent)),
        (None, ReferenceKind::Author) => "whoever signs".to_owned(),
        (None, _) => "whoever spoke before".to_owned(),
    };
    let likely = likely.map(|likely| format!(" {likely:.2}")).unwrap_or_default();
    format!("“{}” refers to {to} ({}{likely})", words(speaker), by.as_str())
}

/// Cells of a table: the kind of reference, and the words referred to.
pub(super) fn cells(reference: Option<&Referred>) -> [String; 2] {
    let by = reference.map(|reference| reference.by.as_str().to_owned());
    let antecedent = reference.and_then(|reference| reference.antecedent.clone());
    [by.unwrap_or_default(), antecedent.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(speaker: &str, by: ReferenceKind, antecedent: Option<&str>, told: &str) {
        let likely = (by == ReferenceKind::Pronoun).then_some(0.864);
        let referred = Referred { by, antecedent: antecedent.map(str::to_owned), span: None, likely };
        assert_eq!(referred.told(speaker), told);
    }

    #[test]
    fn what_words_refer_to_is_told() {
        check("She", ReferenceKind::Pronoun, Some("Ruiz"), "“She” refers to “Ruiz” (pronoun 0.86)");
        check(
            "the\nmayor",
            ReferenceKind::Office,
            Some("Bo Lind, the mayor"),
            "“the mayor” refers to “Bo Lind, the mayor” (office)",
        );
        check("I", ReferenceKind::Author, None, "“I” refers to whoever signs (author)");
        check("dijo", ReferenceKind::Pronoun, None, "“dijo” refers to whoever spoke before (pronoun 0.86)");
    }
}

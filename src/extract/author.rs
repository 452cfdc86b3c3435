//! Who “I” is outside quotation marks: whoever signs the article, with the role that the line about them tells.

use super::doc::Doc;
use super::interview::Answers;
use super::lexicon::{key, keys, lexicon};
use super::people::People;
use super::roles::find_roles;
use crate::model::{
    Annotations, Article, Author, Entity, EntityKind, Mention, Paragraph, ParagraphKind, Reference,
    ReferenceKind, Span,
};

/// “I asked whether it was true” is the author's statement, where one person signs, and does not stand in an answer.
///
/// Cost: linear in the statements, and in the line about the author.
pub fn settle_author(doc: &Doc<'_>, article: &Article, answers: &Answers, annotations: &mut Annotations) {
    let [author] = &article.authors[..] else { return };
    if author.agency || !author.name.contains(' ') {
        return;
    }
    let is_i = |span: Span| span.of(&article.text) == "I" && !answers.has_own_i(doc, span);
    let own = |a: &Annotations| {
        let speakers = a.statements.iter().filter_map(|s| s.speaker.as_ref());
        speakers.filter(|s| s.entity.is_none() && is_i(s.span)).map(|s| s.span).collect::<Vec<_>>()
    };
    let spans = own(annotations);
    if spans.is_empty() || !is_told_by_author(doc) {
        return;
    }
    let known = annotations.entities.iter().position(|e| key(&e.name) == key(&author.name));
    let number = known.unwrap_or(annotations.entities.len());
    if known.is_none() {
        annotations.entities.push(entity(article, author));
    }
    let entity = number as u32;
    for speaker in annotations.statements.iter_mut().filter_map(|s| s.speaker.as_mut()) {
        if speaker.entity.is_none() && is_i(speaker.span) {
            speaker.entity = Some(entity);
            speaker.reference = Some(Reference::new(ReferenceKind::Author, None));
        }
    }
    annotations.mentions.extend(spans.into_iter().map(|span| Mention { span, entity }));
    annotations.mentions.sort_by_key(|m| (m.span.start, m.span.end, m.entity));
    annotations.mentions.dedup();
}

/// Whether the author shows early, as in a column or a letter. Pages that run on into other stories have their “I” late.
fn is_told_by_author(doc: &Doc<'_>) -> bool {
    let first = doc.tokens.iter().position(|t| t.quotation == 0 && OURSELVES.contains(&t.key));
    first.is_some_and(|at| at < EARLY || at < LATE && at * 3 < doc.tokens.len())
}

/// How many tokens are early in any article, and in a long one.
const EARLY: usize = 150;
const LATE: usize = 600;
const OURSELVES: [u64; 3] = keys(["i", "me", "my"]);

/// How a line under an article tells of whoever signs it.
const OWN: [&str; 2] = ["The writer is ", "The author is "];

/// The author as the article presents them.
fn entity(article: &Article, author: &Author) -> Entity {
    let printed = || {
        let last = article.parts(ParagraphKind::Body).last();
        let signed = last.filter(|words| OWN.iter().any(|subject| words.starts_with(subject)));
        article.parts(ParagraphKind::Bio).next().or(signed)
    };
    let bio = author.bio.as_deref().or_else(printed).map(|bio| introduced(bio, &author.name));
    let (role, organization) = bio.map_or((None, None), |bio| role_told(bio, &author.name));
    Entity {
        name: author.name.clone(),
        kind: EntityKind::Person,
        guessed: false,
        place: false,
        role,
        organization,
        aliases: Vec::new(),
    }
}

/// A line about somebody, with their name as its subject: “The writer is secretary of the Basin Walkers.”, “A poet.”
fn introduced(bio: &str, name: &str) -> String {
    let own = OWN
        .iter()
        .chain(&["He is ", "She is "])
        .find_map(|subject| bio.strip_prefix(subject).map(|rest| format!("{name} is {rest}")));
    match own {
        Some(told) => told,
        None if bio.contains(name) => bio.to_owned(),
        None => format!("{name}, {bio}"),
    }
}

/// The role and the body that a text tells of somebody.
fn role_told(text: String, name: &str) -> (Option<String>, Option<String>) {
    let paragraphs = vec![Paragraph { kind: ParagraphKind::Body, span: Span::new(0, text.len()) }];
    let article = Article { text, paragraphs, ..Article::default() };
    let doc = Doc::new(&article, lexicon());
    let people = People::gather(&doc);
    let roles = find_roles(&doc, &people);
    let person = people.all.iter().position(|p| p.kind == EntityKind::Person && key(&p.name) == key(name));
    let role = person.and_then(|person| roles.get(person)).copied().unwrap_or_default();
    let words = |span: Option<Span>| span.map(|span| span.of(&article.text).to_owned());
    (words(role.title), words(role.organization).map(|body| people.full_body_name(body)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::extract::testing::article;

    #[track_caller]
    fn check(text: &str, bio: Option<&str>, expected: Option<(&str, &str, &str)>) {
        let bio = bio.map(str::to_owned);
        let author = Author { name: String::from("Ana Ruiz"), bio, agency: false };
        let article = Article { authors: vec![author], ..article(text) };
        let found = extract(&article);
        let speaker = found.statements.first().and_then(|s| found.speaker_of(s));
        let said = speaker.map(|s| {
            (s.name.as_str(), s.role.as_deref().unwrap_or(""), s.organization.as_deref().unwrap_or(""))
        });
        assert_eq!(said, expected, "{text}: {found:?}");
    }

    #[test]
    fn i_is_whoever_signs() {
        check("On Monday I said that the bridge was closed.", None, Some(("Ana Ruiz", "", "")));
        check(
            "On Monday I said that the bridge was closed.",
            Some("The writer is secretary of the Basin Walkers’ Union."),
            Some(("Ana Ruiz", "secretary", "Basin Walkers’ Union")),
        );
        check(
            "On Monday I said that the bridge was closed.",
            Some("Ana Ruiz is a senior lecturer at Kestrel University."),
            Some(("Ana Ruiz", "senior lecturer", "Kestrel University")),
        );
    }

    #[test]
    fn another_story_on_the_page_is_somebody_elses() {
        let long = "The bridge was closed on Monday, and the boats went round by Sallow. ".repeat(40);
        check(&format!("{long}\n\nOn Monday I said that the bridge was closed."), None, None);
    }

    #[test]
    fn i_in_quotation_marks_is_whoever_is_quoted() {
        check("“I said that the bridge was closed,” Warren Tuck said.", None, Some(("Warren Tuck", "", "")));
    }
}

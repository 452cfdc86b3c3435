//! Who is who across the archive: a list of people or bodies, or everything known of one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::SCHEMA_VERSION;
use super::layout::{Run, columns, put, put_wrapped, run, shorten, unbroken};
use super::paint::{Look, Part};
use super::words;
use crate::model::{ArticleId, EntityKind, NewsDate};

/// People or bodies, those in most articles first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct People {
    /// The version of this shape.
    pub schema_version: u32,
    /// How many there are, shown or not; those left out are not among them.
    pub total: u64,
    /// How many more there are that are only counted: names that may be nobody's, and places among bodies.
    pub left_out: u64,
    /// The entities.
    pub entities: Vec<Entity>,
    /// What the authority file asks for and this archive cannot give.
    pub notes: Vec<String>,
}

/// One person or body of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// Stable as long as name and first article are.
    pub id: String,
    /// The name used most, in full, or the one the archivist gives.
    pub name: String,
    /// Person or organization.
    pub kind: EntityKind,
    /// Whether next to no article tells that it is a person, or a body, so that the kind is a guess.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub guessed: bool,
    /// Whether most articles name it as a place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub place: bool,
    /// In how many articles.
    pub articles: u64,
    /// Every other name, the commonest first.
    pub aliases: Vec<Alias>,
    /// What they did, by first mention.
    pub roles: Vec<Stretch>,
    /// Whom they did it for, by first mention.
    pub organizations: Vec<Stretch>,
    /// What the archivist notes.
    pub notes: Vec<String>,
    /// Where, the newest first; only told of those asked for by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appearances: Vec<Appearance>,
}

/// Another name of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Alias {
    /// As printed.
    pub name: String,
    /// In how many articles.
    pub articles: u64,
    /// One of them, to look it up.
    pub article: ArticleId,
    /// What ties it to the entity: "same-name", "same-article", "sound" and so on.
    pub tie: String,
    /// Why it is an alias, in words.
    pub why: String,
}

/// A role or an organization, and when it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stretch {
    /// As printed most.
    pub name: String,
    /// The first dated article that says so.
    pub from: Option<NewsDate>,
    /// The last one.
    pub to: Option<NewsDate>,
    /// How many articles say so.
    pub articles: u64,
}

/// An article that an entity appears in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Appearance {
    /// Names the article: `onrecord show ID`.
    pub article: ArticleId,
    /// Its headline, or what stands for it.
    pub headline: String,
    /// When it was published.
    pub published: Option<NewsDate>,
    /// How many statements in it are theirs.
    pub statements: u64,
}

impl People {
    /// The current version of this shape.
    pub const VERSION: u32 = SCHEMA_VERSION;
}

/// Counts in a column, names beside them with where they were last, and how many there are.
pub fn list(people: &People, kind: EntityKind, look: Look) -> String {
    let mut out = String::new();
    let counts: Vec<String> = people.entities.iter().map(|entity| words::number(entity.articles)).collect();
    let width = counts.iter().map(String::len).max().unwrap_or(0);
    for (entity, count) in people.entities.iter().zip(&counts) {
        let office = latest(&entity.organizations).or_else(|| latest(&entity.roles));
        let room = look.columns().saturating_sub(width + columns(&entity.name) + 5);
        let office = office
            .filter(|_| room > 8)
            .map_or_else(String::new, |office| format!(" · {}", shorten(&office.name, room)));
        let line = [
            run(&format!("{count:>width$}  "), Part::Quiet),
            run(&entity.name, Part::Plain),
            run(&office, Part::Quiet),
        ];
        put(&mut out, &line, look.color);
    }
    let shown = people.entities.len() as u64;
    let all = match kind {
        EntityKind::Person if people.total != 1 => format!("{} people", words::number(people.total)),
        kind => words::counted(people.total, self::kind(kind)),
    };
    let last = if shown == people.total { all } else { format!("{} of {all}", words::number(shown)) };
    put(&mut out, &[run(&last, Part::Quiet)], look.color);
    if people.left_out > 0 {
        let why = match kind {
            EntityKind::Person => "nobody's",
            _ => "nobody's, or a place's",
        };
        let names = words::counted(people.left_out, "more name");
        let more = format!("{names} that may be {why}: --all");
        put(&mut out, &[run(&more, Part::Quiet)], look.color);
    }
    out
}

/// Everything known of each, one after the other.
pub fn pages(people: &People, look: Look) -> String {
    let pages: Vec<String> = people.entities.iter().map(|entity| page(entity, look)).collect();
    pages.join("\n")
}

/// One row for each.
pub fn csv(people: &People) -> String {
    let names = |stretches: &[Stretch]| {
        stretches.iter().map(|stretch| stretch.name.as_str()).collect::<Vec<_>>().join("; ")
    };
    let rows = people.entities.iter().map(|entity| {
        let aliases: Vec<&str> = entity.aliases.iter().map(|alias| alias.name.as_str()).collect();
        [
            entity.id.clone(),
            entity.name.clone(),
            kind(entity.kind).to_owned(),
            entity.articles.to_string(),
            aliases.join("; "),
            names(&entity.roles),
            names(&entity.organizations),
            yes(entity.guessed),
            yes(entity.place),
        ]
    });
    let columns = ["id", "name", "kind", "articles", "aliases", "roles", "organizations", "guessed", "place"];
    table(columns, rows)
}

fn yes(it_is: bool) -> String {
    String::from(if it_is { "yes" } else { "" })
}

fn page(entity: &Entity, look: Look) -> String {
    let mut out = String::new();
    put_wrapped(&mut out, &[run(&entity.name, Part::Strong)], 0, look.columns(), look.color);
    let kind = match entity {
        Entity { guessed: true, kind: EntityKind::Organization, .. } => "perhaps an organization",
        Entity { guessed: true, .. } => "perhaps a person",
        Entity { place: true, .. } => "place",
        _ => kind(entity.kind),
    };
    let known = format!("{kind} · {} · ", words::counted(entity.articles, "article"));
    put(&mut out, &[run(&known, Part::Quiet), run(&entity.id, Part::Handle)], look.color);
    about(&mut out, entity, look);
    section(&mut out, "Where", entity.appearances.iter().map(appearance), look);
    let more = entity.articles.saturating_sub(entity.appearances.len() as u64);
    if more > 0 {
        put(&mut out, &[run(&format!("  +{} more", words::number(more)), Part::Quiet)], look.color);
    }
    out
}

/// Names with why they are one, roles and organizations with their dates, what the archivist notes.
pub(super) fn about(out: &mut String, entity: &Entity, look: Look) {
    let plain = |text: &str| vec![run(text, Part::Plain)];
    section(out, "Also called", entity.aliases.iter().map(alias), look);
    section(out, "Roles", entity.roles.iter().map(stretch), look);
    section(out, "Organizations", entity.organizations.iter().map(stretch), look);
    section(out, "Notes", entity.notes.iter().map(|note| plain(note)), look);
}

/// A title and lines below it; nothing where there are no lines.
pub(super) fn section(
    out: &mut String,
    title: &str,
    lines: impl ExactSizeIterator<Item = Vec<Run>>,
    look: Look,
) {
    if lines.len() == 0 {
        return;
    }
    out.push('\n');
    put(out, &[run(title, Part::Strong)], look.color);
    for line in lines {
        put_wrapped(out, &line, 2, look.columns(), look.color);
    }
}

fn alias(alias: &Alias) -> Vec<Run> {
    let articles = words::counted(alias.articles, "article");
    vec![
        run(&alias.name, Part::Name),
        run(" · ", Part::Quiet),
        unbroken(&articles, Part::Quiet),
        run(&format!(" · {} · ", alias.why), Part::Quiet),
        run(&alias.article.0, Part::Handle),
    ]
}

fn stretch(stretch: &Stretch) -> Vec<Run> {
    let articles = words::counted(stretch.articles, "article");
    let when = when(stretch).map_or_else(String::new, |when| format!(" · {when}"));
    vec![
        run(&stretch.name, Part::Plain),
        run(&format!("{when} · "), Part::Quiet),
        unbroken(&articles, Part::Quiet),
    ]
}

/// `9 March 2019`, `9 March 2019 to June 2024`.
fn when(stretch: &Stretch) -> Option<String> {
    let (from, to) = (words::day(stretch.from.as_ref()?), words::day(stretch.to.as_ref()?));
    Some(if from == to { from } else { format!("{from} to {to}") })
}

fn appearance(seen: &Appearance) -> Vec<Run> {
    let date = seen.published.as_ref().map_or_else(|| "no date".to_owned(), words::day);
    let said = match seen.statements {
        0 => "named".to_owned(),
        n => words::counted(n, "statement"),
    };
    vec![
        run(&format!("{date} · "), Part::Quiet),
        run(&seen.headline, Part::Plain),
        run(" · ", Part::Quiet),
        unbroken(&said, Part::Quiet),
        run(" · ", Part::Quiet),
        run(&seen.article.0, Part::Handle),
    ]
}

/// The stretch that reaches furthest, of those the one most articles tell of.
fn latest(stretches: &[Stretch]) -> Option<&Stretch> {
    stretches.iter().max_by_key(|stretch| (stretch.to.map(|to| to.earliest()), stretch.articles))
}

/// What it is called.
pub(super) fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Group => "group",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn stretch(name: &str, from: &str, to: &str, articles: u64) -> Stretch {
        Stretch { name: name.into(), from: from.parse().ok(), to: to.parse().ok(), articles }
    }

    fn people() -> People {
        let article = ArticleId("1f0c9a22".into());
        let vahdani = Entity {
            id: "a1b2c3".into(),
            name: "Idris Vahdani".into(),
            kind: EntityKind::Person,
            guessed: false,
            place: false,
            articles: 1_204,
            aliases: vec![Alias {
                name: "Idris \u{1b}Wahdani".into(),
                articles: 2,
                article: article.clone(),
                tie: "sound".into(),
                why: "sounds the same; shares Kestrel University".into(),
            }],
            roles: vec![stretch("lecturer", "2019-03", "2019-03", 1)],
            organizations: vec![
                stretch("Kestrel University", "2019-03-09", "2025", 3),
                stretch("Corvane Group", "", "", 9),
            ],
            notes: vec!["Left in 2025".into()],
            appearances: vec![Appearance {
                article,
                headline: "The Letter and the Reply".into(),
                published: "2025-03-28".parse().ok(),
                statements: 1,
            }],
        };
        let lind = Entity {
            name: "Bo Lind".into(),
            articles: 1,
            aliases: Vec::new(),
            organizations: Vec::new(),
            notes: Vec::new(),
            appearances: Vec::new(),
            ..vahdani.clone()
        };
        People {
            schema_version: People::VERSION,
            total: 3,
            left_out: 0,
            entities: vec![vahdani, lind],
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_list_tells_where_each_was_last() {
        expect![[r#"
            1,204  Idris Vahdani · Kestrel University
                1  Bo Lind · lecturer
            2 of 3 people
        "#]]
        .assert_eq(&list(&people(), EntityKind::Person, Look::default()));
    }

    #[test]
    fn a_page_tells_names_offices_and_places() {
        let mut one = people();
        one.entities.truncate(1);
        expect![[r#"
            Idris Vahdani
            person · 1,204 articles · a1b2c3

            Also called
              Idris �Wahdani · 2 articles · sounds the same; shares Kestrel University ·
              1f0c9a22

            Roles
              lecturer · March 2019 · 1 article

            Organizations
              Kestrel University · 9 March 2019 to 2025 · 3 articles
              Corvane Group · 9 articles

            Notes
              Left in 2025

            Where
              28 March 2025 · The Letter and the Reply · 1 statement · 1f0c9a22
              +1,203 more
        "#]]
        .assert_eq(&pages(&one, Look::default()));
    }

    #[test]
    fn a_row_for_each() {
        expect![[r#"
            id,name,kind,articles,aliases,roles,organizations,guessed,place
            a1b2c3,Idris Vahdani,person,1204,Idris �Wahdani,lecturer,Kestrel University; Corvane Group,,
            a1b2c3,Bo Lind,person,1,,lecturer,,,
        "#]]
        .assert_eq(&csv(&people()));
    }
}

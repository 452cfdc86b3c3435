//! From a record to its documents: one for the article, one for each statement.

use tantivy::TantivyDocument;
use tantivy::schema::Field;

use super::analysis::PART_END;
use super::languages::{Language, marked};
use super::packed::{PackError, pack};
use super::schema::{ARTICLE, Fields, KEY_PART, STATEMENT};
use crate::model::{Annotations, Entity, EntityKind, Record, Statement};
use crate::text::fold::{fold_name, organization_keys, person_keys};

/// Which facet a lookup term belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lookup {
    /// Speakers.
    Speaker,
    /// Organizations.
    Organization,
    /// Authors.
    Author,
    /// Sections.
    Section,
    /// Sources.
    Source,
    /// Languages.
    Language,
    /// What speakers do; the key is the facet's value, the value how it is printed.
    Role,
    /// Everyone named; the values are names, not those of a facet.
    Person,
}

impl Lookup {
    fn letter(self) -> char {
        match self {
            Lookup::Speaker => 's',
            Lookup::Organization => 'o',
            Lookup::Author => 'a',
            Lookup::Section => 'd',
            Lookup::Source => 'm',
            Lookup::Language => 'l',
            Lookup::Role => 'r',
            Lookup::Person => 'p',
        }
    }

    /// What all of this facet's lookup terms begin with.
    pub(crate) fn prefix(self) -> String {
        format!("{}{KEY_PART}", self.letter())
    }

    /// What the lookup terms of one folded key begin with.
    pub(crate) fn key_prefix(self, key: &str) -> String {
        format!("{}{KEY_PART}{key}{KEY_PART}", self.letter())
    }

    /// The term under which `value` is found by `key`.
    fn term(self, key: &str, value: &str) -> String {
        format!("{}{value}", self.key_prefix(key))
    }

    /// The key and the value of one of this facet's terms.
    pub(crate) fn split(self, term: &str) -> Option<(&str, &str)> {
        term.strip_prefix(self.letter())?.strip_prefix(KEY_PART)?.split_once(KEY_PART)
    }

    fn keys(self, value: &str) -> Vec<String> {
        match self {
            Lookup::Speaker | Lookup::Author | Lookup::Person => person_keys(value),
            Lookup::Organization => organization_keys(value),
            Lookup::Section | Lookup::Source | Lookup::Language | Lookup::Role => vec![fold_name(value)],
        }
    }
}

/// A record's documents, and the lengths that ranking is told of.
#[derive(Debug)]
pub(super) struct Documents {
    /// The article first, then its statements.
    pub documents: Vec<TantivyDocument>,
    /// Bytes of text in the fields that keep lengths.
    pub lengths: Lengths,
}

/// Bytes of text by field: what average lengths are made of.
///
/// Kept by file, so that the averages of an archive are the same however it came about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Lengths {
    /// Of headlines.
    #[serde(rename = "h")]
    pub headline: u64,
    /// Of bodies.
    #[serde(rename = "b")]
    pub body: u64,
    /// Of statements.
    #[serde(rename = "q")]
    pub quotes: u64,
}

impl std::ops::AddAssign for Lengths {
    fn add_assign(&mut self, other: Self) {
        self.headline += other.headline;
        self.body += other.body;
        self.quotes += other.quotes;
    }
}

/// The id as a number that orders as the id does; ids of another form are hashed.
pub(crate) fn rank_of(id: &str) -> u64 {
    if id.len() == 16
        && let Ok(number) = u64::from_str_radix(id, 16)
    {
        return number;
    }
    let hash = blake3::hash(id.as_bytes());
    hash.as_bytes().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Builds every document of `record`, which was read in `file`.
///
/// `now` is when, in seconds since 1970.
pub(super) fn documents(
    record: &Record,
    file: &str,
    now: i64,
    fields: &Fields,
) -> Result<Documents, PackError> {
    let mut lengths = Lengths::default();
    let mut article = article_document(record, file, fields, &mut lengths)?;
    article.add_i64(fields.indexed, now);
    let mut documents = vec![article];
    documents.extend(
        record
            .annotations
            .statements
            .iter()
            .enumerate()
            .map(|(ordinal, statement)| statement_document(record, ordinal, statement, file, fields)),
    );
    Ok(Documents { documents, lengths })
}

fn article_document(
    record: &Record,
    file: &str,
    fields: &Fields,
    lengths: &mut Lengths,
) -> Result<TantivyDocument, PackError> {
    let article = &record.article;
    let text = &article.text;
    let mut doc = TantivyDocument::default();
    doc.add_text(fields.kind, ARTICLE);
    doc.add_text(fields.file, file);
    doc.add_text(fields.article, &article.id.0);
    doc.add_u64(fields.rank, rank_of(&article.id.0));
    doc.add_bytes(fields.record, &pack(record)?);

    let language = language_of(record);
    lengths.headline += add_words(&mut doc, fields.headline, language, [article.headline.as_str()]);
    add_words(&mut doc, fields.lead, language, article.lead());
    lengths.body += add_words(&mut doc, fields.body, language, article.story().map(|p| p.span.of(text)));
    add_words(&mut doc, fields.captions, language, article.captions());
    add_parts(&mut doc, fields.author, article.authors.iter().map(|a| a.name.as_str()));
    add_parts(&mut doc, fields.section, article.section.as_deref());
    add_parts(&mut doc, fields.source, article.source.as_deref());
    add_parts(&mut doc, fields.language, article.language.as_deref());
    add_parts(&mut doc, fields.place, article.place.as_deref());
    add_parts(&mut doc, fields.path, [article.origin.path.as_str()]);
    if let Some(published) = article.published {
        doc.add_i64(fields.published, published.earliest());
        doc.add_u64(fields.printed, published.printed_day());
    }

    let annotations = &record.annotations;
    let statements = &annotations.statements;
    lengths.quotes +=
        add_words(&mut doc, fields.quotes, language, statements.iter().map(|s| s.span.of(text)));
    let on_record = speakers(annotations);
    let said_by = statements.iter().flat_map(|s| speaker_names(record, s));
    add_parts(&mut doc, fields.speakers, unique(said_by));
    add_parts(&mut doc, fields.organizations, organizations(&on_record, annotations, true));
    add_parts(&mut doc, fields.roles, unique(on_record.iter().filter_map(|e| e.role.as_deref())));
    let people = annotations.entities.iter().filter(|e| e.kind == EntityKind::Person);
    add_parts(&mut doc, fields.people, unique(people.flat_map(names)));
    add_facets(&mut doc, record, &on_record, fields);
    add_present(&mut doc, fields.has, &article_columns(fields));
    if !statements.is_empty() {
        doc.add_text(fields.has, "kind");
    }
    Ok(doc)
}

/// The columns of an article by the names of the fields that a query knows.
fn article_columns(f: &Fields) -> [(&'static str, Field); 15] {
    [
        ("headline", f.headline),
        ("lead", f.lead),
        ("body", f.body),
        ("caption", f.captions),
        ("author", f.author),
        ("speaker", f.speakers),
        ("org", f.organizations),
        ("role", f.roles),
        ("quote", f.quotes),
        ("people", f.people),
        ("place", f.place),
        ("section", f.section),
        ("source", f.source),
        ("lang", f.language),
        ("path", f.path),
    ]
}

/// Notes which of these columns hold something.
fn add_present(doc: &mut TantivyDocument, has: Field, columns: &[(&'static str, Field)]) {
    for (name, column) in columns {
        if doc.get_first(*column).is_some() {
            doc.add_text(has, name);
        }
    }
}

fn add_facets(doc: &mut TantivyDocument, record: &Record, on_record: &[&Entity], fields: &Fields) {
    let article = &record.article;
    let mut facet = Facets { doc, lookup: fields.lookup };
    for entity in on_record.iter().filter(|e| e.kind != EntityKind::Group) {
        facet.add(fields.by_speaker, Lookup::Speaker, &entity.name);
        for alias in &entity.aliases {
            facet.answers_to(Lookup::Speaker, alias, &entity.name);
        }
    }
    for entity in record.annotations.entities.iter().filter(|e| e.kind == EntityKind::Person) {
        facet.answers_to_keys(Lookup::Person, &entity.name);
        for alias in &entity.aliases {
            facet.answers_to(Lookup::Person, alias, &entity.name);
        }
    }
    for name in organizations(on_record, &record.annotations, false) {
        facet.add(fields.by_organization, Lookup::Organization, name);
        for alias in aliases_of(&record.annotations, name) {
            facet.answers_to(Lookup::Organization, alias, name);
        }
    }
    for author in &article.authors {
        facet.add(fields.by_author, Lookup::Author, &author.name);
    }
    for (field, lookup, value) in [
        (fields.by_section, Lookup::Section, &article.section),
        (fields.by_source, Lookup::Source, &article.source),
        (fields.by_language, Lookup::Language, &article.language),
    ] {
        if let Some(value) = value {
            facet.add(field, lookup, value);
        }
    }
    for role in unique(on_record.iter().filter_map(|entity| entity.role.as_deref())) {
        facet.add_folded(fields.by_role, Lookup::Role, role);
    }
    if let Some(month) = article.published.and_then(|date| date.month()) {
        doc.add_text(fields.by_month, month);
    }
    for kind in unique(record.annotations.statements.iter().map(|said| said.kind.as_str())) {
        doc.add_text(fields.by_kind, kind);
    }
}

struct Facets<'d> {
    doc: &'d mut TantivyDocument,
    lookup: Field,
}

impl Facets<'_> {
    /// Adds a value once, with every key it answers to.
    fn add(&mut self, field: Field, lookup: Lookup, value: &str) {
        use tantivy::schema::Value as _;
        let value = value.trim();
        if value.is_empty() || self.doc.get_all(field).any(|known| known.as_str() == Some(value)) {
            return;
        }
        self.doc.add_text(field, value);
        for key in lookup.keys(value) {
            self.doc.add_text(self.lookup, lookup.term(&key, value));
        }
    }

    /// Adds a value by its folded form, once, with how it is printed here: "Minister" and "minister" are one.
    fn add_folded(&mut self, field: Field, lookup: Lookup, value: &str) {
        use tantivy::schema::Value as _;
        let key = fold_name(value);
        if key.is_empty() {
            return;
        }
        self.doc.add_text(self.lookup, lookup.term(&key, value.trim()));
        if !self.doc.get_all(field).any(|known| known.as_str() == Some(key.as_str())) {
            self.doc.add_text(field, key);
        }
    }

    /// Adds every key of a name that is no facet's value.
    fn answers_to_keys(&mut self, lookup: Lookup, name: &str) {
        for key in lookup.keys(name) {
            self.doc.add_text(self.lookup, lookup.term(&key, name.trim()));
        }
    }

    fn answers_to(&mut self, lookup: Lookup, alias: &str, value: &str) {
        let key = fold_name(alias);
        let bare = key.strip_prefix("the ").unwrap_or(&key);
        for key in [key.as_str(), bare] {
            if !key.is_empty() {
                self.doc.add_text(self.lookup, lookup.term(key, value.trim()));
            }
        }
    }
}

fn statement_document(
    record: &Record,
    ordinal: usize,
    statement: &Statement,
    file: &str,
    fields: &Fields,
) -> TantivyDocument {
    let article = &record.article;
    let text = &article.text;
    let mut doc = TantivyDocument::default();
    doc.add_text(fields.kind, STATEMENT);
    doc.add_text(fields.file, file);
    doc.add_u64(fields.said_article, rank_of(&article.id.0));
    doc.add_u64(fields.said_ordinal, ordinal as u64);
    doc.add_u64(fields.said_start, u64::from(statement.span.start));
    doc.add_u64(fields.said_end, u64::from(statement.span.end));
    doc.add_u64(
        fields.said_confidence,
        (f64::from(statement.confidence.clamp(0.0, 1.0)) * 1000.0).round() as u64,
    );
    doc.add_text(fields.said_kind, statement.kind.as_str());
    add_words(&mut doc, fields.said, language_of(record), [statement.span.of(text)]);
    add_parts(&mut doc, fields.said_cue, statement.cue.map(|cue| cue.of(text)));
    add_parts(&mut doc, fields.said_speaker, unique(speaker_names(record, statement)));
    add_parts(&mut doc, fields.said_people, people_in(record, statement));
    if let Some(published) = article.published {
        doc.add_i64(fields.said_published, published.earliest());
        doc.add_u64(fields.said_printed, published.printed_day());
    }
    if let Some(speaker) = record.annotations.speaker_of(statement) {
        add_parts(&mut doc, fields.said_role, speaker.role.as_deref());
        let role = speaker.role.as_deref().map(fold_name).filter(|role| !role.is_empty());
        role.into_iter().for_each(|role| doc.add_text(fields.said_as, role));
        let bodies = organizations(&[speaker], &record.annotations, false);
        for body in bodies {
            doc.add_text(fields.said_for, body);
        }
        add_parts(&mut doc, fields.said_organization, organizations(&[speaker], &record.annotations, true));
        if speaker.kind != EntityKind::Group {
            doc.add_text(fields.said_by, speaker.name.trim());
        }
    }
    let columns = [
        ("speaker", fields.said_speaker),
        ("org", fields.said_organization),
        ("role", fields.said_role),
        ("people", fields.said_people),
    ];
    add_present(&mut doc, fields.said_has, &columns);
    doc
}

/// The language whose stems an article's words have, where they are not English.
fn language_of(record: &Record) -> Option<Language> {
    let language = record.article.language.as_deref().and_then(Language::of);
    if let Some(language) = language {
        language.meet();
    }
    language
}

/// Every name of everyone whom the words of a statement name.
fn people_in<'r>(record: &'r Record, statement: &Statement) -> Vec<&'r str> {
    let Annotations { entities, mentions, .. } = &record.annotations;
    let inside = mentions.iter().filter(|mention| statement.span.contains(mention.span));
    let people = inside.filter_map(|mention| entities.get(mention.entity as usize));
    unique(people.filter(|entity| entity.kind == EntityKind::Person).flat_map(names))
}

/// Adds the parts as one value with a gap after each; gives their bytes.
fn add_parts<'a>(doc: &mut TantivyDocument, field: Field, parts: impl IntoIterator<Item = &'a str>) -> u64 {
    add_words(doc, field, None, parts)
}

/// Adds parts whose words have stems in `language`.
fn add_words<'a>(
    doc: &mut TantivyDocument,
    field: Field,
    language: Option<Language>,
    parts: impl IntoIterator<Item = &'a str>,
) -> u64 {
    let mut value = marked(language);
    let mark = value.len();
    for part in parts.into_iter().filter(|part| !part.trim().is_empty()) {
        if value.len() > mark {
            value.push(PART_END);
        }
        value.push_str(part);
    }
    let length = (value.len() - mark) as u64;
    if length > 0 {
        doc.add_text(field, value);
    }
    length
}

/// The values that an article has in the facets of who is on record and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnRecord<'r> {
    /// Entities of the article, by their number, and their names.
    pub speakers: Vec<(u32, &'r str)>,
    /// Names of bodies.
    pub organizations: Vec<&'r str>,
}

/// Who is on record in an article, and for whom, as the facets count it.
pub fn on_record(record: &Record) -> OnRecord<'_> {
    let annotations = &record.annotations;
    let speakers = speaking(annotations);
    let numbered = speakers.iter().filter_map(|number| {
        let entity = annotations.entities.get(*number as usize)?;
        (entity.kind != EntityKind::Group).then(|| (*number, entity.name.trim()))
    });
    OnRecord {
        speakers: numbered.collect(),
        organizations: organizations(&self::speakers(annotations), annotations, false),
    }
}

/// Whoever a statement of the article resolves to, each once, in the order of first speaking.
fn speakers(annotations: &Annotations) -> Vec<&Entity> {
    speaking(annotations).into_iter().filter_map(|index| annotations.entities.get(index as usize)).collect()
}

fn speaking(annotations: &Annotations) -> Vec<u32> {
    let mut seen = Vec::new();
    for statement in &annotations.statements {
        let index = statement.speaker.as_ref().and_then(|speaker| speaker.entity);
        if let Some(index) = index
            && !seen.contains(&index)
        {
            seen.push(index);
        }
    }
    seen
}

fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(String::as_str))
}

/// Everything one speaker is called; of the words beside the statement only those that are a name.
fn speaker_names<'r>(record: &'r Record, statement: &'r Statement) -> Vec<&'r str> {
    let Some(speaker) = &statement.speaker else { return Vec::new() };
    let surface = speaker.span.of(&record.article.text);
    match record.annotations.speaker_of(statement) {
        Some(entity) => {
            let named = surface.contains(char::is_uppercase) && surface.len() > 3;
            names(entity).chain(named.then_some(surface)).collect()
        }
        None => vec![surface],
    }
}

/// The bodies these speak for, and those that speak themselves; with their other names if asked.
fn organizations<'a>(speakers: &[&'a Entity], annotations: &'a Annotations, aliases: bool) -> Vec<&'a str> {
    let mut out = Vec::new();
    for entity in speakers {
        let own = (entity.kind == EntityKind::Organization).then_some(entity.name.as_str());
        for name in entity.organization.as_deref().into_iter().chain(own) {
            out.push(name.trim());
            if aliases {
                out.extend(aliases_of(annotations, name));
            }
        }
    }
    unique(out)
}

fn aliases_of<'a>(annotations: &'a Annotations, organization: &str) -> Vec<&'a str> {
    annotations
        .entities
        .iter()
        .filter(|e| e.kind == EntityKind::Organization && e.name.trim() == organization)
        .flat_map(|e| e.aliases.iter().map(String::as_str))
        .collect()
}

fn unique<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut out: Vec<&str> = Vec::new();
    for value in values {
        if !value.is_empty() && !out.contains(&value) {
            out.push(value);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::schema::schema;
    use crate::index::testing::article;
    use tantivy::schema::Value as _;

    #[track_caller]
    fn values(record: &Record, field: impl Fn(&Fields) -> Field) -> Vec<String> {
        let (_, fields) = schema();
        let built = documents(record, "a.txt", 0, &fields).unwrap();
        built.documents[0].get_all(field(&fields)).filter_map(|v| v.as_str()).map(str::to_owned).collect()
    }

    #[test]
    fn a_speaker_answers_to_name_surname_and_alias() {
        let record = article("a.txt")
            .person("Ali Khamenei", "Supreme Leader", "Iran", &["Khamanei", "the Supreme Leader"])
            .quote("No.", "Ali Khamenei")
            .record();
        assert_eq!(values(&record, |f| f.by_speaker), ["Ali Khamenei"]);
        assert_eq!(values(&record, |f| f.by_organization), ["Iran"]);
        let lookup = values(&record, |f| f.lookup);
        for key in ["ali khamenei", "khamenei", "khamanei", "supreme leader"] {
            assert!(lookup.contains(&Lookup::Speaker.term(key, "Ali Khamenei")), "{key} in {lookup:?}");
        }
    }

    #[test]
    fn each_statement_is_a_document() {
        let (_, fields) = schema();
        let record = article("a.txt").quote("One.", "Ana Ruiz").quote("Two.", "Ana Ruiz").record();
        let built = documents(&record, "a.txt", 0, &fields).unwrap();
        assert_eq!(built.documents.len(), 3);
        let said = built.documents[2].get_first(fields.said).and_then(|v| v.as_str());
        assert_eq!(said, Some("Two."));
        assert_eq!(built.lengths.quotes, "One.\u{1e}Two.".len() as u64);
    }

    #[test]
    fn ids_order_as_numbers() {
        assert!(rank_of("00000000000000ff") < rank_of("0000000000000100"));
        assert_ne!(rank_of("x"), rank_of("y"));
    }
}

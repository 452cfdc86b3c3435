//! The fields a query can name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::csv::table;
use super::json::SCHEMA_VERSION;
use super::layout::{put, run};
use super::paint::{Look, Part};
use crate::query::{DATE_FIELDS, FIELDS};

/// Every field a query can name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Fields {
    /// The version of this shape.
    pub schema_version: u32,
    /// The fields.
    pub fields: Vec<Field>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it is called as well.
    pub aliases: Vec<String>,
    /// What stands in it.
    pub about: String,
    /// A query with it.
    pub example: String,
}

/// The table of fields, those of dates last.
pub fn fields() -> Fields {
    let words = FIELDS.iter().map(|row| (row.names, row.about, row.example));
    let dates = DATE_FIELDS.iter().copied();
    let field = |(names, about, example): (&[&str], &str, &str)| Field {
        name: names.first().copied().unwrap_or_default().to_owned(),
        aliases: names.iter().skip(1).map(|name| (*name).to_owned()).collect(),
        about: about.to_owned(),
        example: example.to_owned(),
    };
    Fields { schema_version: SCHEMA_VERSION, fields: words.chain(dates).map(field).collect() }
}

/// A row for each.
pub fn text(fields: &Fields, look: Look) -> String {
    let width = |of: fn(&Field) -> usize| fields.fields.iter().map(of).max().unwrap_or(0);
    let (names, examples) = (width(|f| f.name.len()), width(|f| f.example.len()));
    let mut out = String::new();
    for field in &fields.fields {
        let row = [
            run(&format!("{:names$}  ", field.name), Part::Strong),
            run(&format!("{:examples$}  ", field.example), Part::Plain),
            run(&field.about, Part::Quiet),
        ];
        put(&mut out, &row, look.color);
    }
    out
}

/// A row for each, for spreadsheets.
pub fn csv(fields: &Fields) -> String {
    let rows = fields.fields.iter().map(|field| {
        [field.name.clone(), field.aliases.join("; "), field.about.clone(), field.example.clone()]
    });
    table(["name", "aliases", "about", "example"], rows)
}

//! schema.org statements in `<script type="application/ld+json">`.

use scraper::{Html, Selector};
use serde_json::{Map, Value};

use super::plain_words;

/// The page's article as an object of schema.org, with references to other objects of the page resolved.
pub(super) struct Statement {
    article: Map<String, Value>,
    others: Vec<Map<String, Value>>,
}

/// Finds the object that describes the page's article.
pub(super) fn statement(html: &Html) -> Option<Statement> {
    let scripts = Selector::parse(r#"script[type="application/ld+json"]"#).ok()?;
    let mut objects = Vec::new();
    for script in html.select(&scripts) {
        if let Some(value) = parse(&script.text().collect::<String>()) {
            flatten(value, &mut objects, 0);
        }
    }
    // A page may describe its teasers too; the article itself comes first and has a headline.
    let at = objects.iter().position(|o| is_article(o) && o.contains_key("headline"));
    let at = at.or_else(|| objects.iter().position(is_article))?;
    Some(Statement { article: objects[at].clone(), others: objects })
}

/// Real pages break lines inside strings, or wrap the object in a comment.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " "))).ok()
}

fn flatten(value: Value, out: &mut Vec<Map<String, Value>>, depth: usize) {
    match value {
        Value::Array(items) => items.into_iter().for_each(|item| flatten(item, out, depth + 1)),
        Value::Object(fields) if depth < 16 => {
            let inner =
                ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"].map(|key| fields.get(key).cloned());
            out.push(fields);
            inner.into_iter().flatten().for_each(|item| flatten(item, out, depth + 1));
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let named = |name: &str| {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        name.ends_with("Article") || name.ends_with("Posting") && name != "JobPosting" || name == "Report"
    };
    match object.get("@type") {
        Some(Value::String(name)) => named(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(named),
        _ => false,
    }
}

impl Statement {
    /// The words of a field.
    pub(super) fn words(&self, key: &str) -> Option<String> {
        self.all(key).into_iter().next()
    }

    /// The words of a field that may hold several values.
    pub(super) fn all(&self, key: &str) -> Vec<String> {
        let mut out = Vec::new();
        if let Some(value) = self.article.get(key) {
            self.collect(value, &mut out, 0);
        }
        out
    }

    fn collect(&self, value: &Value, out: &mut Vec<String>, depth: usize) {
        match value {
            Value::String(text) => out.push(plain_words(text)),
            Value::Array(items) => items.iter().for_each(|item| self.collect(item, out, depth)),
            Value::Object(fields) if depth < 4 => {
                if let Some(name) = fields.get("name").or_else(|| fields.get("@value")) {
                    self.collect(name, out, depth + 1);
                } else if let Some(id) = fields.get("@id") {
                    let twin =
                        self.others.iter().find(|o| o.get("@id") == Some(id) && o.contains_key("name"));
                    if let Some(name) = twin.and_then(|o| o.get("name")) {
                        self.collect(name, out, depth + 1);
                    }
                }
            }
            _ => {}
        }
        out.retain(|text| !text.is_empty());
    }
}

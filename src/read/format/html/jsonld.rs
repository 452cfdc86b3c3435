//! schema.org statements in `<script type="application/ld+json">`.

use serde_json::{Map, Value};

use super::plain_words::plain_words;

/// The page's article as an object of schema.org, with references to other objects of the page resolved.
pub(super) struct Statement {
    article: Map<String, Value>,
    others: Vec<Map<String, Value>>,
}

/// Finds the object that describes the page's article.
pub(super) fn statement(scripts: &[String]) -> Option<Statement> {
    let mut objects = Vec::new();
    for script in scripts {
        if let Some(value) = parse(script) {
            flatten(value, &mut objects, 0);
        }
    }
    // A page may describe its teasers too; the article itself comes first and has a headline.
    let at = objects.iter().position(|o| is_article(o) && o.contains_key("headline"));
    let at = at.or_else(|| objects.iter().position(is_article));
    let at = at.or_else(|| objects.iter().position(|o| is_page(o) && o.contains_key("datePublished")))?;
    Some(Statement { article: objects[at].clone(), others: objects })
}

/// The objects that each state a whole article of their own, where there are several; the entries of a live page are
/// parts of one.
pub(super) fn stories(scripts: &[String]) -> Vec<String> {
    let mut objects = Vec::new();
    for value in scripts.iter().filter_map(|script| parse(script)) {
        flatten(value, &mut objects, 0);
    }
    if objects.iter().any(|object| object.contains_key("liveBlogUpdate")) {
        return Vec::new();
    }
    let words = |object: &Map<String, Value>, key: &str| object.get(key)?.as_str().map(str::to_owned);
    let whole = |object: &Map<String, Value>| {
        is_article(object) && words(object, "articleBody").is_some_and(|body| body.len() >= WHOLE)
    };
    let mut seen: Vec<String> = Vec::new();
    let mut out = Vec::new();
    for object in objects.into_iter().filter(whole) {
        let Some(headline) = words(&object, "headline").filter(|headline| !seen.contains(headline)) else {
            continue;
        };
        seen.push(headline);
        out.push(Value::Object(object).to_string());
    }
    if out.len() > 1 { out } else { Vec::new() }
}

/// A shorter text is a teaser's.
pub(super) const WHOLE: usize = 600;

/// Real pages break lines inside strings, wrap the object in a comment, or leave a comma behind.
fn parse(text: &str) -> Option<Value> {
    let text =
        text.trim().trim_start_matches('\u{feff}').trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_start_matches("/*<![CDATA[*/");
    let text = text.trim_end_matches("//]]>").trim_end_matches("/*]]>*/").trim().trim_end_matches(';');
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&repaired(text)))
        .ok()
        .or_else(|| several(text))
}

/// Objects that follow each other without a list around them.
fn several(text: &str) -> Option<Value> {
    let values: Vec<Value> =
        serde_json::Deserializer::from_str(text).into_iter::<Value>().map_while(Result::ok).collect();
    (!values.is_empty()).then_some(Value::Array(values))
}

/// What is safe to mend: control characters inside strings, escapes that JSON has not, a comma before a closing
/// bracket or a second one, comments between values.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut string = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if string => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend([c, next]),
                // `\'` and the like mean the character.
                Some(next) => out.push(next),
                None => {}
            },
            '"' => {
                string = !string;
                out.push(c);
            }
            '\n' | '\r' | '\t' if string => out.push(' '),
            c if string && c.is_control() => {}
            '/' if !string && chars.peek() == Some(&'*') => {
                let mut last = ' ';
                chars.next();
                for c in chars.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
            }
            '}' | ']' | ',' if !string => {
                let kept = out.trim_end();
                if kept.ends_with(',') {
                    out.truncate(kept.len() - 1);
                }
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

fn flatten(value: Value, out: &mut Vec<Map<String, Value>>, depth: usize) {
    match value {
        Value::Array(items) if depth < 16 => items.into_iter().for_each(|item| flatten(item, out, depth + 1)),
        Value::Object(fields) if depth < 16 => {
            let inner = ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate"]
                .map(|key| fields.get(key).cloned());
            out.push(fields);
            inner.into_iter().flatten().for_each(|item| flatten(item, out, depth + 1));
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    has_type(object, &|name| {
        name.ends_with("Article")
            || name.ends_with("Posting") && name != "JobPosting"
            || matches!(name, "Report" | "Review" | "Recipe")
    })
}

/// What some houses state in place of an article.
fn is_page(object: &Map<String, Value>) -> bool {
    has_type(object, &|name| matches!(name, "WebPage" | "ItemPage" | "CreativeWork"))
}

fn has_type(object: &Map<String, Value>, named: &dyn Fn(&str) -> bool) -> bool {
    let named = |name: &str| named(name.rsplit(['/', ':']).next().unwrap_or(name));
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

    /// The people that the page describes beside the article, where it names no author.
    pub(super) fn people(&self) -> Vec<String> {
        let people = self.others.iter().filter(|o| has_type(o, &|name| name == "Person"));
        let mut out: Vec<String> = people.filter_map(|o| o.get("name")?.as_str()).map(plain_words).collect();
        out.dedup();
        if out.len() == 1 { out } else { Vec::new() }
    }

    /// Whether every author is said to be an organization.
    pub(super) fn is_by_organizations(&self) -> bool {
        let is_one = |value: &Value| {
            value.as_object().is_some_and(|o| has_type(o, &|name| name.ends_with("Organization")))
        };
        match self.article.get("author") {
            Some(Value::Array(all)) => !all.is_empty() && all.iter().all(is_one),
            Some(one) => is_one(one),
            None => false,
        }
    }

    /// A field's text with its line ends, for texts of several paragraphs.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.article.get(key)?.as_str().map(str::to_owned)
    }

    /// Whether the article is said to be readable for payment alone.
    pub(super) fn is_paid(&self) -> bool {
        let paid = |object: &Map<String, Value>| match object.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => !free,
            Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
            _ => false,
        };
        paid(&self.article)
    }

    fn collect(&self, value: &Value, out: &mut Vec<String>, depth: usize) {
        match value {
            Value::String(text) => out.push(plain_words(text)),
            Value::Array(items) if depth < 8 => {
                for item in items {
                    self.collect(item, out, depth + 1);
                }
            }
            Value::Object(fields) if depth < 8 => {
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

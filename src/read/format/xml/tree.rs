//! A piece of XML in memory: elements with the names our formats know them by.

/// An element with everything in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::read::format) struct Element {
    /// Its name; see [`super::names`] for prefixes.
    pub(in crate::read::format) name: String,
    /// Its attributes in order, by their names as written.
    pub(in crate::read::format) attributes: Vec<(String, String)>,
    /// What it holds.
    pub(in crate::read::format) nodes: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read::format) enum Node {
    /// Another element.
    Element(Element),
    /// Words, with entities decoded.
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub(in crate::read::format) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// The elements in it.
    pub(in crate::read::format) fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it that bear a name.
    pub(in crate::read::format) fn children(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element in it that bears a name.
    pub(in crate::read::format) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The element at the end of a path of names.
    pub(in crate::read::format) fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Every element below it that bears one of these names, outer before inner, none inside another.
    pub(in crate::read::format) fn below<'e>(&'e self, names: &[&str]) -> Vec<&'e Element> {
        let mut out = Vec::new();
        self.gather(names, &mut out);
        out
    }

    fn gather<'e>(&'e self, names: &[&str], out: &mut Vec<&'e Element>) {
        for element in self.elements() {
            if names.contains(&element.name.as_str()) {
                out.push(element);
            } else {
                element.gather(names, out);
            }
        }
    }

    /// All its words as they are, without what stands in elements of these names.
    pub(in crate::read::format) fn raw_words_without(&self, left_out: &[&str]) -> String {
        let mut out = String::new();
        self.write_words(left_out, &mut out);
        out
    }

    fn write_words(&self, left_out: &[&str], out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) if left_out.contains(&element.name.as_str()) => {}
                Node::Element(element) => {
                    element.write_words(left_out, out);
                    if BLOCKS.contains(&element.name.as_str()) {
                        out.push(' ');
                    }
                }
            }
        }
    }

    /// All its words, white space folded.
    pub(in crate::read::format) fn words(&self) -> String {
        folded(&self.raw_words_without(&[]))
    }

    /// Its words, where it has any.
    pub(in crate::read::format) fn some_words(&self) -> Option<String> {
        Some(self.words()).filter(|words| !words.is_empty())
    }

    /// The words of the first element in it that bears the name and has any.
    pub(in crate::read::format) fn words_of(&self, name: &str) -> Option<String> {
        self.children(name).find_map(Element::some_words)
    }

    /// What stands in it, as HTML; `rename` gives each element's name there.
    pub(in crate::read::format) fn inner_html(&self, rename: fn(&Element) -> Html<'_>) -> String {
        let mut out = String::new();
        self.write_inner(rename, &mut out);
        out
    }

    fn write_inner(&self, rename: fn(&Element) -> Html<'_>, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => escape(text, out),
                Node::Element(element) => element.write_html(rename, out),
            }
        }
    }

    fn write_html(&self, rename: fn(&Element) -> Html<'_>, out: &mut String) {
        match rename(self) {
            Html::Nothing => {}
            Html::Inside => self.write_inner(rename, out),
            Html::Quoted => {
                let words = self.words();
                let marked = words.starts_with(['"', '“', '‘', '«', '„', '\'']);
                out.push_str(if marked { "" } else { "“" });
                self.write_inner(rename, out);
                out.push_str(if marked { "" } else { "”" });
            }
            Html::Credit => {
                out.push_str("<figcaption><cite>");
                self.write_inner(rename, out);
                out.push_str("</cite></figcaption>");
            }
            Html::As(name) => {
                out.push('<');
                out.push_str(name);
                for (key, value) in self.attributes.iter().filter(|(key, _)| KEPT.contains(&key.as_str())) {
                    out.push(' ');
                    out.push_str(key);
                    out.push_str("=\"");
                    escape(value, out);
                    out.push('"');
                }
                out.push('>');
                if !VOID.contains(&name) {
                    self.write_inner(rename, out);
                    out.push_str("</");
                    out.push_str(name);
                    out.push('>');
                }
            }
        }
    }
}

/// What becomes of an element in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read::format) enum Html<'e> {
    /// The element of this name.
    As(&'e str),
    /// Only what stands in it.
    Inside,
    /// What stands in it, between the marks that its element stands for.
    Quoted,
    /// Whose picture it stands beside.
    Credit,
    /// Nothing at all.
    Nothing,
}

/// For markup that is HTML already.
pub(in crate::read::format) fn as_it_is(element: &Element) -> Html<'_> {
    if element.name == "q" {
        return Html::Quoted;
    }
    let plain = element.name.bytes().all(|b| b.is_ascii_alphanumeric());
    if plain { Html::As(&element.name) } else { Html::Inside }
}

/// Attributes that HTML reading looks at.
const KEPT: &[&str] = &["class", "id", "href", "alt", "src", "title", "itemprop", "role", "style", "hidden"];
const VOID: &[&str] = &["br", "hr", "img", "wbr", "col", "source", "track", "area", "base", "input", "embed"];
/// Elements after which a word ends.
const BLOCKS: &[&str] = &["p", "br", "div", "li", "td", "th", "tr", "hl1", "hl2", "byttl", "person", "org"];

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

/// Words with the white space between them folded.
pub(in crate::read::format) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! `--facet`: what a result is counted by.

use crate::app::{FacetName, FacetRequest, Pivot};

/// One value of `--facet`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Facet {
    /// `none`.
    None,
    /// A facet to count.
    Count(FacetRequest),
    /// One inside the other.
    Pivot(Pivot),
}

/// How many values of a facet are shown where nobody says.
const FACET_VALUES: usize = 8;

/// What facets are called on the command line.
const FACETS: [(FacetName, &[&str]); 9] = [
    (FacetName::Speaker, &["speaker", "speakers"]),
    (FacetName::Organization, &["organization", "organizations", "organisation", "org", "orgs"]),
    (FacetName::Role, &["role", "roles", "office"]),
    (FacetName::Kind, &["kind", "kinds"]),
    (FacetName::Author, &["author", "authors", "byline"]),
    (FacetName::Section, &["section", "sections", "desk"]),
    (FacetName::Source, &["source", "sources", "outlet"]),
    (FacetName::Language, &["language", "languages", "lang"]),
    (FacetName::Month, &["month", "months", "published"]),
];

/// `speaker`, `speaker:20`, `speaker>organization`, `none`.
pub(super) fn facet(text: &str) -> Result<Facet, String> {
    if text == "none" {
        return Ok(Facet::None);
    }
    let Some((outer, inner)) = text.split_once('>') else { return one(text).map(Facet::Count) };
    let (outer, inner) = (one(outer.trim())?, one(inner.trim())?);
    if outer.name == inner.name {
        return Err("one facet is counted inside another, as in speaker>organization".to_owned());
    }
    Ok(Facet::Pivot(Pivot { outer, inner }))
}

fn one(text: &str) -> Result<FacetRequest, String> {
    let (name, limit) = match text.split_once(':') {
        Some((name, limit)) => {
            (name, limit.parse().map_err(|_| format!("`{limit}` is not a number of values"))?)
        }
        None => (text, FACET_VALUES),
    };
    let wanted = name.to_lowercase();
    let known = FACETS.iter().find(|(_, names)| names.contains(&wanted.as_str()));
    let (name, _) = known.ok_or_else(|| {
        let all: Vec<&str> = FACETS.iter().map(|(_, names)| names[0]).collect();
        format!("no facet is called `{name}`; there are {}", all.join(", "))
    })?;
    Ok(FacetRequest { name: *name, limit })
}

/// What was asked for, each once; `usual` where nothing was.
pub(super) fn asked(asked: &[Facet], usual: &[FacetName]) -> (Vec<FacetRequest>, Vec<Pivot>) {
    if asked.is_empty() {
        let usual = usual.iter().map(|name| FacetRequest { name: *name, limit: FACET_VALUES });
        return (usual.collect(), Vec::new());
    }
    let (mut facets, mut pivots): (Vec<FacetRequest>, Vec<Pivot>) = (Vec::new(), Vec::new());
    for facet in asked {
        match facet {
            Facet::Count(request) if !facets.iter().any(|known| known.name == request.name) => {
                facets.push(*request);
            }
            Facet::Pivot(pivot) if !pivots.contains(pivot) => pivots.push(*pivot),
            _ => {}
        }
    }
    (facets, pivots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facets_take_a_number_of_values() {
        let count = |name, limit| Ok(Facet::Count(FacetRequest { name, limit }));
        assert_eq!(facet("speaker"), count(FacetName::Speaker, FACET_VALUES));
        assert_eq!(facet("Org:20"), count(FacetName::Organization, 20));
        assert_eq!(facet("none"), Ok(Facet::None));
        assert!(facet("speeker").is_err_and(|e| e.contains("there are speaker, organization")));
        assert!(facet("org:many").is_err());
    }

    #[test]
    fn one_facet_stands_inside_another() {
        let of = |name, limit| FacetRequest { name, limit };
        let pivot =
            Pivot { outer: of(FacetName::Speaker, 5), inner: of(FacetName::Organization, FACET_VALUES) };
        assert_eq!(facet("speaker:5>org"), Ok(Facet::Pivot(pivot)));
        assert!(facet("speaker>speakers").is_err());
        assert!(facet("speaker>").is_err());
        assert_eq!(
            asked(&[Facet::Pivot(pivot), Facet::Pivot(pivot)], &[FacetName::Kind]),
            (vec![], vec![pivot])
        );
        assert_eq!(asked(&[], &[FacetName::Kind]).0, [of(FacetName::Kind, FACET_VALUES)]);
        assert_eq!(asked(&[Facet::None], &[FacetName::Kind]).0, []);
    }
}

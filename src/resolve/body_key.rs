//! The keys of a body's name.

use crate::text::fold::{fold_name, organization_keys};

/// Heads that stand before or after what they are the head of: Ministry of Transport, Transport Ministry.
const TURNING_HEADS: &[&str] = &["bureau", "department", "ministry"];

/// Legal forms behind “and Co”.
const FORMS: [&str; 5] = ["inc", "ltd", "llc", "lp", "plc"];

/// The key of a printed name: folded, without its article, a ministry's subject before its head, a bank's partners left out.
pub(super) fn body_key(printed: &str) -> String {
    let folded = fold_name(&printed.replace('&', " and "));
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    turned(bare).unwrap_or_else(|| without_partners(bare).to_owned())
}

/// “Castellane Stone” for “Castellane Stone & Co. Inc.”; “Lind & Co” says more than “Lind”.
fn without_partners(bare: &str) -> &str {
    let form = bare.rsplit_once(' ').filter(|(_, form)| FORMS.contains(form));
    let firm = form.map_or(bare, |(firm, _)| firm);
    firm.strip_suffix(" and co").filter(|name| name.contains(' ')).unwrap_or(bare)
}

fn turned(bare: &str) -> Option<String> {
    let (head, subject) = TURNING_HEADS.iter().find_map(|head| {
        let rest = bare.strip_prefix(head)?.trim_start();
        Some((head, rest.strip_prefix("of ")?))
    })?;
    let subject = subject.strip_prefix("the ").unwrap_or(subject);
    Some(format!("{subject} {head}"))
}

/// Whether the key is that of a ministry or the like, however it was turned.
pub(super) fn is_turning(key: &str) -> bool {
    TURNING_HEADS.iter().any(|head| key.ends_with(head))
}

/// Everything the body answers to: its key and its initials.
pub(super) fn body_keys(printed: &str) -> Vec<String> {
    let key = body_key(printed);
    let mut keys: Vec<String> = initials(printed).into_iter().collect();
    if !key.is_empty() && !keys.contains(&key) {
        keys.push(key);
    }
    keys
}

/// The initials of a name of several words: `fdd`.
pub(super) fn initials(printed: &str) -> Option<String> {
    let words = fold_name(printed).split(' ').count();
    let keys = organization_keys(printed);
    let last = keys.last()?;
    (words > 2 && !last.contains(' ') && last.chars().count() >= 3 && last.chars().count() < words + 1)
        .then(|| last.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ministries_turn_about() {
        assert_eq!(body_key("the Ministry of Transport"), "transport ministry");
        assert_eq!(body_key("Transport Ministry"), "transport ministry");
        assert_eq!(body_key("Department of the Interior"), "interior department");
        assert_eq!(body_key("University of Miami"), "university of miami");
    }

    #[test]
    fn partners_make_no_other_firm() {
        assert_eq!(body_key("Castellane Stone & Co. Inc."), "castellane stone");
        assert_eq!(body_key("Castellane Stone and Co"), "castellane stone");
        assert_eq!(body_key("Castellane Stone Inc."), "castellane stone inc");
        assert_eq!(body_key("Lind & Co."), "lind and co");
    }

    #[test]
    fn initials_come_of_three_words() {
        assert_eq!(initials("Foundation for Defense of Democracies").as_deref(), Some("fdd"));
        assert_eq!(initials("Tallis Institute"), None);
        assert_eq!(initials("White House"), None);
        assert_eq!(body_keys("FDD"), ["fdd"]);
    }
}

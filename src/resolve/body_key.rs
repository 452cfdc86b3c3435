//! The keys of a body's name.

use std::borrow::Cow;

use crate::text::fold::{fold_name, organization_keys};
use crate::text::legal_form::{GROUPS, LegalForm, Written, legal_form};

/// Heads that stand before or after what they are the head of: Ministry of Transport, Transport Ministry.
const TURNING_HEADS: &[&str] = &["bureau", "department", "ministry"];

/// The key of a printed name: folded, without its article and loose legal forms, a ministry's subject before its head, a
/// bank's partners left out.
pub(super) fn body_key(printed: &str) -> String {
    let folded = fold_name(&printed.replace('&', " and "));
    let bare = letters_together(folded.strip_prefix("the ").unwrap_or(&folded));
    turned(&bare).unwrap_or_else(|| without_form(&bare))
}

/// “bf orton” for “B. F. Orton” as for “B.F. Orton”, and “g7” for “G-7”: letters that stand apart are one word, with a figure behind
/// them where they open the name. Cost: linear.
fn letters_together(folded: &str) -> Cow<'_, str> {
    let is_one = |word: &str| word.chars().nth(1).is_none();
    if !folded.split(' ').any(is_one) {
        return Cow::Borrowed(folded);
    }
    let mut out = String::with_capacity(folded.len());
    let mut behind_letter = false;
    for word in folded.split(' ') {
        let letter = is_one(word) && word.chars().all(char::is_alphabetic);
        let figure = is_one(word) && !letter && !out.contains(' ');
        if !out.is_empty() && !(behind_letter && (letter || figure)) {
            out.push(' ');
        }
        behind_letter = letter;
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// “castellane stone” for “Castellane Stone & Co. Inc.”, “quay ltd” for “Quay Co Limited”.
fn without_form(bare: &str) -> String {
    match form_behind(bare).filter(|(_, form)| !form.loose) {
        Some((firm, form)) => {
            let form = if form.word == "limited" { "ltd" } else { form.word };
            format!("{} {form}", without_loose_forms(firm))
        }
        None => without_loose_forms(bare).to_owned(),
    }
}

/// “Lind & Co” says more than “Lind”, and “Trust Company of Quay” ends with no form.
fn without_loose_forms(bare: &str) -> &str {
    let mut firm = bare;
    while let Some((rest, _)) = form_behind(firm).filter(|(_, form)| form.loose) {
        match rest.strip_suffix(" and") {
            Some(partners) if partners.contains(' ') => firm = partners,
            Some(_) => return firm,
            None => firm = rest,
        }
    }
    firm
}

/// What stands before the legal form that ends a folded name, and the form.
fn form_behind(name: &str) -> Option<(&str, &'static LegalForm)> {
    let (rest, last) = name.rsplit_once(' ').filter(|(rest, _)| !rest.is_empty())?;
    legal_form(last).map(|form| (rest, form))
}

/// What stands before a form that tells of another country: “quay” for “quay plc”.
pub(super) fn without_firm_form(key: &str) -> Option<&str> {
    form_behind(key).filter(|(_, form)| !form.loose).map(|(firm, _)| firm)
}

/// Whether a folded word is a legal form.
pub(super) fn is_form(word: &str) -> bool {
    legal_form(word).is_some()
}

/// Whether a name is made of legal forms that are no words; of one written as letters alone only a person's is.
pub(super) fn is_mere_form(printed: &str, is_person: bool) -> bool {
    let folded = fold_name(printed);
    let is_short = |word: &str| legal_form(word).is_some_and(LegalForm::is_short);
    folded
        .split(' ')
        .all(|word| is_short(word) || legal_form(word).is_some_and(|form| form.written == Written::Letters))
        && (is_person || folded.split(' ').any(is_short))
}

/// Whether what follows a name is its legal form and where it is of, and nothing else: “co of harrow”.
pub(super) fn is_form_or_seat(rest: &str) -> bool {
    let mut words = rest.split_whitespace().peekable();
    let forms = std::iter::from_fn(|| words.next_if(|word| is_form(word))).count();
    forms > 0 && words.next().is_none_or(|word| word == "of")
}

/// Whether what follows a name only tells that the firm owns others, or its form: “group inc”.
pub(super) fn is_group(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    words.clone().any(|word| GROUPS.contains(&word))
        && words.all(|word| is_form(word) || GROUPS.contains(&word))
}

/// Whether a legal form is part of the printed name.
pub(super) fn has_form(printed: &str) -> bool {
    form_behind(&fold_name(printed)).is_some()
}

/// Whether a legal form ends one name inside of what should be one: “Lind Corp Regulators”, “Verdalia Inc. Bank of Quay”.
pub(super) fn runs_on(key: &str) -> bool {
    let mut words = key.split(' ').skip(1).peekable();
    while let Some(word) = words.next() {
        let ends = legal_form(word).is_some_and(|form| form.last);
        if ends && words.peek().is_some_and(|next| !is_form(next) && !GOES_ON.contains(next)) {
            return true;
        }
    }
    false
}

/// What may follow a form inside a name: “General Harbour Corp of Verdalia”, “Quay Corp Ltd”, “Lind Inc and Son”.
const GOES_ON: [&str; 3] = ["of", "and", "for"];

fn turned(bare: &str) -> Option<String> {
    let land = LANDS.iter().find_map(|land| Some((land, bare.strip_prefix(land)?.strip_prefix(' ')?)));
    let (land, bare) = land.map_or(("", bare), |(land, rest)| (*land, rest));
    let (head, subject) = TURNING_HEADS.iter().find_map(|head| {
        let rest = bare.strip_prefix(head)?.trim_start();
        Some((head, rest.strip_prefix("of ")?))
    })?;
    let subject = subject.strip_prefix("the ").unwrap_or(subject);
    let space = if land.is_empty() { "" } else { " " };
    Some(format!("{land}{space}{subject} {head}"))
}

/// What stands before such a head, as letters: the U.S. Department of Transport is the U.S. Transport Department.
const LANDS: [&str; 2] = ["us", "uk"];

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

/// The initials of a name of several words: `fdd`. A legal form is none of them: “Harrow Turbine Co” is not HTC. One that is written
/// out is: the Harrow Broadcasting Corporation is the HBC.
pub(super) fn initials(printed: &str) -> Option<String> {
    let mut printed = printed.trim();
    while has_form(printed)
        && let Some((firm, form)) = printed.rsplit_once(char::is_whitespace)
        && !legal_form(&fold_name(form)).is_some_and(|form| form.letter)
    {
        printed = firm.trim_end();
    }
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
        assert_eq!(body_key("U.S. Department of the Interior"), "us interior department");
        assert_eq!(body_key("US Department"), "us department");
    }

    #[test]
    fn partners_make_no_other_firm() {
        assert_eq!(body_key("Castellane Stone & Co. Inc."), "castellane stone");
        assert_eq!(body_key("Castellane Stone and Co"), "castellane stone");
        assert_eq!(body_key("Castellane Stone Inc."), "castellane stone");
        assert_eq!(body_key("Lind & Co."), "lind and co");
        assert_eq!(body_key("Lind and Co Inc"), "lind and co");
    }

    #[test]
    fn a_legal_form_makes_no_other_firm_unless_it_tells_of_another_country() {
        for name in ["Quay Systems", "Quay Systems Corp.", "Quay Systems Corporation", "Quay Systems Co Inc"]
        {
            assert_eq!(body_key(name), "quay systems", "{name}");
        }
        assert_eq!(body_key("Quay Systems Co Limited"), "quay systems ltd");
        assert_eq!(body_key("Quay Systems Co Plc"), "quay systems plc");
        assert_eq!(body_key("Corporation"), "corporation");
        assert_eq!(body_key("Trust Company of Quay"), "trust company of quay");
        assert!(has_form("Quay Inc.") && has_form("Quay Plc") && !has_form("Quay") && !has_form("Inc"));
    }

    #[test]
    fn forms_alone_are_no_name() {
        assert!(is_mere_form("Pte Ltd", false) && is_mere_form("Co AG", false) && is_mere_form("S.A.", true));
        assert!(
            !is_mere_form("S.A.", false) && !is_mere_form("Company", true) && !is_mere_form("Lind Co", false)
        );
    }

    #[test]
    fn a_group_is_told_by_nothing_else() {
        assert!(is_group(" group") && is_group(" group inc") && is_group(" holdings plc"));
        assert!(!is_group(" inc") && !is_group(" media group") && !is_group(""));
    }

    #[test]
    fn a_name_runs_on_behind_a_form() {
        assert!(runs_on("quay inc bank of harrow") && runs_on("lind corp regulators"));
        assert!(!runs_on("quay corp of harrow") && !runs_on("quay corp ltd") && !runs_on("quay inc"));
        assert!(!runs_on("inc magazine"));
        assert!(is_form_or_seat(" co of harrow") && is_form_or_seat(" ltd"));
        assert!(!is_form_or_seat(" of harrow") && !is_form_or_seat(" co services") && !is_form_or_seat(""));
    }

    #[test]
    fn initials_come_of_three_words() {
        assert_eq!(initials("Foundation for Defense of Democracies").as_deref(), Some("fdd"));
        assert_eq!(initials("Tallis Institute"), None);
        assert_eq!(initials("White House"), None);
        assert_eq!(initials("Harrow Turbine Co."), None);
        assert_eq!(initials("Harrow Broadcasting Corporation").as_deref(), Some("hbc"));
        assert_eq!(initials("Harrow Turbine Works Co. Ltd").as_deref(), Some("htw"));
        assert_eq!(body_keys("FDD"), ["fdd"]);
    }
}

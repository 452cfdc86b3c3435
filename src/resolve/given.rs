//! Given names: which can be one name in two forms.

use super::sound;

/// Short forms and the name they stand for, where neither letters nor sound tell.
///
/// Common knowledge of English usage; written for this project.
const SHORT_FORMS: &[(&str, &str)] = &[
    ("abby", "abigail"),
    ("andy", "andrew"),
    ("barney", "barnaby"),
    ("becky", "rebecca"),
    ("bernie", "bernard"),
    ("beth", "elizabeth"),
    ("betsy", "elizabeth"),
    ("betty", "elizabeth"),
    ("bill", "william"),
    ("billy", "william"),
    ("bob", "robert"),
    ("bobby", "robert"),
    ("chuck", "charles"),
    ("cindy", "cynthia"),
    ("debbie", "deborah"),
    ("dick", "richard"),
    ("dot", "dorothy"),
    ("ed", "edward"),
    ("eddie", "edward"),
    ("eliza", "elizabeth"),
    ("gabby", "gabrielle"),
    ("gerry", "gerald"),
    ("hank", "henry"),
    ("harry", "henry"),
    ("jack", "john"),
    ("jerry", "gerald"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("joe", "joseph"),
    ("joey", "joseph"),
    ("johnny", "john"),
    ("kate", "katherine"),
    ("kathy", "katherine"),
    ("katie", "katherine"),
    ("kit", "christopher"),
    ("larry", "lawrence"),
    ("liz", "elizabeth"),
    ("lizzie", "elizabeth"),
    ("maggie", "margaret"),
    ("meg", "margaret"),
    ("mick", "michael"),
    ("mickey", "michael"),
    ("mike", "michael"),
    ("molly", "mary"),
    ("nancy", "anne"),
    ("ned", "edward"),
    ("peggy", "margaret"),
    ("polly", "mary"),
    ("rick", "richard"),
    ("ricky", "richard"),
    ("rob", "robert"),
    ("sandy", "alexander"),
    ("sasha", "alexander"),
    ("steve", "stephen"),
    ("steven", "stephen"),
    ("sue", "susan"),
    ("ted", "edward"),
    ("teddy", "edward"),
    ("tom", "thomas"),
    ("tommy", "thomas"),
    ("tony", "anthony"),
    ("will", "william"),
    ("willie", "william"),
];

/// The name a short form stands for, or the name itself.
pub(super) fn whole(name: &str) -> &str {
    SHORT_FORMS.binary_search_by(|(short, _)| short.cmp(&name)).map_or(name, |at| SHORT_FORMS[at].1)
}

/// How two given names relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Forms {
    /// The same letters.
    Equal,
    /// One is an initial that fits.
    Initial,
    /// A short form, or another spelling.
    Form,
    /// Two names.
    Two,
}

/// Compares two folded given names, each with how it sounds.
pub(super) fn compare_sounding((a, sound): (&str, &str), (b, other): (&str, &str)) -> Forms {
    if a == b {
        return Forms::Equal;
    }
    let (short, long) = if a.chars().count() <= b.chars().count() { (a, b) } else { (b, a) };
    match short.chars().count() {
        1 if long.starts_with(short) => Forms::Initial,
        1 => Forms::Two,
        _ if whole(a) == whole(b) => Forms::Form,
        3.. if long.starts_with(short) && !is_other_gender(short, long) => Forms::Form,
        _ if sound::alike_sounding((a, sound), (b, other))
            && ends_open(a) == ends_open(b)
            && !is_other_gender(short, long) =>
        {
            Forms::Form
        }
        _ => Forms::Two,
    }
}

/// Christian and Christine sound alike; the ending tells.
fn ends_open(name: &str) -> bool {
    name.ends_with(['a', 'e'])
}

/// Paul and Paula, Simon and Simone: one letter that makes another person.
fn is_other_gender(short: &str, long: &str) -> bool {
    let ends = |tails: &[&str]| long.strip_prefix(short).is_some_and(|tail| tails.contains(&tail));
    let swapped = |a: &str, b: &str| {
        let cut = |name: &str, tail: char| name.strip_suffix(tail).map(str::to_owned);
        cut(a, 'o').is_some() && cut(a, 'o') == cut(b, 'a')
    };
    ends(&["a", "e", "ia", "ine", "ina", "ette"]) || swapped(short, long) || swapped(long, short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, want: Forms) {
        let (first, second) = ((a, &*sound::skeleton(a)), (b, &*sound::skeleton(b)));
        assert_eq!(compare_sounding(first, second), want, "{a} {b}");
        assert_eq!(compare_sounding(second, first), want, "{b} {a}");
    }

    #[test]
    fn forms_of_one_name() {
        check("ana", "ana", Forms::Equal);
        check("a", "ana", Forms::Initial);
        check("bill", "william", Forms::Form);
        check("yusuf", "yousef", Forms::Form);
        check("alex", "alexander", Forms::Form);
    }

    #[test]
    fn two_names() {
        check("simin", "karim", Forms::Two);
        check("paul", "paula", Forms::Two);
        check("mario", "maria", Forms::Two);
        check("christian", "christine", Forms::Two);
        check("b", "ana", Forms::Two);
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(SHORT_FORMS.is_sorted_by(|a, b| a.0 < b.0));
    }
}

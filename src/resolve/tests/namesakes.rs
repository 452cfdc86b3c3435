//! Who shares a name with another.

use super::super::{Authority, resolve};
use super::archive;

/// How many people are called so, in an archive where so many are called Otto and so many Lind.
fn bearers(text: &str, common: bool) -> Vec<usize> {
    let crowd = if common { 60 } else { 0 };
    let crowd: String = (0..crowd)
        .map(|n| {
            let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
            let word: String = [n, n / 26, n * 7].map(letter).iter().collect();
            format!("o{n:02} 1987-01-01: Otto Qu{word}\nl{n:02} 1987-01-01: Ver{word} Lind\n")
        })
        .collect();
    let table = resolve(archive(&format!("{text}{crowd}")), &Authority::default()).table;
    let bearers = table.entities.iter().filter(|one| one.name == "Otto Lind");
    let mut counts: Vec<usize> = bearers.map(|one| one.members.len()).collect();
    counts.sort_unstable();
    counts
}

#[test]
fn a_common_name_half_a_life_later_is_somebody_else() {
    let text = "a 1987-03-01: Otto Lind (broker; Bank of Quay)
         b 1987-04-01: Otto Lind
         c 2019-03-01: Otto Lind (engineer; Harrow Works)
         d 2020-03-01: Otto Lind (engineer; Harrow Works)
         e 2020-04-01: Otto Lind\n";
    assert_eq!(bearers(text, true), [2, 3]);
    assert_eq!(bearers(text, false), [5]);
    let meanwhile = format!("{text}f 2003-03-01: Otto Lind (chairman; Verdalia Club)\n");
    assert_eq!(bearers(&meanwhile, true), [6]);
}

#[test]
fn a_letter_is_another_in_each_article() {
    let archive = archive("a: P\nb: P\nc: Mira\nd: Mira\ne: Otto L.P., P");
    let table = resolve(archive, &Authority::default()).table;
    let bearers = |name: &str| table.entities.iter().filter(|one| one.name == name).count();
    assert_eq!(["P", "Mira", "Otto L.P."].map(bearers), [3, 1, 1]);
}

//! Words that stand in people's names and before them, folded.

/// What stands before a name, is no part of it, and tells whether it is a man's or a woman's, folded.
pub const HONORIFICS_OF_MEN: [&str; 4] = ["mr", "sir", "lord", "herr"];
/// The same of women.
pub const HONORIFICS_OF_WOMEN: [&str; 6] = ["mrs", "ms", "miss", "dame", "lady", "frau"];
/// The same of either.
pub const HONORIFICS_OF_ANYBODY: [&str; 3] = ["mx", "dr", "prof"];

/// Whether a folded word stands before names and is no part of them.
pub fn is_honorific(word: &str) -> bool {
    [&HONORIFICS_OF_MEN[..], &HONORIFICS_OF_WOMEN, &HONORIFICS_OF_ANYBODY]
        .iter()
        .any(|some| some.contains(&word))
}

/// Which of several of one name somebody is, folded: what stands behind it.
pub const GENERATIONS: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "v"];

/// Family names that stand first in Chinese, Korean and Vietnamese, and are hardly given names.
pub const FAMILY_NAMES_FIRST: [&str; 44] = [
    "cai", "cao", "chen", "choi", "deng", "feng", "gao", "guo", "hoang", "hu", "huang", "jeong", "jiang",
    "kang", "kwon", "li", "liang", "lim", "liu", "lu", "luo", "moon", "nguyen", "park", "peng", "pham",
    "tang", "tran", "vo", "wang", "wei", "wu", "xi", "xiao", "xie", "xu", "yang", "yoo", "yoon", "zhang",
    "zhao", "zheng", "zhou", "zhu",
];

//! The language that a file claims, as it names it.

/// `en-US` and `en_US` to `en`, and languages by their English names.
pub(super) fn primary_language(tag: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("english", "en"),
        ("german", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("dutch", "nl"),
        ("russian", "ru"),
        ("arabic", "ar"),
        ("persian", "fa"),
        ("turkish", "tr"),
        ("chinese", "zh"),
        ("japanese", "ja"),
    ];
    let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == primary) {
        return Some((*code).to_owned());
    }
    ((2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase())).then_some(primary)
}

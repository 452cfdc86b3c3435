//! An appearance as it lies on a shelf.

use super::input::Appearance;
use crate::model::EntityKind;
use crate::text::varint::{Reader, Writer};

/// One appearance, as read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'b> {
    /// Which of all articles it is in, as they came.
    pub came: u32,
    pub local: u32,
    pub kind: EntityKind,
    pub guessed: bool,
    pub place: bool,
    pub speaks: bool,
    pub role: Option<&'b str>,
    pub organization: Option<&'b str>,
    /// The name and the aliases, as written.
    pub names: &'b [u8],
}

const PERSON: u64 = 1;
const SPEAKS: u64 = 2;
const GUESSED: u64 = 4;
const PLACE: u64 = 8;

impl<'b> Row<'b> {
    /// The next row; nothing where there is none.
    pub(super) fn read(rows: &mut Reader<'b>) -> Option<Row<'b>> {
        if rows.0.is_empty() {
            return None;
        }
        let (came, local, flags) = (rows.small()?, rows.small()?, rows.number()?);
        let role = rows.option_text()?;
        let organization = rows.option_text()?;
        let before = rows.0;
        for _ in 0..=rows.number()? {
            rows.text()?;
        }
        let names = before.get(..before.len() - rows.0.len())?;
        let kind = if flags & PERSON == 0 { EntityKind::Organization } else { EntityKind::Person };
        let has = |flag| flags & flag != 0;
        let (speaks, guessed, place) = (has(SPEAKS), has(GUESSED), has(PLACE));
        Some(Row { came, local, kind, guessed, place, speaks, role, organization, names })
    }

    /// Writes it once more.
    pub(super) fn write(&self, out: &mut Writer) {
        self.head(out);
        out.0.extend_from_slice(self.names);
    }

    fn head(&self, out: &mut Writer) {
        out.number(u64::from(self.came));
        out.number(u64::from(self.local));
        let flags = [
            (self.kind == EntityKind::Person, PERSON),
            (self.speaks, SPEAKS),
            (self.guessed, GUESSED),
            (self.place, PLACE),
        ];
        out.number(flags.into_iter().filter(|(set, _)| *set).map(|(_, flag)| flag).sum());
        out.option_text(self.role);
        out.option_text(self.organization);
    }

    /// The fullest name the article uses.
    pub(super) fn name(&self) -> &'b str {
        self.all().next().unwrap_or_default()
    }

    /// The other names it uses.
    pub(super) fn aliases(&self) -> impl Iterator<Item = &'b str> {
        self.all().skip(1)
    }

    fn all(&self) -> impl Iterator<Item = &'b str> {
        let mut names = Reader(self.names);
        let count = names.number().map_or(0, |aliases| aliases.saturating_add(1));
        (0..count).map_while(move |_| names.text())
    }
}

/// The name and the aliases of an appearance, as a row has them.
pub(super) fn names(seen: &Appearance) -> Vec<u8> {
    let mut out = Writer::default();
    out.number(seen.aliases.len() as u64);
    out.text(seen.name.trim());
    seen.aliases.iter().for_each(|alias| out.text(alias));
    out.0
}

/// Writes an appearance in an article that came as this one.
pub(super) fn write(seen: &Appearance, came: u32, names: &[u8], out: &mut Writer) {
    Row {
        came,
        local: seen.local,
        kind: seen.kind,
        guessed: seen.guessed,
        place: seen.place,
        speaks: seen.speaks,
        role: seen.role.as_deref(),
        organization: seen.organization.as_deref(),
        names,
    }
    .write(out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ArticleId;
    use std::sync::Arc;

    #[test]
    fn what_is_written_is_read() {
        let seen = Appearance {
            article: ArticleId("a".into()),
            local: 300,
            published: None,
            name: " Ana Ruiz".into(),
            aliases: vec!["Ruiz".into(), String::new()],
            kind: EntityKind::Person,
            guessed: true,
            place: true,
            role: Some("captain".into()),
            organization: None,
            speaks: true,
            company: Arc::default(),
        };
        let mut out = Writer::default();
        write(&seen, 70_000, &names(&seen), &mut out);
        write(&seen, 1, &names(&seen), &mut out);
        let mut rows = Reader(&out.0);
        let row = Row::read(&mut rows).unwrap();
        assert_eq!((row.came, row.local, row.kind), (70_000, 300, EntityKind::Person));
        assert!(row.speaks && row.guessed && row.place);
        assert_eq!((row.name(), row.aliases().collect::<Vec<_>>()), ("Ana Ruiz", vec!["Ruiz", ""]));
        assert_eq!((row.role, row.organization), (Some("captain"), None));
        assert_eq!(Row::read(&mut rows).unwrap().came, 1);
        assert!(Row::read(&mut rows).is_none());
        for cut in 0..out.0.len() {
            let mut rows = Reader(&out.0[..cut]);
            assert!(Row::read(&mut rows).is_none() || Row::read(&mut rows).is_none());
        }
    }
}

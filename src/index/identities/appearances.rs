//! Where the values of a facet stand, put aside until it is known whom they mean.

use std::io;
use std::path::Path;

use crate::index::flat::Row as _;
use crate::index::spill::Spill;

/// Articles lie in so many parts, each whole.
const PARTS: usize = 64;
/// So many bytes of a part are put aside at a time.
const PIECE: usize = 64 << 10;

/// An article by its rank, a value in it, and somebody whom it means there, by numbers.
pub(super) type Appearance = (u64, u32, u32);

/// Appearances in any order: a part of them is in memory at a time.
#[derive(Debug)]
pub struct Appearances {
    parts: Vec<Vec<u8>>,
    aside: Option<(Spill, usize)>,
}

impl Default for Appearances {
    fn default() -> Self {
        Appearances { parts: vec![Vec::new(); PARTS], aside: None }
    }
}

impl Appearances {
    /// Appearances that are put aside in `dir`; they stay in memory where nothing can be written there.
    pub fn aside(dir: &Path) -> Self {
        let aside = Spill::new(dir, 1).ok().map(|spill| (spill, PIECE));
        Appearances { aside, ..Appearances::default() }
    }

    /// Takes in that a value means somebody in the article of this rank.
    ///
    /// # Errors
    /// When nothing more can be put aside.
    pub fn add(&mut self, article: u64, value: u32, who: u32) -> io::Result<()> {
        let number = article as usize % PARTS;
        let Some(part) = self.parts.get_mut(number) else { return Ok(()) };
        (article, value, who).write(part);
        if let Some((spill, piece)) = &self.aside
            && part.len() >= *piece
        {
            spill.put(0, number as u32, part)?;
            part.clear();
        }
        Ok(())
    }

    /// Hands on all of them, those of an article together.
    pub(super) fn each_part(&self, mut each: impl FnMut(Vec<Appearance>)) -> io::Result<()> {
        for (number, here) in self.parts.iter().enumerate() {
            let there = match &self.aside {
                Some((spill, _)) => spill.get(0, number as u32)?,
                None => Vec::new(),
            };
            let rows = [&there, here].into_iter().flat_map(|bytes| bytes.chunks_exact(Appearance::WIDTH));
            each(rows.filter_map(Appearance::read).collect());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_aside_comes_with_its_article() {
        let dir = tempfile::tempdir().unwrap();
        let mut aside = Appearances::aside(dir.path());
        aside.aside.as_mut().unwrap().1 = 100;
        let mut here = Appearances::default();
        for at in 0..2_000_u32 {
            for seen in [&mut aside, &mut here] {
                seen.add(u64::from(at % 70), at, at / 2).unwrap();
            }
        }
        let all = |seen: &Appearances| {
            let (mut out, mut parts) = (Vec::new(), 0);
            seen.each_part(|rows| {
                parts += usize::from(!rows.is_empty());
                out.extend(rows);
            })
            .unwrap();
            (out, parts)
        };
        let (rows, parts) = all(&aside);
        assert_eq!((rows.len(), parts), (2_000, PARTS));
        assert_eq!((rows, parts), all(&here));
    }
}

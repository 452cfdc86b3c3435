//! The one firm that an article is about: its chairman is “the chairman”.

use super::super::lexicon::is_firm_end;
use super::People;
use crate::model::EntityKind;

impl People {
    /// The only body with a firm's form in its name, or else the only one that is told to be a body; where no other body is named
    /// before it, and the article is about it.
    pub(super) fn find_only_firm(&self) -> Option<usize> {
        let is_body =
            |body: &usize| self.all[*body].kind == EntityKind::Organization && !self.all[*body].place;
        let bodies = || (0..self.all.len()).filter(is_body);
        let formed = |body: &usize| self.is_formed(*body);
        let told = |body: &usize| self.all[*body].told;
        let only = |fits: &dyn Fn(&usize) -> bool| {
            let mut firms = bodies().filter(fits);
            firms.next().map(|first| (first, firms.next().is_none()))
        };
        let (firm, alone) = only(&formed).or_else(|| only(&told))?;
        let first = self.namings.iter().map(|naming| naming.person).find(is_body);
        (alone && first == Some(firm)).then_some(firm)
    }

    /// “Verdalia Corp”: whether a name ends with a firm's form.
    pub fn is_formed(&self, body: usize) -> bool {
        self.all[body].words.last().is_some_and(|last| is_firm_end(*last))
    }
}

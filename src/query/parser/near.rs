//! Words near each other, and what a part of a query counts.

use super::{MAX_BOOST, MAX_DEPTH, Parsed, Parser, Scope};
use crate::query::error::{QueryError, QueryErrorKind};
use crate::query::lexer::{TokenKind, boost};
use crate::query::{Field, Query};

impl Parser<'_> {
    /// `a NEAR/5 b`, and what stands alone.
    pub(super) fn near(&mut self, scope: Scope) -> Parsed {
        let start = self.peek(scope)?.at.start;
        let mut left = self.boosted(scope)?;
        let mut links = 0;
        loop {
            let next = self.peek(scope)?;
            let TokenKind::Near { within, ordered } = next.kind else { return Ok(left) };
            links += 1;
            if links > MAX_DEPTH {
                return Err(QueryError::new(QueryErrorKind::TooDeep, next.at).hint("at most 64 in a chain"));
            }
            self.at = next.at.end;
            self.needs_operand(&next, scope)?;
            let right_at = self.peek(scope)?.at.start;
            let right = self.boosted(scope)?;
            for (side, from, to) in [(&left, start, next.at.start), (&right, right_at, self.at)] {
                if !can_be_near(side) {
                    let place = from..self.text[..to].trim_end().len().max(from);
                    return Err(QueryError::new(QueryErrorKind::NotNear, place)
                        .hint("words, phrases, and alternatives can be near: (a OR \"b c\") NEAR/5 d"));
                }
            }
            let (one, other) = (side_of(&left), side_of(&right));
            if one == Side::Several || one != other {
                return Err(QueryError::new(QueryErrorKind::NearFields, next.at)
                    .hint("name one field for both: headline:(a NEAR/5 b)"));
            }
            left = Query::Near { left: Box::new(left), right: Box::new(right), within, ordered };
        }
    }

    /// An operand, and `^2` behind it.
    fn boosted(&mut self, scope: Scope) -> Parsed {
        let next = self.peek(scope)?;
        if let TokenKind::Word(word) = next.kind
            && let Some((of, _)) = word.split_once('^').filter(|(of, by)| !of.is_empty() && !by.is_empty())
        {
            let note =
                format!("`{word}` was searched as it stands; `^` takes a number above 0, as in {of}^2");
            self.note(note);
        }
        let query = match next.kind {
            TokenKind::Field(target) => {
                self.at = next.at.end;
                self.field(target, &next)?
            }
            _ => self.operand(next, scope)?,
        };
        let Some((number, end)) = boost(self.text, self.at) else { return Ok(query) };
        let here = self.at..end;
        self.at = end;
        match number.parse::<f32>() {
            Ok(by) if by > 0.0 && by <= MAX_BOOST => Ok(Query::Boost { query: Box::new(query), by }),
            _ => Err(QueryError::new(QueryErrorKind::BadBoost, here)
                .hint("write ^2 to count double, ^0.5 for half")),
        }
    }
}

/// Whether a query says where its words stand.
fn can_be_near(query: &Query) -> bool {
    match query {
        Query::Or(parts) => parts.iter().all(can_be_near),
        Query::Near { .. } => true,
        query => query.field().is_some_and(|field| field != Some(Field::Kind)),
    }
}

/// Where all of a side is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// In one field, or wherever words without one are.
    One(Option<Field>),
    /// In several.
    Several,
}

fn side_of(query: &Query) -> Side {
    match query {
        Query::Or(parts) => {
            let mut sides = parts.iter().map(side_of);
            let first = sides.next().unwrap_or(Side::Several);
            if sides.all(|side| side == first) { first } else { Side::Several }
        }
        Query::Near { left, .. } => side_of(left),
        query => query.field().map_or(Side::Several, Side::One),
    }
}

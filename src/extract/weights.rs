//! The choosers' weights that ship with the program.

use std::sync::LazyLock;

use super::confidence::Curve;
use super::linear::Chooser;
use super::trees::Forest;

/// One chooser for each decision that rules leave open.
#[derive(Clone)]
pub struct Weights {
    /// Is this word worth parsing its sentence for?
    pub glance: Chooser,
    /// Is this word a cue here?
    pub cue: Chooser,
    /// Which phrase is its source?
    pub source: Chooser,
    /// Where does its content begin?
    pub begin: Chooser,
    /// Where does it end?
    pub end: Chooser,
    /// Is a stretch between marks a statement, part of one, or neither?
    pub quotation: Chooser,
    /// Which cue attributes a quotation?
    pub attribution: Chooser,
    /// Whom does a pronoun mean?
    pub antecedent: Chooser,
    /// Is a clause, source and content chosen, a statement with these borders after all?
    pub keep: Chooser,
    /// Is it about somebody's words at all?
    pub touch: Chooser,
    /// The first once more, by all that can be counted of it.
    pub keep_trees: Forest,
    /// And the second.
    pub touch_trees: Forest,
    /// What a likelihood is worth as a confidence, for each kind of statement in the order of its variants.
    pub confidence: [Curve; 3],
}

/// What the file of weights begins with; the last byte counts its versions.
const MAGIC: &[u8; 8] = b"onrecw\0\x04";

impl Weights {
    /// The weights that ship: `weights.bin` beside this file, made by `onrecord fit`.
    pub fn shipped() -> &'static Weights {
        static SHIPPED: LazyLock<Weights> =
            LazyLock::new(|| Weights::read(Weights::shipped_bytes()).unwrap_or_else(Weights::blank));
        &SHIPPED
    }

    /// The same as they ship.
    pub fn shipped_bytes() -> &'static [u8] {
        include_bytes!("weights.bin")
    }

    /// Reads what [`Weights::write`] wrote.
    pub fn read(bytes: &[u8]) -> Option<Weights> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (glance, rest) = Chooser::read(rest)?;
        let (cue, rest) = Chooser::read(rest)?;
        let (source, rest) = Chooser::read(rest)?;
        let (begin, rest) = Chooser::read(rest)?;
        let (end, rest) = Chooser::read(rest)?;
        let (quotation, rest) = Chooser::read(rest)?;
        let (attribution, rest) = Chooser::read(rest)?;
        let (antecedent, rest) = Chooser::read(rest)?;
        let (keep, rest) = Chooser::read(rest)?;
        let (touch, rest) = Chooser::read(rest)?;
        let (keep_trees, rest) = Forest::read(rest)?;
        let (touch_trees, rest) = Forest::read(rest)?;
        let (direct, rest) = Curve::read(rest)?;
        let (mixed, rest) = Curve::read(rest)?;
        let (indirect, rest) = Curve::read(rest)?;
        rest.is_empty().then_some(Weights {
            glance,
            cue,
            source,
            begin,
            end,
            quotation,
            attribution,
            antecedent,
            keep,
            touch,
            keep_trees,
            touch_trees,
            confidence: [direct, mixed, indirect],
        })
    }

    /// The weights as a file.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for chooser in [
            &self.glance,
            &self.cue,
            &self.source,
            &self.begin,
            &self.end,
            &self.quotation,
            &self.attribution,
            &self.antecedent,
            &self.keep,
            &self.touch,
        ] {
            chooser.write(&mut out);
        }
        self.keep_trees.write(&mut out);
        self.touch_trees.write(&mut out);
        for curve in &self.confidence {
            curve.write(&mut out);
        }
        out
    }

    /// Weights that know nothing: where fitting starts.
    pub fn blank() -> Weights {
        let none = super::linear::fit(&[], 0);
        Weights {
            glance: none.clone(),
            cue: none.clone(),
            source: none.clone(),
            begin: none.clone(),
            end: none.clone(),
            quotation: none.clone(),
            attribution: none.clone(),
            antecedent: none.clone(),
            keep: none.clone(),
            touch: none,
            keep_trees: Forest::default(),
            touch_trees: Forest::default(),
            confidence: [Curve::straight(); 3],
        }
    }
}

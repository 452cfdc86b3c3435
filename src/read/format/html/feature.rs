//! A feature of a block: its group and its value, and the number that stands for both.

/// Takes a feature: its group, and its value in the group.
pub(super) type Sink<'s> = &'s mut dyn FnMut(&'static str, Value<'_>);

/// A feature's value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'v> {
    /// A word.
    Word(&'v str),
    /// A word with the feature's number.
    Known(&'v str, u64),
    /// A small number, mostly the logarithm or share of something.
    Step(usize),
    /// Two small numbers together.
    Pair(usize, usize),
}

/// A feature as a number: its group and value hashed.
pub(super) fn key(group: &str, value: Value<'_>) -> u64 {
    let mut hash = Fnv::new();
    hash.bytes(group.as_bytes());
    hash.bytes(b":");
    match value {
        Value::Known(_, key) => return key,
        Value::Word(word) => hash.bytes(word.as_bytes()),
        Value::Step(step) => hash.number(step),
        Value::Pair(a, b) => {
            hash.number(a);
            hash.bytes(b",");
            hash.number(b);
        }
    }
    hash.0
}

/// The number of a feature as it stands in the table.
pub(super) fn key_of(name: &str) -> u64 {
    let mut hash = Fnv::new();
    hash.bytes(name.as_bytes());
    hash.0
}

/// The feature as it stands in the table.
pub(super) fn name(group: &str, value: Value<'_>) -> String {
    match value {
        Value::Word(word) | Value::Known(word, _) => format!("{group}:{word}"),
        Value::Step(step) => format!("{group}:{step}"),
        Value::Pair(a, b) => format!("{group}:{a},{b}"),
    }
}

/// FNV-1a: a table's names give the same numbers on every machine.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn number(&mut self, number: usize) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.bytes(&[b'0' + (number % 10) as u8]);
    }
}

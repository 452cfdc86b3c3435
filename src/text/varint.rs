//! Small numbers in few bytes, and texts behind their length.

/// Writes numbers and texts one after the other.
#[derive(Debug, Default)]
pub(crate) struct Writer(pub(crate) Vec<u8>);

impl Writer {
    /// Seven bits a byte, the lowest first.
    pub(crate) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// A number of either sign, small where it is near zero.
    pub(crate) fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    /// A text and its length before it.
    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A number that may be missing.
    pub(crate) fn option(&mut self, number: Option<u64>) {
        self.number(number.map_or(0, |number| number.saturating_add(1)));
    }

    /// A text that may be missing.
    pub(crate) fn option_text(&mut self, text: Option<&str>) {
        self.option(text.map(|text| text.len() as u64));
        self.0.extend_from_slice(text.unwrap_or_default().as_bytes());
    }
}

/// Reads what a [`Writer`] wrote; nothing where the bytes end too early.
#[derive(Debug)]
pub(crate) struct Reader<'b>(pub(crate) &'b [u8]);

impl<'b> Reader<'b> {
    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    #[inline]
    pub(crate) fn number(&mut self) -> Option<u64> {
        // Most are so small.
        if let Some((first, rest)) = self.0.split_first()
            && *first < 0x80
        {
            self.0 = rest;
            return Some(u64::from(*first));
        }
        self.long_number()
    }

    fn long_number(&mut self) -> Option<u64> {
        let mut out = 0_u64;
        for at in 0..10 {
            let byte = self.byte()?;
            out |= u64::from(byte & 0x7f).checked_shl(at * 7)?;
            if byte < 0x80 {
                return Some(out);
            }
        }
        None
    }

    pub(crate) fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    pub(crate) fn small(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    fn bytes(&mut self, length: u64) -> Option<&'b [u8]> {
        let (text, rest) = self.0.split_at_checked(usize::try_from(length).ok()?)?;
        self.0 = rest;
        Some(text)
    }

    pub(crate) fn text(&mut self) -> Option<&'b str> {
        let length = self.number()?;
        std::str::from_utf8(self.bytes(length)?).ok()
    }

    /// Nothing where the bytes end too early, else what may be missing.
    #[allow(clippy::option_option)] // Two different nothings, told apart at once by `?`.
    pub(crate) fn option(&mut self) -> Option<Option<u64>> {
        Some(self.number()?.checked_sub(1))
    }

    /// Nothing where the bytes end too early, else what may be missing.
    #[allow(clippy::option_option)]
    pub(crate) fn option_text(&mut self) -> Option<Option<&'b str>> {
        match self.option()? {
            Some(length) => Some(Some(std::str::from_utf8(self.bytes(length)?).ok()?)),
            None => Some(None),
        }
    }

    /// How many of something follow: never more than there are bytes left.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers: Vec<u64>, signed: Vec<i64>, texts: Vec<Option<String>>) {
            let mut out = Writer::default();
            numbers.iter().for_each(|number| out.number(*number));
            signed.iter().for_each(|number| out.signed(*number));
            texts.iter().for_each(|text| out.option_text(text.as_deref()));
            let mut read = Reader(&out.0);
            for number in numbers {
                prop_assert_eq!(read.number(), Some(number));
            }
            for number in signed {
                prop_assert_eq!(read.signed(), Some(number));
            }
            for text in texts {
                prop_assert_eq!(read.option_text(), Some(text.as_deref()));
            }
            prop_assert_eq!(read.byte(), None);
        }

        #[test]
        fn any_bytes_end(bytes: Vec<u8>) {
            let mut read = Reader(&bytes);
            while read.option_text().is_some() {}
            prop_assert!(Reader(&bytes).count().is_none_or(|count| count <= bytes.len()));
        }
    }
}

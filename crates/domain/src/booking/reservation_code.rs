use crate::text::plain;
use core::fmt;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a code of six letters and digits")]
pub struct ReservationCodeError;

/// A short code of a reservation for the telephone and the door list, such as `K7QF3M`. It is not a
/// secret and proves nothing.
///
/// Six of 31 characters that nobody confuses (no 0, 1, I, L, O). A new code starts with a letter,
/// because a spreadsheet would read `23E456` as a number. That leaves 658 million codes. Older
/// codes may start with a digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReservationCode([u8; Self::LENGTH]);

impl ReservationCode {
    pub const ALPHABET: &'static [u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    pub const LENGTH: usize = 6;
    /// The characters that a new code may start with.
    const FIRST: &'static [u8] = Self::ALPHABET.split_at(8).1;
    /// The number of different new codes.
    pub const COUNT: u32 = 23 * 31_u32.pow(5);

    /// The code number `number`, modulo [`Self::COUNT`].
    pub fn from_number(number: u32) -> Self {
        let mut rest = number % Self::COUNT;
        let mut code = [0; Self::LENGTH];
        for place in code[1..].iter_mut().rev() {
            *place = Self::ALPHABET[(rest % 31) as usize];
            rest /= 31;
        }
        code[0] = Self::FIRST[rest as usize];
        Self(code)
    }

    /// Parses a typed or pasted code. Letter case, spaces and dashes are ignored.
    pub fn parse(text: &str) -> Result<Self, ReservationCodeError> {
        // The length is checked first, so that a huge text costs nothing.
        let text = if text.len() > 100 { return Err(ReservationCodeError) } else { plain(text) };
        let typed = text
            .trim()
            .bytes()
            .filter(|b| !matches!(b, b' ' | b'-'))
            .map(|b| b.to_ascii_uppercase())
            .collect::<Vec<_>>();
        <[u8; Self::LENGTH]>::try_from(typed)
            .ok()
            .filter(|code| code.iter().all(|b| Self::ALPHABET.contains(b)))
            .map(Self)
            .ok_or(ReservationCodeError)
    }

    #[expect(clippy::missing_panics_doc, reason = "every character of the alphabet is ASCII")]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).expect("the alphabet is ASCII")
    }
}

impl fmt::Display for ReservationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_parsed_in_every_common_spelling() {
        assert_eq!(ReservationCode::parse(" k7q-f3m").unwrap().as_str(), "K7QF3M");
        for pasted in
            ["K7Q\u{2011}F3M\u{200B}", "\u{202A}K7Q\u{A0}F3M\u{202C}", "Ｋ７ＱＦ３Ｍ", "K7QF3M\r\n"]
        {
            assert_eq!(ReservationCode::parse(pasted).unwrap().as_str(), "K7QF3M", "{pasted:?}");
        }
        for bad in ["", "K7QF3", "K7QF3MM", "K7QF30", "K7QF3I", "K7QF3è"] {
            assert!(ReservationCode::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_number_has_its_own_code(a in 0..ReservationCode::COUNT, b in 0..ReservationCode::COUNT) {
            let (x, y) = (ReservationCode::from_number(a), ReservationCode::from_number(b));
            prop_assert_eq!(a == b, x == y);
            prop_assert_eq!(ReservationCode::parse(x.as_str()), Ok(x));
            prop_assert!(x.as_str().starts_with(|c: char| c.is_ascii_alphabetic()), "{}", x);
        }
    }
}

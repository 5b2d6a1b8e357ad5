//! The short code that people read to one another.

use crate::text::plain;
use core::fmt;
use thiserror::Error;

/// Why a reservation code was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a code of six letters and digits")]
pub struct ReservationCodeError;

/// A short name of a reservation for the telephone and the door list, as in `K7QF3M`. It is no
/// secret and proves nothing.
///
/// Six characters of 31 that can't be taken for one another (no 0, 1, I, L, O). A new code begins
/// with a letter, so that no spreadsheet reads it as a number (`23E456`): 658 million codes. Codes
/// that were given out before may begin with a digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReservationCode([u8; Self::LENGTH]);

impl ReservationCode {
    /// The characters of a code.
    pub const ALPHABET: &'static [u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    /// The characters in a code.
    pub const LENGTH: usize = 6;
    /// The characters that a new code begins with.
    const FIRST: &'static [u8] = Self::ALPHABET.split_at(8).1;
    /// How many new codes there are.
    pub const COUNT: u32 = 23 * 31_u32.pow(5);

    /// The code with this number; `number` is taken modulo [`Self::COUNT`].
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

    /// Reads a code as somebody typed or pasted it: case, spaces and dashes don't matter.
    pub fn parse(text: &str) -> Result<Self, ReservationCodeError> {
        // The bound is checked before any work, so that a huge text costs nothing.
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

    /// The code as text.
    #[expect(clippy::missing_panics_doc, reason = "every character is of the alphabet, all ASCII")]
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
    fn a_code_is_read_as_people_type_it() {
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
        fn every_number_has_a_code_of_its_own(a in 0..ReservationCode::COUNT, b in 0..ReservationCode::COUNT) {
            let (x, y) = (ReservationCode::from_number(a), ReservationCode::from_number(b));
            prop_assert_eq!(a == b, x == y);
            prop_assert_eq!(ReservationCode::parse(x.as_str()), Ok(x));
            prop_assert!(x.as_str().starts_with(|c: char| c.is_ascii_alphabetic()), "{}", x);
        }
    }
}

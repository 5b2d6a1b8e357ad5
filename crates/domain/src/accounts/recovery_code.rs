//! What signs in when the phone with the authenticator app is gone.

use crate::text::plain;
use core::fmt;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Crockford's base 32: no letter that could be taken for a digit, no `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many letters a code has, of 5 bits each.
const LETTERS: usize = 16;

/// The text is not a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a recovery code")]
pub struct RecoveryCodeError;

/// 80 random bits to be written down and used once in place of a one-time code, as in
/// `4k7q-f3m9-x2ab-c0de`.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; LETTERS]);

impl RecoveryCode {
    /// How many somebody gets at a time.
    pub const SET: usize = 10;

    /// Takes 80 bits from a cryptographic random source.
    pub fn from_random(bits: [u8; 10]) -> Self {
        let bits = bits.into_iter().fold(0_u128, |all, byte| all << 8 | u128::from(byte));
        Self(core::array::from_fn(|place| {
            let index = bits >> (5 * (LETTERS - 1 - place)) & 31;
            ALPHABET[usize::try_from(index).unwrap_or_default()]
        }))
    }

    /// Reads a code as somebody typed it: hyphens, white space and letter case don't matter, nor
    /// does it when a digit was read as a letter.
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeError> {
        // The bound is checked before any work, so that a huge text costs nothing.
        let text = if text.len() > 200 { return Err(RecoveryCodeError) } else { plain(text) };
        let mut typed = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let mut code = [0; LETTERS];
        for letter in &mut code {
            let read = match typed.next().ok_or(RecoveryCodeError)?.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            };
            let known = ALPHABET.iter().find(|known| char::from(**known) == read);
            *letter = *known.ok_or(RecoveryCodeError)?;
        }
        typed.next().is_none().then_some(Self(code)).ok_or(RecoveryCodeError)
    }

    /// The text to be written down. Handle with care: with the password it signs in.
    pub fn reveal(&self) -> String {
        let letters = self.0.map(char::from);
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join("-")
    }

    /// What the database stores: SHA-256 of the letters. 80 bits need no slow hash.
    pub fn hash(&self) -> RecoveryCodeHash {
        RecoveryCodeHash(Sha256::digest(self.0).into())
    }
}

/// SHA-256 of a [`RecoveryCode`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecoveryCodeHash([u8; 32]);

impl RecoveryCodeHash {
    /// The 32 bytes of the hash.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

impl fmt::Debug for RecoveryCodeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCodeHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_shown_in_groups_that_can_be_copied_by_hand() {
        let code =
            RecoveryCode::from_random([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
        assert_eq!(code.reveal(), "0123-4567-89ab-cdef");
        assert_eq!(format!("{code:?} {:?}", code.hash()), "RecoveryCode(…) RecoveryCodeHash(…)");
    }

    #[test]
    fn a_code_is_read_however_it_was_copied() {
        let code = RecoveryCode::parse("0123-4567-89ab-cdef");
        assert!(code.is_ok());
        for typed in [
            "0123456789ABCDEF",
            " oL23 4567\t89ab-cdef\n",
            "OI23-4567-89AB-CDEF",
            "0123\u{2013}4567\u{A0}89ab\u{200B}cdef",
        ] {
            assert_eq!(RecoveryCode::parse(typed), code, "{typed}");
        }
    }

    #[test]
    fn nothing_else_is_a_code() {
        for text in
            ["", "123456", "0123-4567-89ab-cde", "0123-4567-89ab-cdef0", "0123-4567-89ab-cdeu"]
        {
            assert_eq!(RecoveryCode::parse(text), Err(RecoveryCodeError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_code_survives_being_written_down(bits: [u8; 10]) {
            let code = RecoveryCode::from_random(bits);
            prop_assert_eq!(RecoveryCode::parse(&code.reveal()), Ok(code));
        }
    }
}

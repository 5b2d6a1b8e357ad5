//! One-time codes that replace the authenticator app when it is lost.

use crate::text::plain;
use core::fmt;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Crockford's base 32, in lower case: no letter looks like a digit, and there is no `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The number of letters in a code. Each holds 5 bits.
const LETTERS: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a recovery code")]
pub struct RecoveryCodeError;

/// 80 random bits, usable once in place of a one-time code, such as `4k7q-f3m9-x2ab-c0de`. People
/// write it down.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode([u8; LETTERS]);

impl RecoveryCode {
    /// The number of codes in a set.
    pub const SET: usize = 10;

    /// `bits` must come from a cryptographic random source.
    pub fn from_random(bits: [u8; 10]) -> Self {
        let bits = bits.into_iter().fold(0_u128, |all, byte| all << 8 | u128::from(byte));
        Self(core::array::from_fn(|place| {
            let index = bits >> (5 * (LETTERS - 1 - place)) & 31;
            ALPHABET[usize::try_from(index).unwrap_or_default()]
        }))
    }

    /// Parses a typed code. Hyphens, white space and letter case are ignored. The letters `o`, `i`
    /// and `l` count as the digits that they look like.
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeError> {
        // The length is checked first, so that a huge text costs nothing.
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

    /// The code as people write it down. It is confidential: together with the password it signs
    /// in.
    pub fn reveal(&self) -> String {
        let letters = self.0.map(char::from);
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join("-")
    }

    /// The SHA-256 of the letters, which the database stores. 80 random bits need no slow hash.
    pub fn hash(&self) -> RecoveryCodeHash {
        RecoveryCodeHash(Sha256::digest(self.0).into())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecoveryCodeHash([u8; 32]);

impl RecoveryCodeHash {
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
    fn a_code_is_shown_in_groups_of_four_letters() {
        let code =
            RecoveryCode::from_random([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]);
        assert_eq!(code.reveal(), "0123-4567-89ab-cdef");
        assert_eq!(format!("{code:?} {:?}", code.hash()), "RecoveryCode(…) RecoveryCodeHash(…)");
    }

    #[test]
    fn a_code_is_parsed_in_every_common_spelling() {
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
    fn other_texts_are_refused() {
        for text in
            ["", "123456", "0123-4567-89ab-cde", "0123-4567-89ab-cdef0", "0123-4567-89ab-cdeu"]
        {
            assert_eq!(RecoveryCode::parse(text), Err(RecoveryCodeError), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_code_can_be_parsed_from_its_own_text(bits: [u8; 10]) {
            let code = RecoveryCode::from_random(bits);
            prop_assert_eq!(RecoveryCode::parse(&code.reveal()), Ok(code));
        }
    }
}

use super::{PasswordHash, Passwords};
use azionelab_domain::{EmailAddress, PersonName, bare_letters, opaque_string};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use zxcvbn::{matching::patterns::MatchPattern, zxcvbn};

/// A password that zxcvbn guesses with fewer attempts is too common.
const MIN_GUESSES: u64 = 1_000_000;

/// The minimum length of a word of the owner's data, in characters.
const MIN_OWN_WORD_CHARS: usize = 3;

/// How many characters a password needs besides such words.
const MIN_OTHER_CHARS: usize = 6;

/// Why a password is too easy to guess (OWASP ASVS 5.0, 6.2.4 and 6.2.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordRefusal {
    /// Too few characters (NIST SP 800-63B: length matters most).
    #[error("a password has at least {} characters", ChosenPassword::SHORTEST)]
    TooShort,
    /// It is one of the most common passwords, or similar to one.
    #[error("many people use this password or one like it")]
    TooCommon,
    /// It repeats a short text.
    #[error("the password repeats itself")]
    Repetitive,
    #[error("the password is made of the name, the address or the name of the site")]
    OwnWords,
}

/// A password that is hard to guess for people who do not know its owner.
#[derive(Debug, Clone)]
pub struct ChosenPassword(SecretString);

impl ChosenPassword {
    /// The minimum length, in characters.
    pub const SHORTEST: usize = 10;

    pub fn parse(typed: &SecretString) -> Result<Self, PasswordRefusal> {
        let password = normalized(typed);
        let text = password.expose_secret();
        if text.chars().count() < Self::SHORTEST {
            return Err(PasswordRefusal::TooShort);
        }
        let estimate = zxcvbn(text, &[]);
        match estimate.sequence() {
            [only] if is_short_repeat(&only.pattern) => Err(PasswordRefusal::Repetitive),
            _ if estimate.guesses() < MIN_GUESSES => Err(PasswordRefusal::TooCommon),
            _ => Ok(Self(password)),
        }
    }

    /// Refuses a password that is made of public data about its owner.
    pub fn fits(
        &self,
        name: &PersonName,
        email: &EmailAddress,
        site: &str,
    ) -> Result<(), PasswordRefusal> {
        let mut left = bare_letters(self.0.expose_secret());
        let before = left.len();
        for word in own_words(&[name.as_str(), email.as_str(), site]) {
            left = left.replace(&word, "");
        }
        if left.len() < before && left.chars().count() < MIN_OTHER_CHARS {
            return Err(PasswordRefusal::OwnWords);
        }
        Ok(())
    }

    pub(crate) const fn secret(&self) -> &SecretString {
        &self.0
    }
}

fn is_short_repeat(pattern: &MatchPattern) -> bool {
    matches!(pattern, MatchPattern::Repeat(repeat)
        if repeat.base_token.chars().count() < ChosenPassword::SHORTEST)
}

/// The single words of these texts and each text as one word, longest first.
fn own_words(texts: &[&str]) -> Vec<String> {
    let mut words: Vec<_> = texts
        .iter()
        .flat_map(|text| {
            let single = text.split(|c: char| !c.is_alphanumeric()).map(bare_letters);
            single.chain([bare_letters(text)])
        })
        .filter(|word| word.chars().count() >= MIN_OWN_WORD_CHARS)
        .collect();
    words.sort_by_key(|word| core::cmp::Reverse(word.len()));
    words
}

/// The result of a comparison between a typed password and a stored hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    Wrong,
    /// It matches.
    Right,
    /// It matches only in the form in which it was typed. The hash dates from before passwords were
    /// normalized.
    RightUnnormalized,
}

/// Compares a typed password with a hash. It takes the same time with and without a hash.
pub(crate) async fn verify_typed(
    passwords: &dyn Passwords,
    typed: &SecretString,
    hash: Option<&PasswordHash>,
) -> Typed {
    let password = normalized(typed);
    if passwords.verify(&password, hash).await {
        return Typed::Right;
    }
    let is_changed = password.expose_secret() != typed.expose_secret();
    if is_changed && passwords.verify(typed, hash).await {
        return Typed::RightUnnormalized;
    }
    Typed::Wrong
}

/// The normalized form of a password. It does not depend on the system on which it was typed.
pub(crate) fn normalized(typed: &SecretString) -> SecretString {
    SecretString::from(opaque_string(typed.expose_secret()))
}

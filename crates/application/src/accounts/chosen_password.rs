use super::{PasswordHash, Passwords};
use azionelab_domain::{EmailAddress, PersonName, bare_letters, opaque_string};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use zxcvbn::{matching::patterns::MatchPattern, zxcvbn};

/// A password that is found with fewer guesses is as good as a common one.
const FEWEST_GUESSES: u64 = 1_000_000;

/// The shortest of one's own words that counts, in characters.
const SHORTEST_OWN_WORD: usize = 3;

/// How many characters a password has beside one's own words.
const FEWEST_BESIDE_OWN_WORDS: usize = 6;

/// Why a password is too easy to guess (OWASP ASVS 5.0, 6.2.4 and 6.2.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordRefusal {
    /// Too few characters (NIST SP 800-63B asks for length above all).
    #[error("a password has at least {} characters", ChosenPassword::SHORTEST)]
    TooShort,
    /// It is one of the commonest, or next to one.
    #[error("many people use this password or one like it")]
    TooCommon,
    /// It is a short text again and again.
    #[error("the password repeats itself")]
    Repetitive,
    #[error("the password is made of the name, the address or the name of the site")]
    OwnWords,
}

/// A password that is not easy to guess for who knows nothing of its owner.
#[derive(Debug, Clone)]
pub struct ChosenPassword(SecretString);

impl ChosenPassword {
    /// The length of the shortest, in characters.
    pub const SHORTEST: usize = 10;

    /// Takes a password as it was typed.
    pub fn parse(typed: &SecretString) -> Result<Self, PasswordRefusal> {
        let password = prepared(typed);
        let text = password.expose_secret();
        if text.chars().count() < Self::SHORTEST {
            return Err(PasswordRefusal::TooShort);
        }
        let judged = zxcvbn(text, &[]);
        match judged.sequence() {
            [only] if is_short_repeat(&only.pattern) => Err(PasswordRefusal::Repetitive),
            _ if judged.guesses() < FEWEST_GUESSES => Err(PasswordRefusal::TooCommon),
            _ => Ok(Self(password)),
        }
    }

    /// Refuses a password that is made of what everybody knows of its owner.
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
        if left.len() < before && left.chars().count() < FEWEST_BESIDE_OWN_WORDS {
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

/// The words of these texts and each text as one word, the longest first.
fn own_words(texts: &[&str]) -> Vec<String> {
    let mut words: Vec<_> = texts
        .iter()
        .flat_map(|text| {
            let single = text.split(|c: char| !c.is_alphanumeric()).map(bare_letters);
            single.chain([bare_letters(text)])
        })
        .filter(|word| word.chars().count() >= SHORTEST_OWN_WORD)
        .collect();
    words.sort_by_key(|word| core::cmp::Reverse(word.len()));
    words
}

/// How a typed password compares with what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    Wrong,
    /// It is the one that was hashed.
    Right,
    /// It was hashed as typed, before passwords were prepared.
    RightUnprepared,
}

/// Compares a typed password with a hash. It takes as long without a hash as with one.
pub(crate) async fn verify_typed(
    passwords: &dyn Passwords,
    typed: &SecretString,
    hash: Option<&PasswordHash>,
) -> Typed {
    let password = prepared(typed);
    if passwords.verify(&password, hash).await {
        return Typed::Right;
    }
    let is_changed = password.expose_secret() != typed.expose_secret();
    if is_changed && passwords.verify(typed, hash).await {
        return Typed::RightUnprepared;
    }
    Typed::Wrong
}

/// The same characters whatever system they were typed on.
pub(crate) fn prepared(typed: &SecretString) -> SecretString {
    SecretString::from(opaque_string(typed.expose_secret()))
}

use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;

/// The password is too easy to guess (NIST SP 800-63B asks for length above all).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a password has at least {} characters", ChosenPassword::SHORTEST)]
pub struct PasswordTooShort;

/// A password that is long enough to be somebody's.
#[derive(Debug, Clone)]
pub struct ChosenPassword(SecretString);

impl ChosenPassword {
    /// The length of the shortest, in characters.
    pub const SHORTEST: usize = 10;

    /// Takes a password as it was typed.
    pub fn parse(typed: SecretString) -> Result<Self, PasswordTooShort> {
        if typed.expose_secret().chars().count() < Self::SHORTEST {
            return Err(PasswordTooShort);
        }
        Ok(Self(typed))
    }

    pub(super) const fn secret(&self) -> &SecretString {
        &self.0
    }
}

//! How a visitor is reached: an e-mail address, perhaps a telephone number.

use core::fmt;

use email_address::Options;
use thiserror::Error;

/// Why an e-mail address was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EmailAddressError {
    /// Nothing was typed.
    #[error("is empty")]
    Empty,
    /// Not an address that mail can be sent to.
    #[error("is not an e-mail address")]
    Malformed,
}

/// An address that mail can be sent to: RFC 5321 `local@domain` of at most 254 bytes, without
/// display name, quotes, address literal, comment or control character.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The longest address, in bytes (RFC 5321, errata 1690).
    pub const MAX_BYTES: usize = 254;

    /// Reads an address as somebody typed it.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailAddressError::Empty);
        }
        let options =
            Options::default().without_display_text().without_domain_literal().with_required_tld();
        let plain = text.len() <= Self::MAX_BYTES
            && !text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '"')
            && email_address::EmailAddress::parse_with_options(text, options).is_ok();
        plain.then(|| Self(text.to_owned())).ok_or(EmailAddressError::Malformed)
    }

    /// The address as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one mailbox share: the address in lower case. (RFC 5321 lets a host
    /// tell letter cases apart; none that visitors use does.)
    pub fn comparison_key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// Why a telephone number was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a telephone number")]
pub struct PhoneNumberError;

/// A telephone number as people write it: 5 to 15 digits (ITU-T E.164), perhaps after a `+`, with
/// spaces and `-./()` between them.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads a number as somebody typed it.
    pub fn parse(text: &str) -> Result<Self, PhoneNumberError> {
        let text = text.trim();
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let plain = text.len() <= 30
            && text
                .strip_prefix('+')
                .unwrap_or(text)
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '/' | '(' | ')'));
        (plain && (5..=15).contains(&digits)).then(|| Self(text.to_owned())).ok_or(PhoneNumberError)
    }

    /// The number as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// Personal data must not reach a log through `{:?}`.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PhoneNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("anna@example.org")]
    #[case(" Anna.Bianchi+teatro@Example.Org ")]
    #[case("o'hara@example.co.uk")]
    #[case("andrè@città.example.it")]
    fn an_address_that_mail_can_reach_is_taken(#[case] typed: &str) {
        assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), typed.trim());
    }

    #[rstest]
    #[case("anna")]
    #[case("anna@")]
    #[case("@example.org")]
    #[case("anna@localhost")]
    #[case("anna@[127.0.0.1]")]
    #[case("Anna <anna@example.org>")]
    #[case("anna@example.org\r\nBcc: everyone@example.org")]
    #[case("\"a b\"@example.org")]
    #[case("anna@example.org,berta@example.org")]
    #[case("anna@example..org")]
    fn anything_else_is_refused(#[case] typed: &str) {
        assert_eq!(EmailAddress::parse(typed), Err(EmailAddressError::Malformed));
    }

    #[test]
    fn a_very_long_address_is_refused() {
        let long = format!("anna@{}.org", "a.".repeat(200));
        assert_eq!(EmailAddress::parse(&long), Err(EmailAddressError::Malformed));
    }

    #[test]
    fn letter_case_does_not_make_another_address() {
        let key = |text| EmailAddress::parse(text).unwrap().comparison_key();
        assert_eq!(key("Anna@Example.org"), key("anna@example.ORG"));
    }

    #[rstest]
    #[case("+39 011 123 4567", true)]
    #[case("(011) 123-4567", true)]
    #[case("1234", false)]
    #[case("12345678901234567", false)]
    #[case("+39 011 call me", false)]
    #[case("+39\n011123456", false)]
    fn a_telephone_number_is_digits_with_some_punctuation(
        #[case] typed: &str,
        #[case] taken: bool,
    ) {
        assert_eq!(PhoneNumber::parse(typed).is_ok(), taken);
    }
}

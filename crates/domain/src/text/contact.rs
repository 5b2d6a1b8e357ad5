//! Contact data of visitors: e-mail address and telephone number.

use super::typed::plain;
use core::fmt;
use email_address::Options;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EmailAddressError {
    #[error("is empty")]
    Empty,
    #[error("is not an e-mail address")]
    Malformed,
}

/// An address that mail can be sent to: RFC 5321 `local@domain` of at most 254 bytes, without
/// display name, quotes, address literal, comment or control character.
#[derive(Clone, PartialEq, Eq)]
pub struct EmailAddress {
    text: String,
    key: String,
}

impl EmailAddress {
    /// The maximum length in bytes (RFC 5321, erratum 1690).
    pub const MAX_BYTES: usize = 254;

    /// Parses a typed or pasted address. Removes a `mailto:` scheme, angle brackets, and a comma,
    /// semicolon or full stop at its end.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        if text.trim().is_empty() {
            return Err(EmailAddressError::Empty);
        }
        // The length is checked first, so that a huge text costs nothing.
        if text.len() > Self::MAX_BYTES * 8 {
            return Err(EmailAddressError::Malformed);
        }
        let text = plain(text).nfc().collect::<String>();
        let text = without_surrounding_characters(&text);
        let options =
            Options::default().without_display_text().without_domain_literal().with_required_tld();
        let plain = text.len() <= Self::MAX_BYTES
            && !text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '"')
            && email_address::EmailAddress::parse_with_options(text, options).is_ok();
        plain
            .then(|| Self { text: text.to_owned(), key: comparison_key(text) })
            .ok_or(EmailAddressError::Malformed)
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether only mail servers with SMTPUTF8 (RFC 6531) can deliver to it: the part before the
    /// `@` is not ASCII.
    pub fn needs_utf8(&self) -> bool {
        self.text.rsplit_once('@').is_some_and(|(local, _)| !local.is_ascii())
    }

    /// A key that all spellings of one mailbox share. The part before the `@` is in lower case: RFC
    /// 5321 allows case-sensitive mailboxes, but no provider of our visitors has them. The host is
    /// in ASCII (RFC 5891), so `münchen.example` and `xn--mnchen-3ya.example` have the same key.
    pub fn comparison_key(&self) -> &str {
        &self.key
    }
}

/// The comparison key of an address, or of the beginning of an address that staff search for.
pub fn comparison_key(address: &str) -> String {
    let address = plain(address).nfc().collect::<String>();
    let address = address.trim();
    let Some((user, host)) = address.rsplit_once('@') else { return address.to_lowercase() };
    // A host without an ASCII form is compared as it is.
    let host = idna::domain_to_ascii(host).unwrap_or_else(|_| host.to_lowercase());
    format!("{}@{host}", user.to_lowercase())
}

fn without_surrounding_characters(text: &str) -> &str {
    let text = text.trim();
    let scheme =
        text.get(.."mailto:".len()).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    let text = text[scheme.map_or(0, str::len)..].trim_end_matches(['.', ',', ';']);
    text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a telephone number")]
pub struct PhoneNumberError;

/// A telephone number as people write it: 5 to 15 digits (ITU-T E.164), with an optional `+` before
/// them and with spaces and `-./()` between them. It is stored in ASCII.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    const MAX_CHARS: usize = 30;

    /// Parses a typed or pasted number. Accepts a `tel:` link, digits and dashes of every script,
    /// and a country prefix in brackets.
    pub fn parse(text: &str) -> Result<Self, PhoneNumberError> {
        if text.len() > Self::MAX_CHARS * 8 {
            return Err(PhoneNumberError);
        }
        let typed = plain(text);
        let typed = typed.trim();
        let scheme = typed.get(.."tel:".len()).filter(|scheme| scheme.eq_ignore_ascii_case("tel:"));
        let typed = &typed[scheme.map_or(0, str::len)..];
        // Some people write a middle dot instead of a full stop.
        let number = typed.replace(['·', '•', '∙'], ".");
        let number =
            number.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let before_digits = number.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
        let pluses = number.matches('+').count();
        let plain = number.len() <= Self::MAX_CHARS
            && pluses == before_digits.matches('+').count()
            && pluses <= 1
            && number.chars().all(|c| {
                c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '/' | '(' | ')')
            });
        (plain && (5..=15).contains(&digits)).then_some(Self(number)).ok_or(PhoneNumberError)
    }

    /// The number in ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// Personal data must not get into a log through `{:?}`.
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
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("anna@example.org")]
    #[case(" Anna.Bianchi+teatro@Example.Org ")]
    #[case("o'hara@example.co.uk")]
    #[case("andrè@città.example.it")]
    fn a_valid_address_is_accepted(#[case] typed: &str) {
        assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), typed.trim());
    }

    #[rstest]
    #[case("\u{200B}anna@example.org\u{A0}")]
    #[case("mailto:anna@example.org")]
    #[case("<anna@example.org>,")]
    #[case("anna@example.org.")]
    #[case("ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ")]
    #[case("\u{202A}anna@exam\u{AD}ple.org\u{202C}")]
    fn a_pasted_address_is_cleaned(#[case] pasted: &str) {
        assert_eq!(EmailAddress::parse(pasted).unwrap().as_str(), "anna@example.org");
    }

    #[rstest]
    #[case("anna@münchen.example", "anna@xn--mnchen-3ya.example")]
    #[case("Anna@MÜNCHEN.example", "anna@xn--mnchen-3ya.example")]
    #[case("anna@mu\u{308}nchen.example", "anna@xn--mnchen-3ya.example")]
    #[case("anna@XN--MNCHEN-3YA.Example", "anna@xn--mnchen-3ya.example")]
    #[case("andre\u{300}@example.org", "andrè@example.org")]
    #[case("anna@münchen。example", "anna@xn--mnchen-3ya.example")]
    #[case("a@straße.example", "a@xn--strae-oqa.example")]
    fn one_mailbox_has_one_comparison_key(#[case] typed: &str, #[case] key: &str) {
        assert_eq!(EmailAddress::parse(typed).unwrap().comparison_key(), key);
    }

    #[test]
    fn the_beginning_of_an_address_has_the_beginning_of_its_key() {
        assert_eq!(comparison_key("Anna@"), "anna@");
        assert_eq!(comparison_key(" Anna.B"), "anna.b");
        assert_eq!(comparison_key("anna@münchen.example"), "anna@xn--mnchen-3ya.example");
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
    fn other_texts_are_refused(#[case] typed: &str) {
        assert_eq!(EmailAddress::parse(typed), Err(EmailAddressError::Malformed));
    }

    #[test]
    fn a_very_long_address_is_refused() {
        let long = format!("anna@{}.org", "a.".repeat(200));
        assert_eq!(EmailAddress::parse(&long), Err(EmailAddressError::Malformed));
    }

    #[test]
    fn letter_case_does_not_matter() {
        let key = |text| EmailAddress::parse(text).unwrap().comparison_key().to_owned();
        assert_eq!(key("Anna@Example.org"), key("anna@example.ORG"));
    }

    #[rstest]
    #[case("+39 011 123 4567", true)]
    #[case("(011) 123-4567", true)]
    #[case("(+39) 333 123.45/67", true)]
    #[case("tel:+39-333-1234567", true)]
    #[case("+39\u{A0}333\u{2011}1234567\u{200E}", true)]
    #[case("٠١١١٢٣٤٥٦", true)]
    #[case("＋３９ ０１１ １２３４５６", true)]
    #[case("011\t123456", true)]
    #[case("++39 011123456", false)]
    #[case("011+123456", false)]
    #[case("1234", false)]
    #[case("12345678901234567", false)]
    #[case("+39 011 call me", false)]
    #[case("+39\n011123456", false)]
    fn a_telephone_number_has_digits_and_some_punctuation(
        #[case] typed: &str,
        #[case] taken: bool,
    ) {
        assert_eq!(PhoneNumber::parse(typed).is_ok(), taken);
    }

    #[rstest]
    #[case("(+39)\u{202F}333\u{2013}1234567", "(+39) 333-1234567")]
    #[case("٠١١ ١٢٣٤٥٦", "011 123456")]
    #[case("tel:+390111234567", "+390111234567")]
    fn a_telephone_number_is_stored_in_ascii(#[case] typed: &str, #[case] ascii: &str) {
        assert_eq!(PhoneNumber::parse(typed).unwrap().as_str(), ascii);
    }
}

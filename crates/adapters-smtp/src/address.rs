//! Mailboxes of senders and recipients.

use azionelab_domain::EmailAddress;
use lettre::{
    Address,
    message::{
        Mailbox,
        header::{HeaderName, HeaderValue},
    },
};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a mailbox such as `tickets@example.org` or `Teatro Azione <tickets@example.org>`")]
pub struct SenderError;

/// The mailbox that letters come from.
#[derive(Clone)]
pub(crate) struct Sender(Mailbox);

impl Sender {
    /// Parses an address, or a name and an address.
    pub(crate) fn parse(from: &str) -> Result<Self, SenderError> {
        if from.contains(char::is_control) {
            return Err(SenderError);
        }
        let mailbox: Mailbox = from.trim().parse().map_err(|_| SenderError)?;
        let email = in_ascii(&mailbox.email).ok_or(SenderError)?;
        Ok(Self(Mailbox::new(mailbox.name, email)))
    }

    /// The mailbox with its own name, or else with the company's name.
    pub(crate) fn mailbox(&self, site_name: &str) -> Mailbox {
        let name = self.0.name.clone().or_else(|| Some(one_line(site_name)));
        Mailbox::new(name.filter(|name| !name.is_empty()), self.0.email.clone())
    }

    /// The host after the `@`.
    pub(crate) fn host(&self) -> &str {
        self.0.email.domain()
    }
}

/// The mailbox of a guest. `None` if SMTP can't express the address.
pub(crate) fn mailbox(name: &str, address: &str) -> Option<Mailbox> {
    let email = in_ascii(&address.parse().ok()?)?;
    Some(Mailbox::new(Some(one_line(name)).filter(|name| !name.is_empty()), email))
}

/// The mailbox of an address without a name.
pub(crate) fn bare_mailbox(address: &EmailAddress) -> Option<Mailbox> {
    mailbox("", address.as_str())
}

/// The address with its host in ASCII (RFC 5891), which every mail server supports. The part before
/// the `@` has no ASCII form, so it may need a server with SMTPUTF8 (RFC 6531).
fn in_ascii(address: &Address) -> Option<Address> {
    let host = idna::domain_to_ascii(address.domain()).ok()?;
    Address::new(address.user(), host).ok()
}

/// The recommended maximum length of a header line (RFC 5322, 2.1.1).
const MAX_LINE: usize = 78;

/// A header with one mailbox that has an ASCII name. `None` for other names, which lettre encodes
/// (RFC 2047). lettre writes `Anna.Rossi` without quotes, although a full stop needs a quoted
/// string (RFC 5322, 3.2.3 to 3.2.5), and some servers reject such a letter.
pub(crate) fn quoted_header(header: &'static str, mailbox: &Mailbox) -> Option<HeaderValue> {
    let name = mailbox.name.as_deref().filter(|name| is_printable_ascii(name))?;
    let written = quoted(name, &mailbox.email, header.len() + 2);
    let header = HeaderName::new_from_ascii_str(header);
    Some(HeaderValue::dangerous_new_pre_encoded(header, mailbox.to_string(), written))
}

/// Whether every character is allowed in a quoted string. Quotes and backslashes are escaped.
fn is_printable_ascii(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The name as a quoted string, and the address, folded at spaces. `used` is the length of the
/// first line so far.
fn quoted(name: &str, email: &Address, used: usize) -> String {
    let escaped = name.replace('\\', r"\\").replace('"', r#"\""#);
    let (mut written, mut length) = (String::from("\""), used + 1);
    for (place, word) in escaped.split(' ').enumerate() {
        if place > 0 && length + 1 + word.len() > MAX_LINE - 1 {
            written.push_str("\r\n");
            length = 0;
        }
        if place > 0 {
            written.push(' ');
            length += 1;
        }
        length += word.len();
        written.push_str(word);
    }
    written.push('"');
    let address = format!(" <{email}>");
    if length + 1 + address.len() > MAX_LINE {
        written.push_str("\r\n");
    }
    written.push_str(&address);
    written
}

/// The text on one line, without control characters, which could end a header early.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use lettre::message::header::Headers;
    use rstest::rstest;

    use super::*;

    #[test]
    fn a_sender_without_a_name_gets_the_name_of_the_company() {
        let sender = Sender::parse("tickets@example.org").unwrap();
        assert_eq!(sender.mailbox("Teatro\r\nAzione").name.as_deref(), Some("Teatro Azione"));
        assert_eq!(sender.mailbox("").name, None);
        assert_eq!(sender.host(), "example.org");
    }

    #[test]
    fn a_sender_keeps_its_own_name() {
        let sender = Sender::parse("Biglietteria <tickets@example.org>").unwrap();
        assert_eq!(sender.mailbox("Teatro Azione").name.as_deref(), Some("Biglietteria"));
    }

    #[test]
    fn a_malformed_sender_is_refused() {
        for bad in ["", "tickets", "tickets@", "a@example.org\r\nBcc: b@example.org"] {
            assert_eq!(Sender::parse(bad).err(), Some(SenderError), "{bad}");
        }
    }

    fn header(name: &str) -> Option<String> {
        let mailbox = Mailbox::new(Some(name.to_owned()), "anna@example.org".parse().unwrap());
        let value = quoted_header("To", &mailbox)?;
        let mut headers = Headers::new();
        headers.insert_raw(value);
        Some(headers.to_string())
    }

    #[rstest]
    #[case("Anna", r#"To: "Anna" <anna@example.org>"#)]
    #[case("Anna.Rossi", r#"To: "Anna.Rossi" <anna@example.org>"#)]
    #[case(".", r#"To: "." <anna@example.org>"#)]
    #[case("Rossi, Anna", r#"To: "Rossi, Anna" <anna@example.org>"#)]
    #[case(r#"Anna "la Nana""#, r#"To: "Anna \"la Nana\"" <anna@example.org>"#)]
    #[case(r"Anna\Bianchi\", r#"To: "Anna\\Bianchi\\" <anna@example.org>"#)]
    #[case("a@b <c>;:()[]", r#"To: "a@b <c>;:()[]" <anna@example.org>"#)]
    fn an_ascii_name_is_written_as_a_quoted_string(#[case] name: &str, #[case] written: &str) {
        assert_eq!(header(name).unwrap().trim_end(), written);
    }

    #[rstest]
    #[case("Anna Müller")]
    #[case("Anna\r\nBcc: all@example.org")]
    #[case("")]
    fn other_names_are_left_to_lettre(#[case] name: &str) {
        assert_eq!(header(name), None);
    }

    #[test]
    fn a_long_name_is_folded() {
        let name =
            "Compagnia Teatrale degli Amici della Stazione di Porta Nuova e dei Dintorni tutti";
        let header = header(name).unwrap();
        assert!(header.lines().all(|line| line.len() <= MAX_LINE), "{header}");
        assert!(header.replace("\r\n", "").contains(name), "{header}");
    }

    #[test]
    fn an_internationalized_host_is_written_in_ascii() {
        let mailbox = mailbox("Anna", "anna@città.example.it").unwrap();
        assert_eq!(mailbox.email.to_string(), "anna@xn--citt-3na.example.it");
    }
}

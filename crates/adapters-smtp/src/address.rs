//! Whom letters come from, and where they go.

use azionelab_domain::EmailAddress;
use lettre::{Address, message::Mailbox};
use thiserror::Error;

/// The text names no mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a mailbox such as `tickets@example.org` or `Teatro Azione <tickets@example.org>`")]
pub struct SenderError;

/// The mailbox that letters come from.
#[derive(Clone)]
pub(crate) struct Sender(Mailbox);

impl Sender {
    /// Reads a bare address, or one with a name before it.
    pub(crate) fn parse(from: &str) -> Result<Self, SenderError> {
        if from.contains(char::is_control) {
            return Err(SenderError);
        }
        let mailbox: Mailbox = from.trim().parse().map_err(|_| SenderError)?;
        let email = in_ascii(&mailbox.email).ok_or(SenderError)?;
        Ok(Self(Mailbox::new(mailbox.name, email)))
    }

    /// The mailbox, under the company's name unless it has a name of its own.
    pub(crate) fn mailbox(&self, site_name: &str) -> Mailbox {
        let name = self.0.name.clone().or_else(|| Some(one_line(site_name)));
        Mailbox::new(name.filter(|name| !name.is_empty()), self.0.email.clone())
    }

    /// The host after the `@`.
    pub(crate) fn host(&self) -> &str {
        self.0.email.domain()
    }
}

/// The mailbox of a guest; none if SMTP has no way to write the address down.
pub(crate) fn mailbox(name: &str, address: &str) -> Option<Mailbox> {
    let email = in_ascii(&address.parse().ok()?)?;
    Some(Mailbox::new(Some(one_line(name)).filter(|name| !name.is_empty()), email))
}

/// The mailbox of an address alone.
pub(crate) fn bare_mailbox(address: &EmailAddress) -> Option<Mailbox> {
    mailbox("", address.as_str())
}

/// The address with its host in ASCII (RFC 5891), which any mail server takes. What stands before
/// the `@` has no such form: it stays, and needs a server that speaks SMTPUTF8 (RFC 6531).
fn in_ascii(address: &Address) -> Option<Address> {
    let host = idna::domain_to_ascii(address.domain()).ok()?;
    Address::new(address.user(), host).ok()
}

/// The text on one line: no control character can end a header before its time.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_sender_goes_by_the_name_of_the_company() {
        let sender = Sender::parse("tickets@example.org").unwrap();
        assert_eq!(sender.mailbox("Teatro\r\nAzione").name.as_deref(), Some("Teatro Azione"));
        assert_eq!(sender.mailbox("").name, None);
        assert_eq!(sender.host(), "example.org");
    }

    #[test]
    fn a_sender_keeps_a_name_of_its_own() {
        let sender = Sender::parse("Biglietteria <tickets@example.org>").unwrap();
        assert_eq!(sender.mailbox("Teatro Azione").name.as_deref(), Some("Biglietteria"));
    }

    #[test]
    fn what_is_no_mailbox_sends_no_letters() {
        for bad in ["", "tickets", "tickets@", "a@example.org\r\nBcc: b@example.org"] {
            assert_eq!(Sender::parse(bad).err(), Some(SenderError), "{bad}");
        }
    }

    #[test]
    fn a_host_beyond_ascii_is_written_in_ascii() {
        let mailbox = mailbox("Anna", "anna@città.example.it").unwrap();
        assert_eq!(mailbox.email.to_string(), "anna@xn--citt-3na.example.it");
    }
}

//! The letter that tests the mail.

use super::{
    catalogue::{catalogue, fill},
    mime::Envelope,
    render_error, unsupported_address,
};
use crate::address::{self, Sender};
use azionelab_application::mail::MailFailure;
use azionelab_domain::{EmailAddress, Locale};
use jiff::Timestamp;
use lettre::{
    Message,
    message::{MultiPart, SinglePart},
};

/// The letter of `azionelab mail test`.
pub(crate) fn test_letter(
    sender: &Sender,
    to: &EmailAddress,
    site_name: &str,
    locale: Locale,
    now: Timestamp,
) -> Result<Message, MailFailure> {
    let to = address::bare_mailbox(to).ok_or_else(unsupported_address)?;
    let t = &catalogue(locale).test;
    let envelope = Envelope {
        id: format!("test-{}", now.as_microsecond()),
        to,
        site_name,
        site_email: "",
        subject: fill(&t.subject, &[("site", site_name)]),
        locale,
        written_at: now,
    };
    let text = SinglePart::plain(format!("{}\r\n\r\n{site_name}\r\n", t.text));
    envelope.build(MultiPart::mixed().singlepart(text), sender).map_err(|_| render_error())
}

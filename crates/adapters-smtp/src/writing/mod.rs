//! Renders letters as mail (RFC 5322, MIME).

mod catalogue;
mod mime;
mod page;
mod templates;
mod test_letter;
mod to_staff;
mod words;

#[cfg(test)]
mod tests;

use self::{mime::Envelope, page::Page, templates::Text};
use crate::address::{self, Sender};
use azionelab_application::mail::{Letter, MailFailure};
use azionelab_domain::PersonName;
use lettre::Message;

pub(crate) use self::{test_letter::test_letter, to_staff::write_to_staff};

/// The message of a letter. The same letter gives the same message, except for the boundaries
/// between its parts.
pub(crate) fn write(letter: &Letter, sender: &Sender) -> Result<Message, MailFailure> {
    let entry = &letter.entry;
    let email = entry.reservation.guest.email.as_ref().ok_or_else(no_address)?;
    let name = entry.verified_name().map_or("", PersonName::as_str);
    let to = address::mailbox(name, email.as_str()).ok_or_else(unsupported_address)?;
    let id = letter.id().to_string();
    let page = Page::of(letter, format!("qr-{id}@{}", sender.host()));
    let Text { plain, html } =
        templates::render(letter.kind(), &page).map_err(|_| render_error())?;
    let envelope = Envelope {
        id,
        to,
        site_name: &entry.site_name,
        site_email: &entry.site_email,
        subject: page.subject.clone(),
        locale: letter.locale(),
        written_at: letter.written_at,
    };
    let body = mime::body(plain, html, page.qr.as_deref(), letter);
    envelope.build(body, sender).map_err(|_| render_error())
}

fn no_address() -> MailFailure {
    MailFailure::Permanent("the party left no address".to_owned())
}

fn unsupported_address() -> MailFailure {
    MailFailure::Permanent("the address can't be written in SMTP".to_owned())
}

/// Should not happen: the templates are checked at compile time, and every header has a value.
fn render_error() -> MailFailure {
    MailFailure::Deferred("the letter could not be written".to_owned())
}

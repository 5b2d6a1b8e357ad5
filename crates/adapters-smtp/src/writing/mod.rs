//! Letters, written out as mail (RFC 5322, MIME).

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

/// The letter as it goes out. The same letter gives the same message but for the boundaries
/// between its parts.
pub(crate) fn write(letter: &Letter, sender: &Sender) -> Result<Message, MailFailure> {
    let entry = &letter.entry;
    let email = entry.reservation.guest.email.as_ref().ok_or_else(nowhere)?;
    let name = entry.proven_name().map_or("", PersonName::as_str);
    let to = address::mailbox(name, email.as_str()).ok_or_else(unsayable)?;
    let id = letter.id().to_string();
    let page = Page::of(letter, format!("qr-{id}@{}", sender.host()));
    let Text { plain, html } =
        templates::render(letter.kind(), letter.locale(), &page).map_err(|_| unwritten())?;
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
    envelope.seal(body, sender).map_err(|_| unwritten())
}

fn nowhere() -> MailFailure {
    MailFailure::Permanent("the party left no address".to_owned())
}

fn unsayable() -> MailFailure {
    MailFailure::Permanent("the address can't be written in SMTP".to_owned())
}

/// The templates were checked when the program was compiled, and every header has its value.
fn unwritten() -> MailFailure {
    MailFailure::PutOff("the letter could not be written".to_owned())
}

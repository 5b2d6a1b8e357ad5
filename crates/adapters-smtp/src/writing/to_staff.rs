//! Letters to staff.

use super::{
    catalogue::{Catalogue, Piece, ToStaff, catalogue, fill, pieces, plain},
    mime::Envelope,
    page::with_colon,
    render_error, unsupported_address,
    words::greeting,
};
use crate::address::{self, Sender, one_line};
use askama::Template;
use azionelab_application::{
    accounts::LinkPurpose,
    mail::{MailFailure, StaffLetter},
};
use lettre::{Message, message::MultiPart};

/// The data for the templates.
struct Page<'a> {
    /// The language as a BCP 47 tag.
    lang: &'static str,
    t: &'static Catalogue,
    /// The texts of the letter.
    words: &'static ToStaff,
    subject: String,
    greeting: String,
    /// With the secret.
    link: &'a str,
    site_name: &'a str,
    /// May be empty.
    site_email: &'a str,
}

impl Page<'_> {
    fn say(&self, text: &str) -> Vec<Piece> {
        pieces(text, |name| (name == "site").then(|| self.site_name.to_owned()))
    }

    fn plain(&self, text: &str) -> String {
        plain(self.say(text), &self.t.common.quoted)
    }

    fn before_link(&self, text: &str) -> String {
        with_colon(&self.plain(text))
    }
}

#[derive(Template)]
#[template(path = "staff.txt")]
struct Plain<'a> {
    page: &'a Page<'a>,
}

#[derive(Template)]
#[template(path = "staff.html")]
struct Html<'a> {
    page: &'a Page<'a>,
}

/// The message of a letter to staff.
pub(crate) fn write_to_staff(
    letter: &StaffLetter,
    sender: &Sender,
) -> Result<Message, MailFailure> {
    let notice = &letter.notice;
    let (member, locale) = (&notice.member, notice.locale);
    let to = address::mailbox(member.name.as_str(), member.email.as_str());
    let t = catalogue(locale);
    let words = match notice.purpose {
        LinkPurpose::Invitation => &t.invitation,
        LinkPurpose::PasswordReset => &t.password_reset,
    };
    let page = Page {
        lang: locale.tag(),
        t,
        words,
        subject: one_line(&fill(&words.subject, &[("site", &notice.site_name)])),
        greeting: greeting(t, Some(&member.name)),
        link: &letter.link,
        site_name: &notice.site_name,
        site_email: &notice.site_email,
    };
    let plain = Plain { page: &page }.render().map_err(|_| render_error())?;
    let html = Html { page: &page }.render().map_err(|_| render_error())?;
    let envelope = Envelope {
        id: notice.id.to_string(),
        to: to.ok_or_else(unsupported_address)?,
        site_name: &notice.site_name,
        site_email: &notice.site_email,
        subject: page.subject.clone(),
        locale,
        written_at: letter.written_at,
    };
    let body = MultiPart::alternative_plain_html(plain, html);
    envelope.build(body, sender).map_err(|_| render_error())
}

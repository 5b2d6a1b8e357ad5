//! Letters to staff.

use super::{mime::Envelope, render_error, templates::Text, unsupported_address};
use crate::address::{self, Sender, one_line};
use askama::Template;
use azionelab_application::{
    accounts::LinkPurpose,
    mail::{MailFailure, StaffLetter},
};
use azionelab_domain::Locale;
use lettre::{Message, message::MultiPart};

/// The texts of a letter.
struct Page<'a> {
    /// The language as a BCP 47 tag.
    lang: &'static str,
    subject: String,
    name: &'a str,
    /// With the secret.
    link: &'a str,
    site_name: &'a str,
    /// May be empty.
    site_email: &'a str,
}

/// The message of a letter to staff.
pub(crate) fn write_to_staff(
    letter: &StaffLetter,
    sender: &Sender,
) -> Result<Message, MailFailure> {
    let notice = &letter.notice;
    let (member, locale) = (&notice.member, notice.locale);
    let to = address::mailbox(member.name.as_str(), member.email.as_str());
    let page = Page {
        lang: locale.tag(),
        subject: one_line(&subject(notice.purpose, locale, &notice.site_name)),
        name: member.name.as_str(),
        link: &letter.link,
        site_name: &notice.site_name,
        site_email: &notice.site_email,
    };
    let Text { plain, html } = render(notice.purpose, locale, &page).map_err(|_| render_error())?;
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

fn subject(purpose: LinkPurpose, locale: Locale, site: &str) -> String {
    match (purpose, locale) {
        (LinkPurpose::Invitation, Locale::It) => format!("Il tuo account per il sito di {site}"),
        (LinkPurpose::Invitation, Locale::En) => format!("Your account for the website of {site}"),
        (LinkPurpose::PasswordReset, Locale::It) => format!("Scegli una nuova password: {site}"),
        (LinkPurpose::PasswordReset, Locale::En) => format!("Choose a new password: {site}"),
    }
}

macro_rules! templates {
    ($(($purpose:ident, $locale:ident): $plain:tt, $html:tt;)*) => {
        /// Renders the text of a letter.
        fn render(
            purpose: LinkPurpose,
            locale: Locale,
            page: &Page<'_>,
        ) -> Result<Text, askama::Error> {
            match (purpose, locale) {
                $((LinkPurpose::$purpose, Locale::$locale) => {
                    #[derive(Template)]
                    #[template(path = $plain)]
                    struct Plain<'a> {
                        page: &'a Page<'a>,
                    }

                    #[derive(Template)]
                    #[template(path = $html)]
                    struct Html<'a> {
                        page: &'a Page<'a>,
                    }

                    Ok(Text {
                        plain: Plain { page }.render()?,
                        html: Html { page }.render()?,
                    })
                })*
            }
        }
    };
}

templates! {
    (Invitation, It): "it/invitation.txt", "it/invitation.html";
    (PasswordReset, It): "it/password_reset.txt", "it/password_reset.html";
    (Invitation, En): "en/invitation.txt", "en/invitation.html";
    (PasswordReset, En): "en/password_reset.txt", "en/password_reset.html";
}

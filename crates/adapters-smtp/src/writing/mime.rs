//! The parts and the headers of a message.

use crate::address::{self, Sender};
use azionelab_application::mail::Letter;
use azionelab_domain::Locale;
use jiff::Timestamp;
use lettre::{
    Message,
    error::Error,
    message::{
        Attachment, Body, Mailbox, MessageBuilder, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};

/// The header fields of a message.
pub(super) struct Envelope<'a> {
    pub id: String,
    pub to: Mailbox,
    pub site_name: &'a str,
    pub site_email: &'a str,
    pub subject: String,
    pub locale: Locale,
    pub written_at: Timestamp,
}

impl Envelope<'_> {
    /// Builds the message.
    pub(super) fn build(self, body: MultiPart, sender: &Sender) -> Result<Message, Error> {
        let from = sender.mailbox(self.site_name);
        let company = address::mailbox(self.site_name, self.site_email);
        let quoted =
            [("From", Some(&from)), ("To", Some(&self.to)), ("Reply-To", company.as_ref())]
                .into_iter()
                .filter_map(|(name, mailbox)| address::quoted_header(name, mailbox?))
                .collect::<Vec<_>>();
        let mut message = Message::builder()
            .from(from)
            .to(self.to)
            .subject(address::one_line(&self.subject))
            .date(self.written_at.into())
            // A repeated message has the same id, so that it can be recognised.
            .message_id(Some(format!("<{}@{}>", self.id, sender.host())))
            // Prevents automatic answers (RFC 3834).
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", self.locale.tag()));
        if let Some(company) = company {
            message = message.reply_to(company);
        }
        quoted.into_iter().fold(message, MessageBuilder::raw_header).multipart(body)
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The text in both forms, with the attachments. The QR code is shown in the HTML text under the
/// content id `qr`, and is also attached for programs that show no HTML.
pub(super) fn body(plain: String, html: String, qr: Option<&str>, letter: &Letter) -> MultiPart {
    let plain = SinglePart::plain(plain);
    let html = SinglePart::html(html);
    let code = letter.entry.reservation.code;
    let image = qr.zip(letter.qr_code.as_ref()).map(|(id, png)| {
        (id, format!("{code}.png"), Body::new(png.clone()), content_type("image/png"))
    });
    let calendar = letter.calendar.as_ref().map(|calendar| {
        Attachment::new(format!("{code}.ics"))
            .body(calendar.clone(), content_type("text/calendar; method=PUBLISH; charset=utf-8"))
    });

    let alternatives = MultiPart::alternative().singlepart(plain);
    let text = match &image {
        None => alternatives.singlepart(html),
        Some((id, name, png, png_type)) => alternatives.multipart(
            MultiPart::related().singlepart(html).singlepart(
                Attachment::new_inline_with_name((*id).to_owned(), name.clone())
                    .body(png.clone(), png_type.clone()),
            ),
        ),
    };
    let attached = image.map(|(_, name, png, png_type)| Attachment::new(name).body(png, png_type));
    let attachments = attached.into_iter().chain(calendar).collect::<Vec<_>>();
    if attachments.is_empty() {
        return text;
    }
    attachments.into_iter().fold(MultiPart::mixed().multipart(text), MultiPart::singlepart)
}

fn content_type(text: &'static str) -> ContentType {
    text.parse().expect("the media type is valid")
}

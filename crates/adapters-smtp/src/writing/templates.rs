//! The templates. They are checked against [`Page`] at compile time.

use super::page::Page;
use askama::Template;
use azionelab_application::mail::MessageKind;
use azionelab_domain::Locale;

/// The text of a letter in both forms.
pub(super) struct Text {
    pub plain: String,
    pub html: String,
}

macro_rules! templates {
    ($(($kind:ident, $locale:ident): $plain:tt, $html:tt;)*) => {
        /// Renders the text of a letter.
        pub(super) fn render(
            kind: MessageKind,
            locale: Locale,
            page: &Page<'_>,
        ) -> Result<Text, askama::Error> {
            match (kind, locale) {
                $((MessageKind::$kind, Locale::$locale) => {
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
    (ConfirmYourSeats, It): "it/confirm_your_seats.txt", "it/confirm_your_seats.html";
    (YourTicket, It): "it/your_ticket.txt", "it/your_ticket.html";
    (CancelledByVisitor, It): "it/cancelled_by_visitor.txt", "it/cancelled_by_visitor.html";
    (CancelledByTheatre, It): "it/cancelled_by_theatre.txt", "it/cancelled_by_theatre.html";
    (CancelledByOffice, It): "it/cancelled_by_office.txt", "it/cancelled_by_office.html";
    (Transferred, It): "it/transferred.txt", "it/transferred.html";
    (SeatsChanged, It): "it/seats_changed.txt", "it/seats_changed.html";
    (Rescheduled, It): "it/rescheduled.txt", "it/rescheduled.html";
    (ConfirmYourSeats, En): "en/confirm_your_seats.txt", "en/confirm_your_seats.html";
    (YourTicket, En): "en/your_ticket.txt", "en/your_ticket.html";
    (CancelledByVisitor, En): "en/cancelled_by_visitor.txt", "en/cancelled_by_visitor.html";
    (CancelledByTheatre, En): "en/cancelled_by_theatre.txt", "en/cancelled_by_theatre.html";
    (CancelledByOffice, En): "en/cancelled_by_office.txt", "en/cancelled_by_office.html";
    (Transferred, En): "en/transferred.txt", "en/transferred.html";
    (SeatsChanged, En): "en/seats_changed.txt", "en/seats_changed.html";
    (Rescheduled, En): "en/rescheduled.txt", "en/rescheduled.html";
}

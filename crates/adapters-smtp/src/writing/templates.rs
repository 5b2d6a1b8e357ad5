//! The templates. They are checked against [`Page`] at compile time.

use super::{catalogue::Piece, page::Page};
use askama::Template;
use azionelab_application::mail::MessageKind;

/// The text of a letter in both forms.
pub(super) struct Text {
    pub plain: String,
    pub html: String,
}

macro_rules! templates {
    ($($kind:ident: $plain:tt, $html:tt;)*) => {
        /// Renders the text of a letter.
        pub(super) fn render(kind: MessageKind, page: &Page<'_>) -> Result<Text, askama::Error> {
            match kind {
                $(MessageKind::$kind => {
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
    ConfirmYourSeats: "confirm_your_seats.txt", "confirm_your_seats.html";
    YourTicket: "your_ticket.txt", "your_ticket.html";
    CancelledByVisitor: "cancelled_by_visitor.txt", "cancelled_by_visitor.html";
    CancelledByTheatre: "cancelled_by_theatre.txt", "cancelled_by_theatre.html";
    CancelledByOffice: "cancelled_by_office.txt", "cancelled_by_office.html";
    Transferred: "transferred.txt", "transferred.html";
    SeatsChanged: "seats_changed.txt", "seats_changed.html";
    Rescheduled: "rescheduled.txt", "rescheduled.html";
}

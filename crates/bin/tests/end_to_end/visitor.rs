//! The requests and messages of a visitor.

use mail_parser::{Message, MessageParser, MimeHeaders as _};
use serde_json::{Value, json};

use crate::{
    company::PERFORMANCE,
    program::{Place, Program, eventually},
};

/// The body of a booking.
pub fn request(address: &str, seats: u32) -> Value {
    json!({
        "name": "Ginevra Quattrocchi",
        "email": address,
        "seats": seats,
        "phone": "+39 011 5550199",
        "notes": "Veniamo col nonno sordo",
        "privacy_accepted": true,
    })
}

pub fn reservations(performance: &str) -> String {
    format!("/api/v1/performances/{performance}/reservations")
}

/// Books the usual performance.
pub fn book(program: &Program, address: &str, seats: u32) -> Value {
    program.post(&reservations(PERFORMANCE), &request(address, seats)).expect(201)
}

/// A message as a mail program shows it.
pub struct Letter {
    pub text: String,
    pub html: String,
    /// Name, type and content of each attachment.
    pub attachments: Vec<(String, String, Vec<u8>)>,
}

impl Letter {
    /// Waits for a message about a reservation and returns it, after skipping `earlier` older ones.
    /// Messages about other reservations may arrive at any time.
    pub fn about(place: &Place, booked: &Value, earlier: usize) -> Self {
        let code = booked["code"].as_str().unwrap();
        eventually("the message about the reservation", || {
            let letters = place.letters();
            letters
                .iter()
                .map(|raw| Self::read(raw))
                .filter(|it| it.text.contains(code))
                .nth(earlier)
        })
    }

    /// Waits for the first message to an address and returns it.
    pub fn to(place: &Place, address: &str) -> Self {
        eventually("the message to the address", || {
            place.letters().iter().find(|raw| raw.contains(address)).map(|raw| Self::read(raw))
        })
    }

    pub fn read(raw: &str) -> Self {
        let message: Message<'_> = MessageParser::default().parse(raw).unwrap();
        let attachments = message
            .attachments()
            .map(|part| {
                let of = part.content_type().unwrap();
                let kind = format!("{}/{}", of.ctype(), of.subtype().unwrap_or_default());
                let name = part.attachment_name().unwrap_or_default().to_owned();
                (name, kind, part.contents().to_vec())
            })
            .collect();
        Self {
            text: message.body_text(0).unwrap().into_owned(),
            html: message.body_html(0).unwrap_or_default().into_owned(),
            attachments,
        }
    }

    /// Returns the secret after the `#` of the link.
    pub fn secret(&self) -> String {
        self.behind("/reservation#")
    }

    /// Returns the secret of the link in a message to staff.
    pub fn staff_secret(&self) -> String {
        self.behind("/staff-link#")
    }

    fn behind(&self, page: &str) -> String {
        let (_, after) = self.text.split_once(page).expect("the message has a link");
        after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
    }

    pub fn attachment(&self, kind: &str) -> &[u8] {
        let found = self.attachments.iter().find(|(_, of, _)| of == kind);
        let names: Vec<_> = self.attachments.iter().map(|(name, of, _)| (name, of)).collect();
        &found.unwrap_or_else(|| panic!("no {kind} among {names:?}")).2
    }
}

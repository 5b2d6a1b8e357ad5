//! The secret in a message, and the ticket that is derived from it.
//!
//! Each message has its own secret. The ticket is a one-way function of the secret: a person who
//! sees the QR code can use it at the door but can't manage the reservation, and the holder's page
//! can always show the QR code again. The database stores only the hash of each.

use base64ct::{Base64UrlUnpadded, Encoding};
use core::fmt;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// Separates tickets from hashes for other purposes.
const TICKET_CONTEXT: &[u8] = b"azionelab/ticket/v1";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a valid secret")]
pub struct SecretError;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a valid ticket")]
pub struct TicketError;

fn decode(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    match Base64UrlUnpadded::decode(text, &mut bytes) {
        Ok(decoded) if decoded.len() == 32 => Some(bytes),
        _ => None,
    }
}

/// 256 random bits, known only to the mailbox that got the message. As text: 43 characters of
/// base64url (RFC 4648, section 5, without padding).
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// `bits` must come from a cryptographic random source.
    pub const fn from_random(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    pub fn parse(text: &str) -> Result<Self, SecretError> {
        decode(text).map(Self).ok_or(SecretError)
    }

    /// The secret as it appears in the link. It is confidential: it gives full control over the
    /// reservation.
    pub fn reveal(&self) -> String {
        Base64UrlUnpadded::encode_string(&self.0)
    }

    /// The SHA-256 of the secret, which the database stores.
    pub fn hash(&self) -> SecretHash {
        SecretHash(Sha256::digest(self.0).into())
    }

    /// The ticket for the QR code: HMAC-SHA-256 with the secret as its key.
    #[expect(clippy::missing_panics_doc, reason = "HMAC takes a key of any length (RFC 2104)")]
    pub fn ticket(&self) -> Ticket {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(TICKET_CONTEXT);
        Ticket(mac.finalize().into_bytes().into())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash([u8; 32]);

/// The content of a QR code. As text: 43 characters of base64url.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket([u8; 32]);

impl Ticket {
    /// Parses what a scanner sends: the token alone, or the whole address in the QR code
    /// (`…/t#token`).
    pub fn parse(text: &str) -> Result<Self, TicketError> {
        let text = text.trim();
        let token = text.rsplit_once("/t#").map_or(text, |(_, token)| token);
        decode(token).map(Self).ok_or(TicketError)
    }

    pub fn reveal(&self) -> String {
        Base64UrlUnpadded::encode_string(&self.0)
    }

    /// The SHA-256 of the ticket, which the database stores.
    pub fn hash(&self) -> TicketHash {
        TicketHash(Sha256::digest(self.0).into())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TicketHash([u8; 32]);

macro_rules! hash {
    ($name:ident) => {
        impl $name {
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }
    };
}

hash!(SecretHash);
hash!(TicketHash);

macro_rules! hidden {
    ($($name:ident),*) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        })*
    };
}

hidden!(Secret, SecretHash, Ticket, TicketHash);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_derivation_never_changes() {
        // Tickets that are already mailed must stay valid through every upgrade. OpenSSL computed
        // the expected values.
        let secret = Secret::from_random([7; 32]);
        assert_eq!(secret.reveal(), "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc");
        assert_eq!(secret.ticket().reveal(), "zCkozroLOjzxHpwQYZH14UcYzBbKNigoAAzN7eWUtzA");
        assert_eq!(
            Base64UrlUnpadded::encode_string(secret.hash().as_bytes()),
            "S7Bvjk46dxXSAdVz0KpCN2LlXavWGiwCJ4-lbMbSlOA"
        );
    }

    #[test]
    fn a_ticket_is_parsed_alone_or_in_its_address() {
        let ticket = Secret::from_random([1; 32]).ticket();
        let token = ticket.reveal();
        assert_eq!(Ticket::parse(&token), Ok(ticket.clone()));
        assert_eq!(Ticket::parse(&format!("https://x.example/t#{token}\n")), Ok(ticket));
    }

    #[test]
    fn a_truncated_or_foreign_text_is_refused() {
        let whole = Secret::from_random([9; 32]).reveal();
        for bad in [
            "",
            &whole[..42],
            &format!("{whole}A"),
            &format!("{whole}="),
            "…",
            &whole.replace('J', "+"),
        ] {
            assert_eq!(Secret::parse(bad), Err(SecretError), "{bad}");
        }
    }

    #[test]
    fn debug_output_shows_no_secret() {
        let secret = Secret::from_random([7; 32]);
        let shown = format!(
            "{secret:?} {:?} {:?} {:?}",
            secret.hash(),
            secret.ticket(),
            secret.ticket().hash()
        );
        assert_eq!(shown, "Secret(…) SecretHash(…) Ticket(…) TicketHash(…)");
    }

    proptest! {
        #[test]
        fn a_secret_can_be_parsed_from_its_link(bits: [u8; 32]) {
            let secret = Secret::from_random(bits);
            prop_assert_eq!(Secret::parse(&secret.reveal()), Ok(secret.clone()));
            prop_assert_ne!(secret.reveal(), secret.ticket().reveal());
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,80}") {
            let _ = (Secret::parse(&text), Ticket::parse(&text));
        }
    }
}

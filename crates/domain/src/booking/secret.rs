//! What proves a reservation: the secret in the mail, and the ticket derived from it.
//!
//! One secret a message. The ticket is derived from it one way, so that who sees the QR code can
//! be let in but can't manage the reservation, while the holder's page can always draw the code
//! again. The database stores only a hash of each.

use base64ct::{Base64UrlUnpadded, Encoding};
use core::fmt;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// What is mixed into the derivation, so that a ticket can't be mistaken for a hash made for
/// another purpose.
const TICKET_CONTEXT: &[u8] = b"azionelab/ticket/v1";

/// Why a secret was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a secret of ours")]
pub struct SecretError;

/// Why a ticket was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a ticket of ours")]
pub struct TicketError;

fn decode(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    match Base64UrlUnpadded::decode(text, &mut bytes) {
        Ok(decoded) if decoded.len() == 32 => Some(bytes),
        _ => None,
    }
}

/// 256 random bits that only the mailbox of one message has; base64url (RFC 4648, section 5,
/// without padding) in 43 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Takes 256 bits from a cryptographic random source.
    pub const fn from_random(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    /// Reads a secret from a link.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        decode(text).map(Self).ok_or(SecretError)
    }

    /// The text that goes into the link. Handle with care: whoever has it holds the reservation.
    pub fn reveal(&self) -> String {
        Base64UrlUnpadded::encode_string(&self.0)
    }

    /// What the database stores: SHA-256 of the secret.
    pub fn hash(&self) -> SecretHash {
        SecretHash(Sha256::digest(self.0).into())
    }

    /// The ticket that goes into the QR code: HMAC-SHA-256 with the secret as the key.
    #[expect(clippy::missing_panics_doc, reason = "HMAC takes a key of any length (RFC 2104)")]
    pub fn ticket(&self) -> Ticket {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(TICKET_CONTEXT);
        Ticket(mac.finalize().into_bytes().into())
    }
}

/// SHA-256 of a [`Secret`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash([u8; 32]);

/// What a QR code proves; base64url in 43 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket([u8; 32]);

impl Ticket {
    /// Reads a ticket as a scanner sends it: the bare token, or the whole address that the QR
    /// code holds (`…/t#token`).
    pub fn parse(text: &str) -> Result<Self, TicketError> {
        let text = text.trim();
        let token = text.rsplit_once("/t#").map_or(text, |(_, token)| token);
        decode(token).map(Self).ok_or(TicketError)
    }

    /// The text that goes into the QR code.
    pub fn reveal(&self) -> String {
        Base64UrlUnpadded::encode_string(&self.0)
    }

    /// What the database stores: SHA-256 of the ticket.
    pub fn hash(&self) -> TicketHash {
        TicketHash(Sha256::digest(self.0).into())
    }
}

/// SHA-256 of a [`Ticket`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TicketHash([u8; 32]);

macro_rules! hash {
    ($name:ident) => {
        impl $name {
            /// Takes a hash as the database stored it.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The 32 bytes of the hash.
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
        // Tickets already mailed must stay valid through every upgrade. The expected values were
        // computed with another implementation (OpenSSL).
        let secret = Secret::from_random([7; 32]);
        assert_eq!(secret.reveal(), "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc");
        assert_eq!(secret.ticket().reveal(), "zCkozroLOjzxHpwQYZH14UcYzBbKNigoAAzN7eWUtzA");
        assert_eq!(
            Base64UrlUnpadded::encode_string(secret.hash().as_bytes()),
            "S7Bvjk46dxXSAdVz0KpCN2LlXavWGiwCJ4-lbMbSlOA"
        );
    }

    #[test]
    fn a_ticket_is_read_bare_or_from_its_address() {
        let ticket = Secret::from_random([1; 32]).ticket();
        let token = ticket.reveal();
        assert_eq!(Ticket::parse(&token), Ok(ticket.clone()));
        assert_eq!(Ticket::parse(&format!("https://x.example/t#{token}\n")), Ok(ticket));
    }

    #[test]
    fn a_cut_or_foreign_text_is_no_secret() {
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
    fn debugging_shows_no_secret() {
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
        fn a_secret_survives_the_link(bits: [u8; 32]) {
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

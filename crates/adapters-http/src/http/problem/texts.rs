//! The titles and sentences of problems.

use super::ApiError;
use crate::texts::{self, fill};
use azionelab_domain::{Locale, UnconfirmedBy};
use serde::Deserialize;

/// The texts of a problem.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    title: String,
    text: String,
}

macro_rules! problems {
    ($($error:ident $name:ident,)*) => {
        /// The texts of all problems, by the name of the problem type.
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub(crate) struct Problems { $($name: Words),* }

        impl Problems {
            const fn of(&self, error: &ApiError) -> &Words {
                match error {
                    $(ApiError::$error { .. } => &self.$name),*
                }
            }
        }
    };
}

problems! {
    AddressTaken address_taken,
    AlreadyAdmitted already_admitted,
    AlreadyConfirmed already_confirmed,
    BookingClosed booking_closed,
    BookingNotOpen booking_not_open,
    Cancelled cancelled,
    CrossSite cross_site,
    EditedMeanwhile edited_meanwhile,
    Forbidden forbidden,
    ForeignHost foreign_host,
    HasPerformances has_performances,
    HasReservations has_reservations,
    HoldExpired hold_expired,
    IdempotencyMismatch idempotency_mismatch,
    IfMatchRequired if_match_required,
    Internal internal,
    LastAdministrator last_administrator,
    MalformedRequest malformed_request,
    MethodNotAllowed method_not_allowed,
    NoAddress no_address,
    NoSecret no_secret,
    NotConfirmed not_confirmed,
    NoTotp no_totp,
    NoTotpPrepared no_totp_prepared,
    NotFound not_found,
    NotInvited not_invited,
    NotSignedIn not_signed_in,
    OutsideDoorWindow outside_door_window,
    PerformanceCancelled performance_cancelled,
    RateLimited rate_limited,
    Renamed renamed,
    RequestTimeout request_timeout,
    SamePerformance same_performance,
    DataErased data_erased,
    SlugTaken slug_taken,
    SoldOut sold_out,
    TicketReplaced ticket_replaced,
    Timeout timeout,
    TooLarge too_large,
    TooLate too_late,
    TooMany too_many,
    TooManyReservations too_many_reservations,
    TooManyUnconfirmed too_many_unconfirmed,
    TotpRequired totp_required,
    Unavailable unavailable,
    UnknownLink unknown_link,
    UnknownReservation unknown_reservation,
    UnknownTicket unknown_ticket,
    UnreadableImage unreadable_image,
    UnsupportedImage unsupported_image,
    UnsupportedMediaType unsupported_media_type,
    Validation validation,
    WrongCredentials wrong_credentials,
    WrongPerformance wrong_performance,
}

impl ApiError {
    /// Returns the title and the detail.
    pub(crate) fn words(&self, locale: Locale) -> (&'static str, String) {
        let server = texts::server(locale);
        let Words { title, text } = server.problems.of(self);
        let text = match self {
            Self::SoldOut { available: 1 } => &server.seats_left.one,
            Self::SoldOut { available: 2.. } => &server.seats_left.other,
            Self::TooManyUnconfirmed { by: UnconfirmedBy::House, .. } => {
                &server.too_many_unconfirmed_for_performance
            }
            _ => text,
        };
        let gap = match self {
            Self::SoldOut { available } => ("count", available.to_string()),
            Self::TooMany { remaining, .. } => ("remaining", remaining.to_string()),
            Self::TooManyReservations { max } => ("max", max.to_string()),
            Self::TooManyUnconfirmed { retry_after, .. } => {
                ("minutes", retry_after.div_ceil(60).to_string())
            }
            Self::RateLimited { retry_after } => ("seconds", retry_after.to_string()),
            _ => return (title, text.clone()),
        };
        (title, fill(text, &[(gap.0, &gap.1)]))
    }
}

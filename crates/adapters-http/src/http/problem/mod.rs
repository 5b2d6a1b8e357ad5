//! Errors of requests, answered as problem documents (RFC 9457).
//!
//! A handler returns an [`ApiError`]. The [edge](super::edge) writes it in the visitor's language,
//! as well as errors of the framework.

mod described_problems;
mod document;
mod field;
mod performance_link;
mod store;
mod texts;

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use azionelab_domain::{CheckInId, PersonName, ReservationId, Seats, Slug, UnconfirmedBy};
use http::StatusCode;
use jiff::Timestamp;

pub(crate) use self::{
    described_problems::{
        AccountProblems, BodyProblems, EditProblems, HolderProblems, NotFound, PictureProblems,
        QueryProblems, StaffProblems, UsualProblems, described,
    },
    document::Problem,
    field::{Fault, FieldFault},
    performance_link::PerformanceLink,
    texts::Problems,
};

/// The reason why a request failed.
#[derive(Clone)]
pub(crate) enum ApiError {
    /// Another account uses this address.
    AddressTaken,
    /// Somebody of the party has been admitted.
    AlreadyAdmitted(Box<Admitted>),
    AlreadyConfirmed,
    BookingClosed {
        closed_at: Timestamp,
    },
    BookingNotOpen {
        opens_at: Timestamp,
    },
    Cancelled {
        /// The name of the party, for the door.
        name: Option<PersonName>,
    },
    /// The request comes from another site's page.
    CrossSite,
    /// The thing was edited since the client read it.
    EditedMeanwhile,
    Forbidden,
    /// The request names a host that is not this site.
    ForeignHost,
    /// A show or venue with performances cannot be deleted.
    HasPerformances,
    /// A performance with reservations cannot be deleted.
    HasReservations,
    HoldExpired,
    IdempotencyMismatch,
    /// An edit without `If-Match`.
    IfMatchRequired,
    Internal,
    /// There would be no active administrator left.
    LastAdministrator,
    MalformedRequest,
    MethodNotAllowed,
    /// The guest left no e-mail address.
    NoAddress,
    NoSecret,
    NotConfirmed(Option<Box<Unconfirmed>>),
    /// The account has no authenticator app.
    NoTotp,
    /// No authenticator app waits for its first code.
    NoTotpPrepared,
    NotFound,
    /// The account has a password or is deactivated.
    NotInvited,
    NotSignedIn,
    OutsideDoorWindow {
        opens_at: Timestamp,
        closes_at: Timestamp,
        can_override: bool,
    },
    PerformanceCancelled,
    /// The thing has this slug now.
    Renamed(Slug),
    RateLimited {
        /// In seconds.
        retry_after: u64,
    },
    /// The body arrived too slowly.
    RequestTimeout,
    /// The reservation is already for this performance.
    SamePerformance,
    /// The guest's data was erased.
    DataErased,
    /// Another thing uses this slug.
    SlugTaken,
    SoldOut {
        available: u32,
    },
    /// The guest has a newer ticket.
    TicketReplaced,
    /// The answer took too long.
    Timeout,
    TooLarge,
    TooLate {
        started_at: Timestamp,
    },
    TooMany {
        /// The name of the party, for the door.
        name: Option<PersonName>,
        remaining: u32,
    },
    TooManyReservations {
        max: u16,
    },
    /// Too many seats are not confirmed yet.
    TooManyUnconfirmed {
        by: UnconfirmedBy,
        /// In seconds.
        retry_after: u64,
    },
    TotpRequired,
    Unavailable,
    /// A link from a mail to staff that is unknown, used or expired.
    UnknownLink,
    UnknownReservation,
    UnknownTicket,
    /// A picture that is damaged or too large to decode.
    UnreadableImage,
    /// A body that is not declared as a supported picture type.
    UnsupportedImage,
    UnsupportedMediaType,
    Validation(Vec<FieldFault>),
    WrongCredentials,
    WrongPerformance {
        of: Option<Box<PerformanceLink>>,
        name: Option<PersonName>,
    },
}

/// A party whose reservation is not confirmed.
#[derive(Clone)]
pub(crate) struct Unconfirmed {
    pub name: PersonName,
    pub reservation: ReservationId,
    pub seats: Seats,
    /// The seats that are left.
    pub available: u32,
    pub can_confirm: bool,
}

/// The people of a party who were admitted before.
#[derive(Clone)]
pub(crate) struct Admitted {
    /// How many people are inside.
    pub inside: u32,
    pub name: Option<PersonName>,
    pub at: Option<Timestamp>,
    pub venue: Option<String>,
    pub by: Option<PersonName>,
    pub reservation: Option<ReservationId>,
    /// The latest check-in.
    pub check_in: Option<CheckInId>,
}

impl ApiError {
    /// The error of one field.
    pub fn field(field: &'static str, fault: Fault) -> Self {
        Self::Validation(vec![FieldFault { field: field.into(), fault }])
    }

    /// The status of the answer and the name of the problem type.
    pub const fn kind(&self) -> (StatusCode, &'static str) {
        match self {
            Self::AddressTaken => (StatusCode::CONFLICT, "address-taken"),
            Self::AlreadyAdmitted(_) => (StatusCode::CONFLICT, "already-admitted"),
            Self::AlreadyConfirmed => (StatusCode::CONFLICT, "already-confirmed"),
            Self::BookingClosed { .. } => (StatusCode::CONFLICT, "booking-closed"),
            Self::BookingNotOpen { .. } => (StatusCode::CONFLICT, "booking-not-open"),
            Self::Cancelled { .. } => (StatusCode::CONFLICT, "cancelled"),
            Self::CrossSite => (StatusCode::FORBIDDEN, "cross-site"),
            Self::EditedMeanwhile => (StatusCode::PRECONDITION_FAILED, "edited-meanwhile"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Self::ForeignHost => (StatusCode::MISDIRECTED_REQUEST, "foreign-host"),
            Self::HasPerformances => (StatusCode::CONFLICT, "has-performances"),
            Self::HasReservations => (StatusCode::CONFLICT, "has-reservations"),
            Self::HoldExpired => (StatusCode::CONFLICT, "hold-expired"),
            Self::IdempotencyMismatch => (StatusCode::UNPROCESSABLE_ENTITY, "idempotency-mismatch"),
            Self::IfMatchRequired => (StatusCode::PRECONDITION_REQUIRED, "if-match-required"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
            Self::LastAdministrator => (StatusCode::CONFLICT, "last-administrator"),
            Self::MalformedRequest => (StatusCode::BAD_REQUEST, "malformed-request"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed"),
            Self::NoAddress => (StatusCode::CONFLICT, "no-address"),
            Self::NoSecret => (StatusCode::UNAUTHORIZED, "no-secret"),
            Self::NotConfirmed(_) => (StatusCode::CONFLICT, "not-confirmed"),
            Self::NoTotp => (StatusCode::CONFLICT, "no-totp"),
            Self::NoTotpPrepared => (StatusCode::CONFLICT, "no-totp-prepared"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Self::NotInvited => (StatusCode::CONFLICT, "not-invited"),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not-signed-in"),
            Self::OutsideDoorWindow { .. } => (StatusCode::CONFLICT, "outside-door-window"),
            Self::PerformanceCancelled => (StatusCode::CONFLICT, "performance-cancelled"),
            Self::RateLimited { .. } => (StatusCode::TOO_MANY_REQUESTS, "rate-limited"),
            Self::Renamed(_) => (StatusCode::PERMANENT_REDIRECT, "renamed"),
            Self::RequestTimeout => (StatusCode::REQUEST_TIMEOUT, "request-timeout"),
            Self::SamePerformance => (StatusCode::CONFLICT, "same-performance"),
            Self::DataErased => (StatusCode::CONFLICT, "data-erased"),
            Self::SlugTaken => (StatusCode::CONFLICT, "slug-taken"),
            Self::SoldOut { .. } => (StatusCode::CONFLICT, "sold-out"),
            Self::TicketReplaced => (StatusCode::NOT_FOUND, "ticket-replaced"),
            Self::Timeout => (StatusCode::GATEWAY_TIMEOUT, "timeout"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            Self::TooLate { .. } => (StatusCode::CONFLICT, "too-late"),
            Self::TooMany { .. } => (StatusCode::CONFLICT, "too-many"),
            Self::TooManyReservations { .. } => (StatusCode::CONFLICT, "too-many-reservations"),
            Self::TooManyUnconfirmed { .. } => (StatusCode::CONFLICT, "too-many-unconfirmed"),
            Self::TotpRequired => (StatusCode::UNAUTHORIZED, "totp-required"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Self::UnknownLink => (StatusCode::NOT_FOUND, "unknown-link"),
            Self::UnknownReservation => (StatusCode::NOT_FOUND, "unknown-reservation"),
            Self::UnknownTicket => (StatusCode::NOT_FOUND, "unknown-ticket"),
            Self::UnreadableImage => (StatusCode::UNPROCESSABLE_ENTITY, "unreadable-image"),
            Self::UnsupportedImage => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-image"),
            Self::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type")
            }
            Self::Validation(_) => (StatusCode::UNPROCESSABLE_ENTITY, "validation"),
            Self::WrongCredentials => (StatusCode::UNAUTHORIZED, "wrong-credentials"),
            Self::WrongPerformance { .. } => (StatusCode::CONFLICT, "wrong-performance"),
        }
    }

    /// The problem for a plain error status of the framework.
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Self::RequestTimeout,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::GATEWAY_TIMEOUT => Self::Timeout,
            StatusCode::SERVICE_UNAVAILABLE => Self::Unavailable,
            StatusCode::FORBIDDEN => Self::CrossSite,
            status if status.is_client_error() => Self::MalformedRequest,
            _ => Self::Internal,
        }
    }
}

impl IntoResponse for ApiError {
    /// Answers the bare status and attaches the error for the edge, which knows the language.
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.kind().0;
        response.extensions_mut().insert(self);
        response
    }
}

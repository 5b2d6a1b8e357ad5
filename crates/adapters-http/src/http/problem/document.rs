use super::PerformanceLink;
use super::{ApiError, field::FieldError};
use crate::http::time::Time;
use axum::response::Response;
use azionelab_domain::{CheckInId, Locale, PersonName, ReservationId, UnconfirmedBy};
use http::{HeaderMap, HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A problem document (RFC 9457). Besides the first four fields, each field is present only for the
/// problem types that its description names.
#[derive(Default, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// `/problems/` and the name of the problem type.
    #[serde(rename = "type")]
    #[schema(example = "/problems/sold-out")]
    type_: String,
    /// A short title in the requested language.
    title: &'static str,
    /// The HTTP status of the answer.
    status: u16,
    /// A sentence in the requested language.
    detail: String,
    /// `validation`: the errors, one for each invalid field.
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<Vec<FieldError>>,
    /// `sold-out`, `not-confirmed`: the seats that are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    available: Option<u32>,
    /// `too-many-reservations`: the maximum for one address.
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u16>,
    /// `booking-not-open`: when booking opens; `outside-door-window`: when the door window opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    opens_at: Option<Time>,
    /// `outside-door-window`: when the door window closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    closes_at: Option<Time>,
    /// `booking-closed`: when booking closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_at: Option<Time>,
    /// `too-late`: when the performance started.
    #[serde(skip_serializing_if = "Option::is_none")]
    started_at: Option<Time>,
    /// At the door: the name of the party.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// `already-admitted`: how many people of the party are inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    admitted: Option<u32>,
    /// `too-many`: how many people of the party are not inside yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining: Option<u32>,
    /// `already-admitted`: the time of the last check-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Time>,
    /// `already-admitted`: the venue of the last check-in.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// `already-admitted`: the member of staff who made the last check-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    /// `wrong-performance`: the performance that the ticket is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    performance: Option<PerformanceLink>,
    /// At the door: the party's reservation.
    #[serde(skip_serializing_if = "Option::is_none")]
    reservation_id: Option<Uuid>,
    /// `already-admitted`: the last check-in, for undoing it.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_check_in_id: Option<Uuid>,
    /// `not-confirmed`: the size of the party.
    #[serde(skip_serializing_if = "Option::is_none")]
    seats: Option<u16>,
    /// `not-confirmed`: whether there is room to confirm the party at the door.
    #[serde(skip_serializing_if = "Option::is_none")]
    can_confirm: Option<bool>,
    /// `outside-door-window`: whether this member of staff may admit the party anyway.
    #[serde(skip_serializing_if = "Option::is_none")]
    can_override: Option<bool>,
    /// `too-many-unconfirmed`: whose unconfirmed seats are too many, `client`, `network` or
    /// `house`.
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'static str>,
    /// `rate-limited`, `too-many-unconfirmed`: how many seconds to wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

impl Problem {
    pub fn new(error: &ApiError, locale: Locale) -> Self {
        let (status, name) = error.kind();
        let (title, detail) = error.words(locale);
        let problem = Self {
            type_: format!("/problems/{name}"),
            title,
            status: status.as_u16(),
            detail,
            ..Self::default()
        };
        problem.with_members(error, locale)
    }

    fn with_members(self, error: &ApiError, locale: Locale) -> Self {
        match error {
            ApiError::Validation(faults) => Self {
                errors: Some(faults.iter().map(|fault| fault.written(locale)).collect()),
                ..self
            },
            ApiError::SoldOut { available } => Self { available: Some(*available), ..self },
            ApiError::TooManyReservations { max } => Self { max: Some(*max), ..self },
            ApiError::BookingNotOpen { opens_at } => {
                Self { opens_at: Some((*opens_at).into()), ..self }
            }
            ApiError::BookingClosed { closed_at } => {
                Self { closed_at: Some((*closed_at).into()), ..self }
            }
            ApiError::OutsideDoorWindow { opens_at, closes_at, can_override } => Self {
                opens_at: Some((*opens_at).into()),
                closes_at: Some((*closes_at).into()),
                can_override: Some(*can_override),
                ..self
            },
            ApiError::TooLate { started_at } => {
                Self { started_at: Some((*started_at).into()), ..self }
            }
            ApiError::TooMany { name, remaining } => {
                Self { name: named(name.as_ref()), remaining: Some(*remaining), ..self }
            }
            ApiError::AlreadyAdmitted(before) => Self {
                name: before.name.as_ref().map(|name| name.as_str().to_owned()),
                admitted: Some(before.inside),
                at: before.at.map(Time::from),
                place: before.venue.clone(),
                by: before.by.as_ref().map(|name| name.as_str().to_owned()),
                reservation_id: before.reservation.map(ReservationId::uuid),
                last_check_in_id: before.check_in.map(CheckInId::uuid),
                ..self
            },
            ApiError::Cancelled { name } => Self { name: named(name.as_ref()), ..self },
            ApiError::NotConfirmed(Some(party)) => Self {
                name: named(Some(&party.name)),
                reservation_id: Some(party.reservation.uuid()),
                seats: Some(party.seats.get()),
                available: Some(party.available),
                can_confirm: Some(party.can_confirm),
                ..self
            },
            ApiError::WrongPerformance { of, name } => {
                Self { performance: of.as_deref().cloned(), name: named(name.as_ref()), ..self }
            }
            ApiError::TooManyUnconfirmed { by, retry_after } => Self {
                scope: Some(match by {
                    UnconfirmedBy::Client => "client",
                    UnconfirmedBy::Network => "network",
                    UnconfirmedBy::House => "house",
                }),
                retry_after: Some(*retry_after),
                ..self
            },
            ApiError::RateLimited { retry_after } => {
                Self { retry_after: Some(*retry_after), ..self }
            }
            _ => self,
        }
    }
}

fn named(name: Option<&PersonName>) -> Option<String> {
    name.map(|name| name.as_str().to_owned())
}

impl ApiError {
    /// Turns the answer into this problem's document, whatever its content was.
    pub fn write_into(&self, response: &mut Response, locale: Locale) {
        let document = serde_json::to_vec(&Problem::new(self, locale)).unwrap_or_default();
        *response.body_mut() = document.into();
        *response.status_mut() = self.kind().0;
        let headers = response.headers_mut();
        // The old body's length no longer applies.
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
        headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        self.say_when_to_come_back(headers);
        if matches!(self, Self::NoSecret) {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
    }

    /// Sets `Retry-After` if the time is known.
    pub fn say_when_to_come_back(&self, headers: &mut HeaderMap) {
        match self {
            Self::RateLimited { retry_after } | Self::TooManyUnconfirmed { retry_after, .. } => {
                headers.insert(header::RETRY_AFTER, (*retry_after).into());
            }
            Self::Unavailable => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
            }
            _ => {}
        }
    }
}

//! Recognises a repeated booking.

use super::Check;
use crate::http::problem::Fault;
use azionelab_domain::{
    AttemptKey, AttemptKeyError, Fingerprint, Guest, Locale, MultilineText, PersonName,
    PhoneNumber, Seats,
};
use http::{HeaderMap, HeaderValue};

const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// Reads the `Idempotency-Key`, if the request has one.
pub(crate) fn attempt_key(headers: &HeaderMap) -> Result<Option<AttemptKey>, AttemptKeyError> {
    let read = |value: &HeaderValue| AttemptKey::parse(value.to_str().unwrap_or_default());
    headers.get(IDEMPOTENCY_KEY).map(read).transpose()
}

/// The same, with an error in `check` if the key is not valid.
pub(crate) fn checked_attempt_key(headers: &HeaderMap, check: &mut Check) -> Option<AttemptKey> {
    attempt_key(headers).unwrap_or_else(|_| {
        check.note(IDEMPOTENCY_KEY, Fault::Invalid);
        None
    })
}

/// Computed from parsed values, so a retry with other white space counts as the same attempt.
/// `locale` is the language that the request names, if it names one.
pub(crate) fn fingerprint(guest: &Guest, seats: Seats, locale: Option<Locale>) -> Fingerprint {
    let needs = guest.access_needs.iter().map(|need| need.as_str()).collect::<Vec<_>>().join(",");
    Fingerprint::of(&[
        guest.name.as_ref().map_or("", PersonName::as_str),
        guest.email_key().unwrap_or_default(),
        &seats.to_string(),
        guest.phone.as_ref().map_or("", PhoneNumber::as_str),
        guest.notes.as_ref().map_or("", MultilineText::as_str),
        &needs,
        locale.map_or("", Locale::tag),
    ])
}

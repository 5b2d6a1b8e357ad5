use super::view::Booked;
use crate::http::{
    extract::{
        Body, Check, Given, Segment, Unknown, access_needs, checked_attempt_key, fingerprint,
        parsed, phone, seats,
    },
    language,
    limits::MayBook,
    problem::{ApiError, BodyProblems, Fault, Problem, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_application::booking::BookRequest;
use azionelab_domain::{EmailAddress, Guest, Locale, MultilineText, PerformanceId, PersonName};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

/// A visitor's booking.
#[derive(Deserialize, ToSchema)]
#[schema(as = BookingRequest)]
pub(crate) struct BookingBody {
    /// The name on the door list: one line of 1 to 100 characters, without web or e-mail addresses.
    #[serde(default)]
    #[schema(value_type = String, required, min_length = 1, max_length = 100, example = "Anna Bianchi")]
    name: Given<String>,
    /// The address that the confirmation link and the ticket are mailed to.
    #[serde(default)]
    #[schema(value_type = String, required, format = Email, max_length = 254, example = "anna@example.org")]
    email: Given<String>,
    /// The size of the party, at most `max_seats` of the performance.
    #[serde(default)]
    #[schema(value_type = u16, required, minimum = 1, maximum = 1000, example = 2)]
    seats: Given<Number>,
    /// 5 to 15 digits, optionally after a `+`, with spaces and `-./()` between them.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 30)]
    phone: Given<String>,
    /// Anything the theatre should know.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000)]
    notes: Given<String>,
    /// The access needs of the party.
    #[serde(default)]
    #[schema(value_type = Option<Vec<crate::http::labels::AccessNeed>>)]
    access_needs: Given<Vec<String>>,
    /// The language of the mail; by default the one that `Accept-Language` prefers, or Italian.
    #[serde(default)]
    #[schema(value_type = Option<crate::http::labels::Locale>)]
    locale: Given<String>,
    /// Must be true: the visitor has accepted the privacy notice.
    #[serde(default)]
    #[schema(value_type = bool, required, example = true)]
    privacy_accepted: Given<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl BookingBody {
    fn read(
        self,
        performance: PerformanceId,
        headers: &HeaderMap,
    ) -> Result<BookRequest, ApiError> {
        let mut check = Check::new(self.unknown);
        let name = check.required("name", self.name, |name| PersonName::parse_from_visitor(&name));
        let email = check.required("email", self.email, |email| EmailAddress::parse(&email));
        let seats = check.required("seats", self.seats, |number| seats(&number));
        let phone = check.text("phone", self.phone, phone);
        let notes = check.text("notes", self.notes, MultilineText::parse);
        let access_needs =
            check.optional("access_needs", self.access_needs, |needs| access_needs(&needs));
        let locale = check.text("locale", self.locale, parsed::<Locale>);
        check.required("privacy_accepted", self.privacy_accepted, |accepted| {
            if accepted { Ok(()) } else { Err(Fault::Required) }
        });
        let key = checked_attempt_key(headers, &mut check);
        let access_needs = access_needs.unwrap_or_default();
        let locale_or_default = locale.unwrap_or_else(|| language::of_visitor(headers));
        let read = name.zip(email).zip(seats).map(|((name, email), seats)| {
            let guest = Guest {
                name: Some(name),
                email: Some(email),
                phone,
                notes,
                access_needs,
                locale: locale_or_default,
            };
            let attempt = key.map(|key| (key, fingerprint(&guest, seats, locale)));
            BookRequest { performance, guest, seats, attempt, from: None, letter_delay: None }
        });
        check.done(read)
    }
}

/// Holds seats and mails the link that confirms them.
#[utoipa::path(
    post,
    path = "/api/v1/performances/{id}/reservations",
    tag = "booking",
    params(
        ("id" = Uuid, Path, description = "The performance"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 255 printable ASCII characters that identify this attempt. A retry with the same key books nothing more"),
    ),
    request_body = BookingBody,
    responses(
        BodyProblems,
        UsualProblems,
        (status = 201, description = "The seats are held until the visitor confirms", body = Booked),
        (status = 404, description = "`not-found`: there is no such performance", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`sold-out` (with `available`); `booking-closed`; `booking-not-open`; `performance-cancelled`; `too-many-reservations`; `too-many-unconfirmed` (with `scope` and `retry_after`): too many seats are not confirmed yet", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`validation`, with `errors`; `idempotency-mismatch`: the key was used with another body", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn book(
    State(app): State<Arc<App>>,
    Segment(performance): Segment<PerformanceId>,
    MayBook(from): MayBook,
    headers: HeaderMap,
    Body(body): Body<BookingBody>,
) -> Result<(StatusCode, Json<Booked>), ApiError> {
    let mut request = body.read(performance, &headers)?;
    request.from = from;
    let letter = match &request.guest.email {
        Some(email) => app.may_book_for(email, from)?,
        None => None,
    };
    request.letter_delay = app.letter_delay(letter).and_then(|wait| wait.try_into().ok());
    let booked = app
        .carry_out(|use_cases| async move { use_cases.booking.book.execute(request).await })
        .await?;
    app.letter_is_stored(letter);
    Ok((StatusCode::CREATED, Json(booked.into())))
}

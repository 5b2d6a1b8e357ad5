use crate::http::{
    extract::{Body, Check, Given, Unknown},
    limits::MayBook,
    problem::{ApiError, BodyProblems, Fault, UsualProblems},
    state::App,
};
use axum::extract::State;
use azionelab_application::booking::LinkRequest;
use azionelab_domain::{EmailAddress, ReservationCode};
use http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The reservation whose link is lost.
#[derive(Deserialize, ToSchema)]
#[schema(as = LostLink)]
pub(crate) struct LostLinkBody {
    /// The code of the reservation. Case, spaces and hyphens do not matter.
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 100, example = "K7QF3M")]
    code: Given<String>,
    /// The address that the reservation was booked with.
    #[serde(default)]
    #[schema(value_type = String, required, format = Email, max_length = 254, example = "anna@example.org")]
    email: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl LostLinkBody {
    fn read(self) -> Result<LinkRequest, ApiError> {
        let mut check = Check::new(self.unknown);
        let code = check.required("code", self.code, |code| {
            if code.trim().is_empty() {
                return Err(Fault::Required);
            }
            ReservationCode::parse(&code).map_err(|_| Fault::NoReservationCode)
        });
        let email = check.required("email", self.email, |email| EmailAddress::parse(&email));
        let read =
            code.zip(email).map(|(code, email)| LinkRequest { code, email, letter_delay: None });
        check.done(read)
    }
}

/// Mails a new link to the guest of a reservation.
///
/// A confirmed reservation gets its ticket, an unconfirmed one the link that confirms it. A
/// cancelled or past one gets nothing. Earlier links stay valid. The answer and its timing are the
/// same whether or not there is such a reservation.
#[utoipa::path(
    post,
    path = "/api/v1/reservations/link",
    operation_id = "mail_link",
    tag = "booking",
    request_body = LostLinkBody,
    responses(
        (status = 202, description = "The link is mailed soon, if the code and the address belong together"),
        BodyProblems,
        UsualProblems,
    )
)]
pub(crate) async fn mail_link(
    State(app): State<Arc<App>>,
    MayBook(from): MayBook,
    Body(body): Body<LostLinkBody>,
) -> Result<StatusCode, ApiError> {
    let mut request = body.read()?;
    let letter = app.may_book_for(&request.email, from)?;
    request.letter_delay = app.letter_delay(letter).and_then(|wait| wait.try_into().ok());
    app.letter_is_asked_for(letter);
    let found = app
        .carry_out(|use_cases| async move { use_cases.booking.mail_link.execute(request).await })
        .await?;
    if found {
        app.letter_is_written(letter);
    }
    Ok(StatusCode::ACCEPTED)
}

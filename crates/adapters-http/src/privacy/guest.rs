use super::view::{Erasure, PersonalData};
use crate::http::{
    extract::{Body, Check, Given, Staff, Unknown, parsed},
    problem::{ApiError, BodyProblems, Fault, Problem, StaffProblems, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_domain::{EmailAddress, ReservationId};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The maximum number of reservations in one request.
const MAX_CANCELLED: usize = 1_000;

/// The guest whose data is requested. The address is in the body because logs may contain paths and
/// queries.
#[derive(Deserialize, ToSchema)]
#[schema(as = PersonalDataRequest)]
pub(crate) struct PersonalDataBody {
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 254)]
    email: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl PersonalDataBody {
    fn read(self) -> Result<EmailAddress, ApiError> {
        let mut check = Check::new(self.unknown);
        let email = check.required("email", self.email, |email| EmailAddress::parse(&email));
        check.done(email)
    }
}

/// Exports everything that is stored about an address.
///
/// The audit records the export without the address.
#[utoipa::path(
    post,
    path = "/api/v1/admin/privacy/export",
    operation_id = "export_personal_data",
    tag = "office",
    security(("session" = [])),
    request_body = PersonalDataBody,
    responses(
        (status = 200, description = "The data; without reservations if nothing is stored", body = PersonalData),
        BodyProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn export(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Body(body): Body<PersonalDataBody>,
) -> Result<Json<PersonalData>, ApiError> {
    let address = body.read()?;
    let data = app.use_cases.privacy.export_guest.execute(Some(&who), &address).await?;
    Ok(Json(data.into()))
}

/// The guest whose data is erased.
#[derive(Deserialize, ToSchema)]
#[schema(as = ErasureRequest)]
pub(crate) struct ErasureBody {
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 254)]
    email: Given<String>,
    /// The ids of all coming reservations, from the export. The erasure cancels them. If there are
    /// others by now, nothing is erased.
    #[serde(default)]
    #[schema(value_type = Vec<Uuid>, required, max_items = 1000)]
    cancel: Given<Vec<String>>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl ErasureBody {
    fn read(self) -> Result<(EmailAddress, Vec<ReservationId>), ApiError> {
        let mut check = Check::new(self.unknown);
        let email = check.required("email", self.email, |email| EmailAddress::parse(&email));
        let cancel = check.required("cancel", self.cancel, |ids| read_ids(&ids));
        check.done(email.zip(cancel))
    }
}

fn read_ids(ids: &[String]) -> Result<Vec<ReservationId>, Fault> {
    if ids.len() > MAX_CANCELLED {
        return Err(Fault::Invalid);
    }
    ids.iter().map(|id| parsed(id)).collect()
}

/// Cancels the coming reservations of an address and erases its personal data.
///
/// Seats, times and check-ins of past performances stay, so that all figures stay the same. The
/// guest gets no mail. Repeating the request changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/privacy/erase",
    operation_id = "erase_personal_data",
    tag = "office",
    security(("session" = [])),
    request_body = ErasureBody,
    responses(
        (status = 200, body = Erasure),
        (status = 412, description = "`edited-meanwhile`: there is a coming reservation that the request does not name", body = Problem, content_type = "application/problem+json"),
        BodyProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn erase(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Body(body): Body<ErasureBody>,
) -> Result<Json<Erasure>, ApiError> {
    let (address, warned_of) = body.read()?;
    let erased = app
        .carry_out(|use_cases| async move {
            use_cases.privacy.erase_guest.execute(Some(&who), &address, &warned_of).await
        })
        .await?;
    Ok(Json(erased.into()))
}

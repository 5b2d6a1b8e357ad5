use super::staff_view::StaffAccount;
use crate::http::{
    extract::{Body, Check, Given, IfMatch, Segment, Staff, Unknown, parsed},
    pagination::List,
    problem::{
        ApiError, BodyProblems, EditProblems, NotFound, Problem, StaffProblems, UsualProblems,
    },
    state::App,
    tagged::Tagged,
};
use axum::{Json, extract::State};
use azionelab_application::accounts::{AccountEdit, NewInvitation};
use azionelab_domain::{EmailAddress, PersonName, Role, StaffId};
use http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Lists all members of staff by name, including deactivated ones.
#[utoipa::path(
    get,
    path = "/api/v1/admin/staff",
    operation_id = "staff",
    tag = "office",
    security(("session" = [])),
    responses((status = 200, body = List<StaffAccount>), StaffProblems, UsualProblems)
)]
pub(crate) async fn everybody(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
) -> Result<Json<List<StaffAccount>>, ApiError> {
    let everybody = app.use_cases.accounts.staff.everybody(&who).await?;
    Ok(Json(everybody.into_iter().map(StaffAccount::from).collect()))
}

/// Returns a member of staff.
#[utoipa::path(
    get,
    path = "/api/v1/admin/staff/{id}",
    operation_id = "staff_account",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The `id` from the list of staff")),
    responses(
        (status = 200, description = "With its version as `ETag`", body = StaffAccount),
        NotFound,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn one(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<StaffId>,
) -> Result<Tagged<StaffAccount>, ApiError> {
    Ok(app.use_cases.accounts.staff.one(&who, id).await?.into())
}

/// A new member of staff.
#[derive(Deserialize, ToSchema)]
#[schema(as = InvitationRequest)]
pub(crate) struct InvitationBody {
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 100)]
    name: Given<String>,
    /// The address to sign in with.
    #[serde(default)]
    #[schema(value_type = String, required)]
    email: Given<String>,
    #[serde(default)]
    #[schema(value_type = crate::http::labels::Role, required)]
    role: Given<String>,
    /// The language of mail to them; by default the language of the site.
    #[serde(default)]
    #[schema(value_type = Option<crate::http::labels::Locale>)]
    locale: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl InvitationBody {
    fn read(self) -> Result<NewInvitation, ApiError> {
        let mut check = Check::new(self.unknown);
        let name = check.required("name", self.name, |name| PersonName::parse(&name));
        let email = check.required("email", self.email, |email| EmailAddress::parse(&email));
        let role = check.required("role", self.role, |role| parsed::<Role>(&role));
        let locale = check.text("locale", self.locale, parsed);
        let read = name.zip(email).zip(role).map(|((name, email), role)| NewInvitation {
            name,
            email,
            role,
            locale: locale.unwrap_or_default(),
        });
        check.done(read)
    }
}

/// Creates an account and mails its owner a link to choose a password.
#[utoipa::path(
    post,
    path = "/api/v1/admin/staff",
    operation_id = "invite_staff",
    tag = "office",
    security(("session" = [])),
    request_body = InvitationBody,
    responses(
        (status = 201, description = "Created; with its version as `ETag`", body = StaffAccount),
        (status = 409, description = "`address-taken`", body = Problem, content_type = "application/problem+json"),
        BodyProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn invite(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Body(body): Body<InvitationBody>,
) -> Result<(StatusCode, Tagged<StaffAccount>), ApiError> {
    let invitation = body.read()?;
    let invited = app
        .edit(|use_cases| async move { use_cases.accounts.staff.invite(&who, invitation).await })
        .await?;
    Ok((StatusCode::CREATED, invited))
}

/// The name, address and role of a member of staff.
#[derive(Deserialize, ToSchema)]
#[schema(as = StaffAccountEdit)]
pub(crate) struct StaffEditBody {
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 100)]
    name: Given<String>,
    /// The address to sign in with; if absent, it stays as it is.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Email, max_length = 254)]
    email: Given<String>,
    #[serde(default)]
    #[schema(value_type = crate::http::labels::Role, required)]
    role: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl StaffEditBody {
    fn read(self) -> Result<AccountEdit, ApiError> {
        let mut check = Check::new(self.unknown);
        let name = check.required("name", self.name, |name| PersonName::parse(&name));
        let email = check.optional("email", self.email, |email| EmailAddress::parse(&email));
        let role = check.required("role", self.role, |role| parsed::<Role>(&role));
        check.done(name.zip(role).map(|(name, role)| AccountEdit { name, email, role }))
    }
}

/// Changes the name, address and role of a member of staff.
///
/// With another address, links that were mailed to the old one stop working. If the owner has not
/// chosen a password yet, the new address gets a new invitation.
#[utoipa::path(
    put,
    path = "/api/v1/admin/staff/{id}",
    operation_id = "edit_staff",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = Uuid, Path, description = "The `id` from the list of staff"),
        IfMatch,
    ),
    request_body = StaffEditBody,
    responses(
        (status = 200, description = "Saved; with its version as `ETag`", body = StaffAccount),
        NotFound,
        (status = 409, description = "`last-administrator`; `address-taken`: another account uses this address", body = Problem, content_type = "application/problem+json"),
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn edit(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<StaffId>,
    IfMatch(version): IfMatch,
    Body(body): Body<StaffEditBody>,
) -> Result<Tagged<StaffAccount>, ApiError> {
    let edit = body.read()?;
    app.edit(
        |use_cases| async move { use_cases.accounts.staff.edit(&who, id, version, edit).await },
    )
    .await
}

/// Mails a new invitation to a member of staff who has not chosen a password yet.
#[utoipa::path(
    post,
    path = "/api/v1/admin/staff/{id}/invitation",
    operation_id = "invite_staff_again",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The `id` from the list of staff")),
    responses(
        (status = 202, description = "Sent or queued"),
        NotFound,
        (status = 409, description = "`not-invited`: the account has a password or is deactivated", body = Problem, content_type = "application/problem+json"),
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn invite_again(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<StaffId>,
) -> Result<StatusCode, ApiError> {
    app.carry_out(|use_cases| async move { use_cases.accounts.staff.invite_again(&who, id).await })
        .await?;
    Ok(StatusCode::ACCEPTED)
}

/// Deactivates an account and ends its sessions.
///
/// Repeating the request changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/staff/{id}/deactivate",
    operation_id = "deactivate_staff",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = Uuid, Path, description = "The `id` from the list of staff"),
        IfMatch,
    ),
    responses(
        (status = 200, description = "Deactivated; with its version as `ETag`", body = StaffAccount),
        NotFound,
        (status = 409, description = "`last-administrator`", body = Problem, content_type = "application/problem+json"),
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn deactivate(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<StaffId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<StaffAccount>, ApiError> {
    app.edit(
        |use_cases| async move { use_cases.accounts.staff.deactivate(&who, id, version).await },
    )
    .await
}

/// Reactivates an account.
///
/// Repeating the request changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/staff/{id}/reactivate",
    operation_id = "reactivate_staff",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = Uuid, Path, description = "The `id` from the list of staff"),
        IfMatch,
    ),
    responses(
        (status = 200, description = "Reactivated; with its version as `ETag`", body = StaffAccount),
        NotFound,
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn reactivate(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<StaffId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<StaffAccount>, ApiError> {
    app.edit(
        |use_cases| async move { use_cases.accounts.staff.reactivate(&who, id, version).await },
    )
    .await
}

/// Removes the authenticator app of a member of staff who lost their phone, and ends their
/// sessions.
#[utoipa::path(
    delete,
    path = "/api/v1/admin/staff/{id}/totp",
    operation_id = "remove_staff_totp",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The `id` from the list of staff")),
    responses(
        (status = 200, description = "Removed; with its version as `ETag`", body = StaffAccount),
        NotFound,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn remove_totp(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<StaffId>,
) -> Result<Tagged<StaffAccount>, ApiError> {
    app.edit(|use_cases| async move { use_cases.accounts.staff.remove_totp(&who, id).await }).await
}

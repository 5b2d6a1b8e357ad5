use super::staff_view::StaffAccount;
use crate::http::{
    extract::{Body, Check, Given, IfMatch, Segment, Staff, Unknown},
    pagination::List,
    problem::{
        ApiError, BodyProblems, EditProblems, Fault, NotFound, Problem, StaffProblems,
        UsualProblems,
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

/// Everybody who works here or did, by name.
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

/// Somebody who works here, or did.
#[utoipa::path(
    get,
    path = "/api/v1/admin/staff/{id}",
    operation_id = "staff_account",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "As on the list")),
    responses(
        (status = 200, description = "With its `ETag`", body = StaffAccount),
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

/// Somebody who is to work here.
#[derive(Deserialize, ToSchema)]
#[schema(as = InvitationRequest)]
pub(crate) struct InvitationBody {
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 100)]
    name: Given<String>,
    /// The address that they are to sign in with.
    #[serde(default)]
    #[schema(value_type = String, required)]
    email: Given<String>,
    #[serde(default)]
    #[schema(value_type = crate::http::labels::Role, required)]
    role: Given<String>,
    /// The language that they are written to in; the company's own when it is not said.
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
        let role = check.required("role", self.role, |role| read_role(&role));
        let locale =
            check.text("locale", self.locale, |tag| tag.parse().map_err(|_| Fault::Invalid));
        let read = name.zip(email).zip(role).map(|((name, email), role)| NewInvitation {
            name,
            email,
            role,
            locale: locale.unwrap_or_default(),
        });
        check.done(read)
    }
}

fn read_role(role: &str) -> Result<Role, Fault> {
    role.parse().map_err(|_| Fault::Invalid)
}

/// Makes an account, and mails its owner a link to choose a password by.
#[utoipa::path(
    post,
    path = "/api/v1/admin/staff",
    operation_id = "invite_staff",
    tag = "office",
    security(("session" = [])),
    request_body = InvitationBody,
    responses(
        (status = 201, description = "With its `ETag`", body = StaffAccount),
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

/// What somebody is called, signs in with and is trusted with.
#[derive(Deserialize, ToSchema)]
#[schema(as = StaffAccountEdit)]
pub(crate) struct StaffEditBody {
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 100)]
    name: Given<String>,
    /// The one that they have when it is not said.
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
        let role = check.required("role", self.role, |role| read_role(&role));
        check.done(name.zip(role).map(|(name, role)| AccountEdit { name, email, role }))
    }
}

/// Changes what somebody is called, signs in with and is trusted with. Who has not chosen a password
/// yet is invited again at another address; links that were mailed to the old one no longer count.
#[utoipa::path(
    put,
    path = "/api/v1/admin/staff/{id}",
    operation_id = "edit_staff",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = Uuid, Path, description = "As on the list"),
        IfMatch,
    ),
    request_body = StaffEditBody,
    responses(
        (status = 200, description = "With its `ETag`", body = StaffAccount),
        NotFound,
        (status = 409, description = "`last-administrator`; `address-taken`: somebody signs in with it already", body = Problem, content_type = "application/problem+json"),
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

/// Mails another link to somebody who has not chosen a password yet.
#[utoipa::path(
    post,
    path = "/api/v1/admin/staff/{id}/invitation",
    operation_id = "invite_staff_again",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "As on the list")),
    responses(
        (status = 202, description = "Sent, or to be sent soon"),
        NotFound,
        (status = 409, description = "`not-invited`: they have a password, or were deactivated", body = Problem, content_type = "application/problem+json"),
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

/// Keeps somebody from signing in, and signs them out. Doing so again changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/staff/{id}/deactivate",
    operation_id = "deactivate_staff",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = Uuid, Path, description = "As on the list"),
        IfMatch,
    ),
    responses(
        (status = 200, description = "With its `ETag`", body = StaffAccount),
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

/// Lets somebody sign in again. Doing so again changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/staff/{id}/reactivate",
    operation_id = "reactivate_staff",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = Uuid, Path, description = "As on the list"),
        IfMatch,
    ),
    responses(
        (status = 200, description = "With its `ETag`", body = StaffAccount),
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

/// Lets somebody who has lost their phone sign in without it, and signs the phone out.
#[utoipa::path(
    delete,
    path = "/api/v1/admin/staff/{id}/totp",
    operation_id = "remove_staff_totp",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "As on the list")),
    responses(
        (status = 200, description = "With its `ETag`", body = StaffAccount),
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

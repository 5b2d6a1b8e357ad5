use super::account_view::StaffLink;
use crate::http::{
    extract::{Body, Check, Device, Given, Holder, StaffCookies, Unknown, chosen_password},
    limits::Client,
    problem::{ApiError, BodyProblems, Problem, UsualProblems},
    state::App,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use azionelab_application::accounts::ChosenPassword;
use azionelab_domain::EmailAddress;
use http::{StatusCode, header};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The account whose password is forgotten.
#[derive(Deserialize, ToSchema)]
#[schema(as = ForgottenPassword)]
pub(crate) struct ForgottenBody {
    /// The address of the account.
    #[serde(default)]
    #[schema(value_type = String, required, example = "door@example.org")]
    email: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl ForgottenBody {
    fn read(self) -> Result<EmailAddress, ApiError> {
        let mut check = Check::new(self.unknown);
        let email = check.required("email", self.email, |email| EmailAddress::parse(&email));
        check.done(email)
    }
}

/// Mails a link to choose a new password.
///
/// The answer and its timing are the same whether or not an account has this address.
#[utoipa::path(
    post,
    path = "/api/v1/password-reset",
    operation_id = "ask_password_reset",
    tag = "staff",
    request_body = ForgottenBody,
    responses(
        (status = 202, description = "The link is mailed soon, if such an account exists"),
        BodyProblems,
        UsualProblems,
    )
)]
pub(crate) async fn ask_reset(
    State(app): State<Arc<App>>,
    client: Client,
    Body(body): Body<ForgottenBody>,
) -> Result<StatusCode, ApiError> {
    let email = body.read()?;
    app.may_try(client)?;
    app.carry_out(
        |use_cases| async move { use_cases.accounts.staff_links.ask_reset(&email).await },
    )
    .await?;
    Ok(StatusCode::ACCEPTED)
}

/// Returns the purpose of a link and the account it belongs to.
#[utoipa::path(
    get,
    path = "/api/v1/staff-link",
    operation_id = "staff_link",
    tag = "staff",
    security(("staff_link" = [])),
    responses(
        (status = 200, body = StaffLink),
        (status = 401, description = "`no-secret`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`unknown-link`: the link has expired, was used, or never existed", body = Problem, content_type = "application/problem+json"),
        UsualProblems,
    )
)]
pub(crate) async fn see(
    State(app): State<Arc<App>>,
    Holder(secret): Holder,
) -> Result<Json<StaffLink>, ApiError> {
    Ok(Json(app.use_cases.accounts.staff_links.see(&secret).await?.into()))
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewPassword)]
pub(crate) struct NewPasswordBody {
    #[serde(default)]
    #[schema(value_type = String, required, format = Password, min_length = 10)]
    new_password: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl NewPasswordBody {
    fn read(self) -> Result<ChosenPassword, ApiError> {
        let mut check = Check::new(self.unknown);
        let chosen = check.required("new_password", self.new_password, chosen_password);
        check.done(chosen)
    }
}

/// Chooses a password with a link.
///
/// The link stops working and all sessions of the account end. The owner then signs in with the new
/// password.
#[utoipa::path(
    post,
    path = "/api/v1/staff-link",
    operation_id = "choose_password",
    tag = "staff",
    security(("staff_link" = [])),
    request_body = NewPasswordBody,
    responses(
        (status = 204, description = "Chosen; sets the cookie that identifies this browser"),
        (status = 401, description = "`no-secret`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`unknown-link`: the link has expired, was used, or never existed", body = Problem, content_type = "application/problem+json"),
        BodyProblems,
        UsualProblems,
    )
)]
pub(crate) async fn redeem(
    State(app): State<Arc<App>>,
    Holder(secret): Holder,
    device: Device,
    cookies: StaffCookies,
    Body(body): Body<NewPasswordBody>,
) -> Result<Response, ApiError> {
    let chosen = body.read()?;
    let redeemed = app
        .carry_out(|use_cases| async move {
            use_cases.accounts.staff_links.redeem(&secret, &chosen, device.token).await
        })
        .await?;
    let cookie = [(header::SET_COOKIE, cookies.device(&redeemed.device_token))];
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

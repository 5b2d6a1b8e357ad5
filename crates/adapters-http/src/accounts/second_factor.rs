use super::account_view::{RecoveryCodes, TotpSetup};
use crate::http::{
    extract::{Body, Check, Given, OwnSession, Unknown},
    problem::{AccountProblems, ApiError, BodyProblems, Problem, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_application::UseCases;
use http::StatusCode;
use secrecy::SecretString;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The account's password, as proof of identity.
#[derive(Deserialize, ToSchema)]
#[schema(as = Reauthentication)]
pub(crate) struct ReauthenticationBody {
    #[serde(default)]
    #[schema(value_type = String, required, format = Password)]
    password: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl ReauthenticationBody {
    fn read(self) -> Result<SecretString, ApiError> {
        let mut check = Check::new(self.unknown);
        let password = check.secret("password", self.password);
        check.done(password)
    }
}

/// A code from an authenticator app.
#[derive(Deserialize, ToSchema)]
#[schema(as = OneTimeCode)]
pub(crate) struct CodeBody {
    #[serde(default)]
    #[schema(value_type = String, required, example = "123456")]
    code: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl CodeBody {
    fn read(self) -> Result<SecretString, ApiError> {
        let mut check = Check::new(self.unknown);
        let code = check.secret("code", self.code);
        check.done(code)
    }
}

/// Prepares an authenticator app.
///
/// The app is active only after `PUT` has received a code from it.
#[utoipa::path(
    post,
    path = "/api/v1/account/totp",
    operation_id = "prepare_totp",
    tag = "staff",
    security(("session" = [])),
    request_body = ReauthenticationBody,
    responses(
        (status = 200, body = TotpSetup),
        BodyProblems,
        AccountProblems,
        UsualProblems,
    )
)]
pub(crate) async fn prepare(
    State(app): State<Arc<App>>,
    own: OwnSession,
    Body(body): Body<ReauthenticationBody>,
) -> Result<Json<TotpSetup>, ApiError> {
    let password = body.read()?;
    let attempt = app.may_reauthenticate(&own)?;
    let prepare = |use_cases: Arc<UseCases>| async move {
        use_cases.accounts.second_factor.prepare(&own.who, &password).await
    };
    let prepared = app.settle(attempt, app.carry_out(prepare).await)?;
    Ok(Json(prepared.into()))
}

/// Activates the prepared authenticator app and returns recovery codes.
///
/// It ends the account's other sessions. The recovery codes are never shown again.
#[utoipa::path(
    put,
    path = "/api/v1/account/totp",
    operation_id = "activate_totp",
    tag = "staff",
    security(("session" = [])),
    request_body = CodeBody,
    responses(
        (status = 200, body = RecoveryCodes),
        (status = 409, description = "`no-totp-prepared`", body = Problem, content_type = "application/problem+json"),
        BodyProblems,
        AccountProblems,
        UsualProblems,
    )
)]
pub(crate) async fn activate(
    State(app): State<Arc<App>>,
    OwnSession { who, token }: OwnSession,
    Body(body): Body<CodeBody>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let code = body.read()?;
    let activate = |use_cases: Arc<UseCases>| async move {
        use_cases.accounts.second_factor.activate(&who, &token, &code).await
    };
    let codes = app.carry_out(activate).await?;
    Ok(Json(codes.into()))
}

/// Removes the authenticator app and ends the account's other sessions.
///
/// Repeating the request changes nothing.
#[utoipa::path(
    delete,
    path = "/api/v1/account/totp",
    operation_id = "remove_totp",
    tag = "staff",
    security(("session" = [])),
    request_body = ReauthenticationBody,
    responses(
        (status = 204, description = "Removed; the password alone is enough to sign in"),
        BodyProblems,
        AccountProblems,
        UsualProblems,
    )
)]
pub(crate) async fn remove(
    State(app): State<Arc<App>>,
    own: OwnSession,
    Body(body): Body<ReauthenticationBody>,
) -> Result<StatusCode, ApiError> {
    let password = body.read()?;
    let attempt = app.may_reauthenticate(&own)?;
    let remove = |use_cases: Arc<UseCases>| async move {
        use_cases.accounts.second_factor.remove(&own.who, &own.token, &password).await
    };
    app.settle(attempt, app.carry_out(remove).await)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Creates new recovery codes. The earlier ones stop working.
#[utoipa::path(
    post,
    path = "/api/v1/account/recovery-codes",
    operation_id = "renew_recovery_codes",
    tag = "staff",
    security(("session" = [])),
    request_body = ReauthenticationBody,
    responses(
        (status = 200, body = RecoveryCodes),
        (status = 409, description = "`no-totp`", body = Problem, content_type = "application/problem+json"),
        BodyProblems,
        AccountProblems,
        UsualProblems,
    )
)]
pub(crate) async fn renew_codes(
    State(app): State<Arc<App>>,
    own: OwnSession,
    Body(body): Body<ReauthenticationBody>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let password = body.read()?;
    let attempt = app.may_reauthenticate(&own)?;
    let renew = |use_cases: Arc<UseCases>| async move {
        use_cases.accounts.second_factor.renew_codes(&own.who, &password).await
    };
    let codes = app.settle(attempt, app.carry_out(renew).await)?;
    Ok(Json(codes.into()))
}

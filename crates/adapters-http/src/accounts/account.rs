use super::account_view::{Account, AccountSession};
use crate::http::{
    extract::{
        Body, Check, Given, OwnSession, Segment, Staff, StaffCookies, Unknown, chosen_password,
    },
    pagination::List,
    problem::{AccountProblems, ApiError, BodyProblems, Problem, UsualProblems},
    state::App,
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use azionelab_application::accounts::ChosenPassword;
use azionelab_domain::SessionId;
use http::{StatusCode, header};
use secrecy::SecretString;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Returns the account of the signed-in member of staff.
#[utoipa::path(
    get,
    path = "/api/v1/account",
    tag = "staff",
    security(("session" = [])),
    responses((status = 200, body = Account), AccountProblems, UsualProblems)
)]
pub(crate) async fn account(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
) -> Result<Json<Account>, ApiError> {
    let account = app.use_cases.accounts.own_account.account(&who).await?;
    Ok(Json(Account::new(&who, account)))
}

#[derive(Deserialize, ToSchema)]
#[schema(as = PasswordChange)]
pub(crate) struct PasswordBody {
    #[serde(default)]
    #[schema(value_type = String, required, format = Password)]
    current_password: Given<String>,
    #[serde(default)]
    #[schema(value_type = String, required, format = Password, min_length = 10)]
    new_password: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl PasswordBody {
    fn read(self) -> Result<(SecretString, ChosenPassword), ApiError> {
        let mut check = Check::new(self.unknown);
        let current = check.secret("current_password", self.current_password);
        let chosen = check.required("new_password", self.new_password, chosen_password);
        check.done(current.zip(chosen))
    }
}

/// Changes the password of the signed-in member of staff and ends their other sessions.
#[utoipa::path(
    put,
    path = "/api/v1/account/password",
    tag = "staff",
    security(("session" = [])),
    request_body = PasswordBody,
    responses(
        (status = 204, description = "Changed"),
        BodyProblems,
        AccountProblems,
        UsualProblems,
    )
)]
pub(crate) async fn change_password(
    State(app): State<Arc<App>>,
    own: OwnSession,
    Body(body): Body<PasswordBody>,
) -> Result<StatusCode, ApiError> {
    let (current, chosen) = body.read()?;
    let attempt = app.may_reauthenticate(&own)?;
    let OwnSession { who, token } = own;
    let outcome = app
        .carry_out(|use_cases| async move {
            use_cases.accounts.change_password.execute(&who, &token, &current, &chosen).await
        })
        .await;
    app.settle(attempt, outcome)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the sessions of the signed-in member of staff, the most recently used first.
#[utoipa::path(
    get,
    path = "/api/v1/account/sessions",
    operation_id = "account_sessions",
    tag = "staff",
    security(("session" = [])),
    responses((status = 200, body = List<AccountSession>), AccountProblems, UsualProblems)
)]
pub(crate) async fn sessions(
    State(app): State<Arc<App>>,
    own: OwnSession,
) -> Result<Json<List<AccountSession>>, ApiError> {
    let sessions = app.use_cases.accounts.own_account.sessions(&own.who, &own.token).await?;
    Ok(Json(sessions.into_iter().map(AccountSession::from).collect()))
}

/// Ends one session of the signed-in member of staff.
#[utoipa::path(
    delete,
    path = "/api/v1/account/sessions/{id}",
    tag = "staff",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The `id` from the list of sessions")),
    responses(
        (status = 204, description = "Ended"),
        (status = 404, description = "`not-found`: the account has no such session", body = Problem, content_type = "application/problem+json"),
        AccountProblems,
        UsualProblems,
    )
)]
pub(crate) async fn end_session(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<SessionId>,
) -> Result<StatusCode, ApiError> {
    app.carry_out(|use_cases| async move { use_cases.accounts.end_sessions.one(&who, id).await })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all sessions of the signed-in member of staff, this one included.
#[utoipa::path(
    delete,
    path = "/api/v1/account/sessions",
    tag = "staff",
    security(("session" = [])),
    responses(
        (status = 204, description = "Signed out; the answer clears the session cookie"),
        AccountProblems,
        UsualProblems,
    )
)]
pub(crate) async fn end_sessions(
    State(app): State<Arc<App>>,
    cookies: StaffCookies,
    Staff(who): Staff,
) -> Result<Response, ApiError> {
    app.carry_out(
        |use_cases| async move { use_cases.accounts.end_sessions.everywhere(&who).await },
    )
    .await?;
    let cookie = [(header::SET_COOKIE, cookies.cleared_session())];
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

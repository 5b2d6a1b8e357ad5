use crate::http::{
    extract::{Body, Check, Device, Given, Staff, StaffCookies, Unknown},
    labels::Role,
    limits::{Attempt, Client},
    problem::{ApiError, BodyProblems, Fault, Problem, UsualProblems},
    state::App,
    time::Time,
};
use axum::{
    Json,
    extract::State,
    response::{AppendHeaders, IntoResponse, Response},
};
use azionelab_application::{
    UseCases,
    accounts::{SignInRequest, SignedIn, StaffMember},
};
use azionelab_domain::EmailAddress;
use http::{HeaderMap, StatusCode, header};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use uuid::Uuid;

/// The credentials of a member of staff.
#[derive(Deserialize, ToSchema)]
#[schema(as = Credentials)]
pub(crate) struct CredentialsBody {
    /// The address of the account.
    #[serde(default)]
    #[schema(value_type = String, required, example = "door@example.org")]
    email: Given<String>,
    #[serde(default)]
    #[schema(value_type = String, required, format = Password)]
    password: Given<String>,
    /// A one-time code or a recovery code, if the account has an authenticator app.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "123456")]
    totp: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl CredentialsBody {
    fn read(self, device: Device) -> Result<SignInRequest, ApiError> {
        let mut check = Check::new(self.unknown);
        // An invalid address takes as long to answer as an unknown one.
        let email = check.required("email", self.email, |email| {
            Ok::<_, Fault>(EmailAddress::parse(&email).ok())
        });
        let password = check.secret("password", self.password);
        let totp = check.text("totp", self.totp, |code| Ok::<_, Fault>(SecretString::from(code)));
        let read = email.zip(password);
        let Device { name: device, token: device_token } = device;
        check.done(read.map(|(email, password)| SignInRequest {
            email,
            password,
            totp,
            device,
            device_token,
        }))
    }
}

/// Whether mail is sent, or kept on this machine because no mail server is set.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MailFate {
    Sent,
    Kept,
}

impl From<&App> for MailFate {
    fn from(app: &App) -> Self {
        if app.keeps_mail { Self::Kept } else { Self::Sent }
    }
}

/// The signed-in member of staff, and what every staff page needs to know about the site.
#[derive(Serialize, ToSchema)]
pub(crate) struct Session {
    id: Uuid,
    name: String,
    email: String,
    role: Role,
    mail: MailFate,
    /// When the session ends, however often it is used; present only after signing in.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Time>,
}

impl Session {
    fn of(member: &StaffMember, app: &App) -> Self {
        Self {
            id: member.id.uuid(),
            name: member.name.as_str().to_owned(),
            email: member.email.as_str().to_owned(),
            role: member.role.into(),
            mail: app.into(),
            expires_at: None,
        }
    }

    fn begun(signed_in: &SignedIn, app: &App) -> Self {
        let expires_at = Some(signed_in.expires_at.into());
        Self { expires_at, ..Self::of(&signed_in.member, app) }
    }
}

/// Signs in.
///
/// The answer also sets a cookie that identifies this browser. A known browser is not slowed down
/// when somebody else guesses the account's password elsewhere.
#[utoipa::path(
    post,
    path = "/api/v1/session",
    tag = "staff",
    request_body = CredentialsBody,
    responses(
        (status = 200, description = "Signed in; sets the session cookie", body = Session),
        (status = 401, description = "`wrong-credentials`, also if the account does not exist; `totp-required`", body = Problem, content_type = "application/problem+json"),
        BodyProblems,
        UsualProblems,
    )
)]
pub(crate) async fn sign_in(
    State(app): State<Arc<App>>,
    client: Client,
    device: Device,
    cookies: StaffCookies,
    Body(body): Body<CredentialsBody>,
) -> Result<Response, ApiError> {
    let request = body.read(device)?;
    let Attempt { pending, place } = app.may_sign_in(client, &request).await?;
    let signing_in = |use_cases: Arc<UseCases>| async move {
        let _place = place;
        use_cases.accounts.sign_in.execute(request).await
    };
    let outcome = app.carry_out(signing_in).await;
    let signed_in = app.settle(pending, outcome)?;
    let set_cookies = AppendHeaders([
        (header::SET_COOKIE, cookies.session(&signed_in)),
        (header::SET_COOKIE, cookies.device(&signed_in.device_token)),
    ]);
    Ok((set_cookies, Json(Session::begun(&signed_in, &app))).into_response())
}

/// Returns the signed-in member of staff.
#[utoipa::path(
    get,
    path = "/api/v1/session",
    operation_id = "session",
    tag = "staff",
    security(("session" = [])),
    responses(
        (status = 200, body = Session),
        (status = 401, description = "`not-signed-in`", body = Problem, content_type = "application/problem+json"),
        UsualProblems,
    )
)]
pub(crate) async fn who(State(app): State<Arc<App>>, Staff(member): Staff) -> Json<Session> {
    Json(Session::of(&member, &app))
}

/// Signs out.
///
/// Repeating the request changes nothing.
#[utoipa::path(
    delete,
    path = "/api/v1/session",
    tag = "staff",
    security((), ("session" = [])),
    responses(
        (status = 204, description = "Signed out"),
        (status = 403, description = "`cross-site`", body = Problem, content_type = "application/problem+json"),
        UsualProblems,
    )
)]
pub(crate) async fn sign_out(
    State(app): State<Arc<App>>,
    cookies: StaffCookies,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    if let Some(token) = cookies.session_token(&headers) {
        app.use_cases.accounts.sign_out.execute(&token).await?;
    }
    let cookie = [(header::SET_COOKIE, cookies.cleared_session())];
    Ok((StatusCode::NO_CONTENT, cookie).into_response())
}

use super::StaffCookies;
use crate::http::{problem::ApiError, state::App};
use axum::extract::FromRequestParts;
use azionelab_application::accounts::StaffMember;
use azionelab_domain::Secret;
use http::request::Parts;
use std::sync::Arc;

/// The signed-in member of staff.
pub(crate) struct Staff(pub StaffMember);

impl FromRequestParts<Arc<App>> for Staff {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token = session_token(app, parts)?;
        let member = app.use_cases.accounts.who_is_signed_in.execute(&token).await?;
        let member = member.ok_or(ApiError::NotSignedIn)?;
        app.session_is_valid(&token);
        Ok(Self(member))
    }
}

/// The signed-in member of staff and the token of their session.
pub(crate) struct OwnSession {
    pub who: StaffMember,
    pub token: Secret,
}

impl FromRequestParts<Arc<App>> for OwnSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let Staff(who) = Staff::from_request_parts(parts, app).await?;
        let token = session_token(app, parts)?;
        Ok(Self { who, token })
    }
}

fn session_token(app: &App, parts: &Parts) -> Result<Secret, ApiError> {
    let headers = &parts.headers;
    StaffCookies::of(app, headers).session_token(headers).ok_or(ApiError::NotSignedIn)
}

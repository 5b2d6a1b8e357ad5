use crate::http::{labels::Role, time::Time};
use azionelab_application::accounts::{ListedSession, OwnAccount, PreparedTotp};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The account of the signed-in member of staff.
#[derive(Serialize, ToSchema)]
pub(crate) struct Account {
    id: Uuid,
    name: String,
    email: String,
    role: Role,
    /// Whether signing in needs a one-time code besides the password.
    has_totp: bool,
    /// The number of recovery codes that are not used yet.
    recovery_codes_left: u32,
}

impl Account {
    pub fn new(who: &azionelab_application::accounts::StaffMember, account: OwnAccount) -> Self {
        Self {
            id: who.id.uuid(),
            name: who.name.as_str().to_owned(),
            email: who.email.as_str().to_owned(),
            role: who.role.into(),
            has_totp: account.has_totp,
            recovery_codes_left: account.recovery_codes_left,
        }
    }
}

/// A session of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountSession {
    id: Uuid,
    created_at: Time,
    /// When the session was last used, to the minute.
    last_used_at: Time,
    /// When the session ends, however often it is used.
    expires_at: Time,
    /// Whether this request uses this session.
    is_current: bool,
    /// The browser and the operating system; empty if unknown.
    #[schema(example = "Firefox · Android")]
    device: String,
}

impl From<ListedSession> for AccountSession {
    fn from(ListedSession { session, is_current }: ListedSession) -> Self {
        Self {
            id: session.id.uuid(),
            created_at: session.created_at.into(),
            last_used_at: session.last_used_at.into(),
            expires_at: session.expires_at.into(),
            is_current,
            device: session.device.as_str().to_owned(),
        }
    }
}

/// The data to set up an authenticator app. The app is active only after it has shown a code.
#[derive(Serialize, ToSchema)]
pub(crate) struct TotpSetup {
    /// The secret in Base32, for typing.
    secret: String,
    /// The address that authenticator apps read.
    #[schema(example = "otpauth://totp/AzioneLab:door@example.org?secret=…&issuer=AzioneLab")]
    uri: String,
    /// `uri` as a QR code, an SVG image.
    qr_svg: String,
}

impl From<PreparedTotp> for TotpSetup {
    fn from(prepared: PreparedTotp) -> Self {
        Self {
            secret: prepared.secret.0.expose_secret().to_owned(),
            uri: prepared.uri.expose_secret().to_owned(),
            qr_svg: prepared.qr_svg.expose_secret().to_owned(),
        }
    }
}

/// Recovery codes. Each replaces a one-time code once. They are never shown again.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecoveryCodes {
    #[schema(example = json!(["4k7q-f3m9-x2ab-c0de"]))]
    recovery_codes: Vec<String>,
}

impl From<Vec<azionelab_domain::RecoveryCode>> for RecoveryCodes {
    fn from(codes: Vec<azionelab_domain::RecoveryCode>) -> Self {
        Self { recovery_codes: codes.iter().map(azionelab_domain::RecoveryCode::reveal).collect() }
    }
}

/// The purpose and the account of a link in a mail to staff.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffLink {
    /// `invitation` or `password_reset`.
    #[schema(example = "invitation")]
    purpose: &'static str,
    /// The name of the account's owner.
    name: String,
    /// The address that the owner signs in with.
    email: String,
}

impl From<azionelab_application::accounts::StaffLink> for StaffLink {
    fn from(link: azionelab_application::accounts::StaffLink) -> Self {
        Self {
            purpose: link.purpose.as_str(),
            name: link.member.name.as_str().to_owned(),
            email: link.member.email.as_str().to_owned(),
        }
    }
}

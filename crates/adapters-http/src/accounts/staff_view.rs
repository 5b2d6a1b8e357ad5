use crate::http::{
    labels::{AccountStatus, LatestDelivery, Role},
    time::Time,
};
use azionelab_application::{
    accounts::{AccountStatus as Status, RosterEntry},
    ports::Versioned,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody who works here, or did.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffAccount {
    id: Uuid,
    name: String,
    email: String,
    role: Role,
    status: AccountStatus,
    /// Whether they need a one-time code to sign in.
    has_totp: bool,
    created_at: Time,
    /// When they last did something, to the minute.
    #[schema(required)]
    last_seen_at: Option<Time>,
    /// How often the account has been edited, as in the `ETag`.
    version: u64,
    /// What has become of their invitation, as long as they have not accepted it.
    #[schema(required)]
    invitation_delivery: Option<LatestDelivery>,
}

impl From<Versioned<RosterEntry>> for StaffAccount {
    fn from(Versioned { value: entry, version }: Versioned<RosterEntry>) -> Self {
        let waiting = entry.status == Status::Invited;
        Self {
            id: entry.member.id.uuid(),
            name: entry.member.name.as_str().to_owned(),
            email: entry.member.email.as_str().to_owned(),
            role: entry.member.role.into(),
            status: entry.status.into(),
            has_totp: entry.has_totp,
            created_at: entry.created_at.into(),
            last_seen_at: entry.last_seen_at.map(Time::from),
            version: version.0,
            invitation_delivery: entry.invitation.filter(|_| waiting).map(LatestDelivery::from),
        }
    }
}

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

/// An account of a member of staff.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffAccount {
    id: Uuid,
    name: String,
    email: String,
    role: Role,
    status: AccountStatus,
    /// Whether signing in needs a one-time code besides the password.
    has_totp: bool,
    created_at: Time,
    /// When the owner last used the site, to the minute; null if never.
    #[schema(required)]
    last_seen_at: Option<Time>,
    /// The number in the `ETag`; it grows with each edit.
    version: u64,
    /// The delivery of the latest invitation; null unless the account is `invited`.
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

use super::{LinkPurpose, NewLink, StaffLinks, StaffNotice};
use crate::{
    Ports,
    mail::{Links, StaffLetter},
    ports::{Clock, Secrets, StoreError},
};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// After this time nobody waits for the requested link any more.
const STALE_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Writes letters to staff. Each letter has its own link, which is stored when the letter is
/// written.
pub(crate) struct StaffLetters {
    staff_links: Arc<dyn StaffLinks>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
    links: Links,
}

impl StaffLetters {
    pub fn new(ports: &Ports, links: Links) -> Self {
        Self {
            staff_links: ports.staff_links.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
            links,
        }
    }

    /// The letter. `None` if it is no longer useful.
    pub async fn write(&self, notice: StaffNotice) -> Result<Option<StaffLetter>, StoreError> {
        let now = self.clock.now();
        if is_obsolete(&notice, now) {
            return Ok(None);
        }
        let secret = self.secrets.secret();
        let link = NewLink {
            who: notice.member.id,
            purpose: notice.purpose,
            secret: secret.hash(),
            expires_at: now + notice.purpose.lasts(),
        };
        self.staff_links.issue_link(&link).await?;
        Ok(Some(StaffLetter { notice, link: self.links.staff(&secret), written_at: now }))
    }
}

fn is_obsolete(notice: &StaffNotice, now: Timestamp) -> bool {
    notice.is_deactivated
        || match notice.purpose {
            LinkPurpose::Invitation => notice.has_password,
            LinkPurpose::PasswordReset => now > notice.created_at + STALE_AFTER,
        }
}

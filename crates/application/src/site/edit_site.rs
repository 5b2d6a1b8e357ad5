use super::{Editorial, SiteSettings};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, AuditEntry, Fact, Facts, Subject, differing},
    ports::{StoreError, Version, Versioned},
};
use azionelab_domain::{EmailAddress, Line, Permission, PhoneNumber};
use std::sync::Arc;
use thiserror::Error;

const SEE: Action = Action::named("site.see");
const EDIT: Action = Action::named("site.edit");

#[derive(Debug, Error)]
pub enum EditSiteError {
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The settings have another version.
    #[error("somebody else edited them in the meantime")]
    EditedMeanwhile,
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub struct EditSite {
    authority: Authority,
    editorial: Arc<dyn Editorial>,
}

impl EditSite {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { authority: Authority::new(ports), editorial: ports.editorial.clone() }
    }

    pub async fn see(&self, who: &StaffMember) -> Result<Versioned<SiteSettings>, EditSiteError> {
        self.authorize(who, SEE).await?;
        Ok(self.editorial.settings().await?)
    }

    /// Saves the settings if they still have the version `over`.
    pub async fn save(
        &self,
        who: &StaffMember,
        settings: SiteSettings,
        over: Version,
    ) -> Result<Versioned<SiteSettings>, EditSiteError> {
        let act = self.authorize(who, EDIT).await?;
        let current = self.editorial.settings().await?;
        let (before, after) = differing(facts(&current.value), facts(&settings));
        let entry = AuditEntry { before, after, ..self.authority.entry(who, act.clone()) };
        // Saving the same content is not an edit.
        if current.version == over && entry.after.is_empty() {
            return Ok(current);
        }
        let saved = current.version == over
            && self.editorial.save_settings(&settings, over, &entry).await?;
        if !saved {
            self.authority.refused(who, &act, "edited-meanwhile", Facts::new()).await;
            return Err(EditSiteError::EditedMeanwhile);
        }
        Ok(self.editorial.settings().await?)
    }

    /// Checks the permission to preview a text.
    pub async fn may_preview(&self, who: &StaffMember) -> Result<(), EditSiteError> {
        self.authorize(who, SEE).await?;
        Ok(())
    }

    async fn authorize(&self, who: &StaffMember, action: Action) -> Result<Act, Denied> {
        let act = Act::new(action, Subject::Site);
        self.authority.authorize(who, Permission::ManageSite, &act).await?;
        Ok(act)
    }
}

fn facts(settings: &SiteSettings) -> Facts {
    let policy = &settings.policy;
    Facts::from([
        ("address", settings.address.as_ref().map(Line::as_str).into()),
        ("door_closes_after_minutes", policy.door_closes_after.as_mins().into()),
        ("door_opens_before_minutes", policy.door_opens_before.as_mins().into()),
        ("email", settings.email.as_ref().map(EmailAddress::as_str).into()),
        ("hold_minutes", policy.hold.as_mins().into()),
        ("max_live_reservations_per_address", policy.max_live_reservations_per_address.into()),
        ("max_seats_per_reservation", policy.max_seats_per_reservation.into()),
        ("name", settings.name.as_str().into()),
        ("phone", settings.phone.as_ref().map(PhoneNumber::as_str).into()),
        ("retention_days", Fact::Number(policy.retention.as_hours() / 24)),
        ("tagline", settings.tagline.as_ref().map(Line::as_str).into()),
        ("time_zone", settings.time_zone.iana_name().into()),
    ])
}

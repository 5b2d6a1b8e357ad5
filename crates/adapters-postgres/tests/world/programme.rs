//! Changes of performances.

use super::{World, id, now};
use azionelab_application::{
    audit::{Action, AuditEntry, AuditLog, AuditQuery, Facts, Outcome, Subject},
    houses::{Decision, Needs, Rule},
    mail::MessageKind,
    ports::Version,
};
use azionelab_domain::{Arrangement, AuditEntryId, House, MultilineText, Performance};
use jiff::Timestamp;

/// An audit entry about any subject.
pub fn edited(subject: Subject) -> AuditEntry {
    AuditEntry {
        id: AuditEntryId::new(id()),
        at: now(),
        by: None,
        action: Action::named("show.edit"),
        subject,
        performance: None,
        outcome: Outcome::Done,
        before: Facts::new(),
        after: Facts::new(),
        reason: None,
    }
}

/// Edits a performance of this version.
pub fn rearrange(version: u64, set: impl Fn(&mut Arrangement) + Send + Sync + 'static) -> Rule {
    let needs = Needs { version: Some(Version(version)), ..Needs::default() };
    Rule::new(needs, move |house: &House, _| {
        let mut arrangement = house.performance().arrangement();
        set(&mut arrangement);
        house.rearrange(arrangement).map(Decision::from)
    })
}

/// Reschedules a performance and informs the guests.
pub fn reschedule(starts_at: Timestamp) -> Rule {
    reschedule_with(starts_at, None)
}

/// As [`reschedule`], with a message to the guests.
pub fn reschedule_with(starts_at: Timestamp, message: Option<&str>) -> Rule {
    let message = message.map(|text| MultilineText::parse(text).unwrap());
    Rule::new(Needs::default(), move |house: &House, now| {
        let change = house.reschedule(starts_at, now)?;
        Ok::<_, azionelab_domain::RescheduleRefusal>(
            Decision::from(change).with_announcement(MessageKind::Rescheduled, message.clone()),
        )
    })
}

/// Cancels a performance and informs the guests.
pub fn cancel_performance() -> Rule {
    Rule::new(Needs::default(), |house: &House, now| {
        let change = house.cancel_performance(now);
        Ok::<_, std::convert::Infallible>(
            Decision::from(change).with_announcement(MessageKind::CancelledByTheatre, None),
        )
    })
}

impl World {
    /// The first performance.
    pub async fn stored_performance(&self) -> Performance {
        *self.house(Needs::default()).await.performance()
    }

    /// The number of audit entries.
    pub async fn audited(&self) -> usize {
        let all = AuditQuery { limit: 1_000, ..AuditQuery::default() };
        self.store.entries(&all).await.unwrap().len()
    }
}

use crate::{
    box_office::view::ReservedPerformance,
    http::{labels::Role, time::Time},
};
use azionelab_application::audit::AuditRecord;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that staff did, or were refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    id: Uuid,
    at: Time,
    /// Who, as they were then; null when it is not known.
    #[schema(required)]
    by: Option<AuditActor>,
    /// What it was done to, a dot, and the deed.
    #[schema(example = "reservation.cancel")]
    action: String,
    subject: AuditSubject,
    /// The performance that it concerns, if it concerns one.
    #[schema(required)]
    performance_id: Option<Uuid>,
    /// What is known now of the performances that it names: the one that it concerns, and those
    /// that a reservation was moved from and to. What is deleted is left out.
    performances: Vec<ReservedPerformance>,
    /// Why it was refused, by the name of the problem; null when it was done.
    #[schema(required)]
    refused: Option<String>,
    /// What was so before, as far as it was changed.
    #[schema(value_type = Object)]
    before: Value,
    /// What is so after it; of what was refused, what was asked for.
    #[schema(value_type = Object)]
    after: Value,
    /// Why it was done, where a reason is asked for.
    #[schema(required)]
    reason: Option<String>,
}

/// Who did something.
#[derive(Serialize, ToSchema)]
struct AuditActor {
    id: Uuid,
    name: String,
    role: Role,
}

/// What something was done to.
#[derive(Serialize, ToSchema)]
struct AuditSubject {
    #[schema(example = "reservation")]
    kind: String,
    /// Which one; null when it was all of them.
    #[schema(required)]
    id: Option<String>,
    /// What it is called now, if it is still there: a reservation by its code.
    #[schema(required)]
    name: Option<String>,
}

impl From<AuditRecord> for AuditEntry {
    fn from(record: AuditRecord) -> Self {
        // The database takes nothing but objects.
        let object = |text: &str| serde_json::from_str(text).unwrap_or_default();
        Self {
            id: record.id.uuid(),
            at: record.at.into(),
            by: record.by.map(|by| AuditActor {
                id: by.id.uuid(),
                name: by.name.as_str().to_owned(),
                role: by.role.into(),
            }),
            action: record.action,
            subject: AuditSubject {
                kind: record.subject,
                id: record.subject_id,
                name: record.subject_name,
            },
            performance_id: record.performance.map(azionelab_domain::PerformanceId::uuid),
            performances: record.performances.iter().map(ReservedPerformance::from).collect(),
            refused: record.refused,
            before: object(&record.before),
            after: object(&record.after),
            reason: record.reason,
        }
    }
}

use crate::{
    box_office::view::ReservedPerformance,
    http::{labels::Role, time::Time},
};
use azionelab_application::audit::AuditRecord;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// An action of a member of staff that was carried out or refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    id: Uuid,
    at: Time,
    /// The member of staff, with their name and role at that time; null if unknown.
    #[schema(required)]
    by: Option<AuditActor>,
    /// The kind of thing, a dot, and the verb.
    #[schema(example = "reservation.cancel")]
    action: String,
    subject: AuditSubject,
    /// The performance that the action concerns; null if none.
    #[schema(required)]
    performance_id: Option<Uuid>,
    /// The performances that the entry names: the one it concerns, and those that a reservation was
    /// transferred from and to. Deleted ones are left out.
    performances: Vec<ReservedPerformance>,
    /// The type of the problem, without `/problems/`; null if the action was carried out.
    #[schema(required)]
    refused: Option<String>,
    /// The changed fields before the action.
    #[schema(value_type = Object)]
    before: Value,
    /// The changed fields after the action; for a refused action, the requested values.
    #[schema(value_type = Object)]
    after: Value,
    /// The reason that the member of staff gave, for actions that ask for one.
    #[schema(required)]
    reason: Option<String>,
}

/// The member of staff who acted.
#[derive(Serialize, ToSchema)]
struct AuditActor {
    id: Uuid,
    name: String,
    role: Role,
}

/// The thing that the action was about.
#[derive(Serialize, ToSchema)]
struct AuditSubject {
    #[schema(example = "reservation")]
    kind: String,
    /// The thing's id; null if the action was about all things of this kind.
    #[schema(required)]
    id: Option<String>,
    /// The thing's present name, or a reservation's code; null if it no longer exists.
    #[schema(required)]
    name: Option<String>,
}

impl From<AuditRecord> for AuditEntry {
    fn from(record: AuditRecord) -> Self {
        // The column accepts only JSON objects.
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

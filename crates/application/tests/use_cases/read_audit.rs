use crate::world::{World, now, staff, uuid};
use azionelab_application::{
    accounts::Denied,
    audit::{AuditQuery, AuditRecord, MockAuditLog, ReadAuditError},
};
use azionelab_domain::{AuditEntryId, Role};
use std::sync::Arc;

fn record(number: u32) -> AuditRecord {
    AuditRecord {
        id: AuditEntryId::new(uuid(number)),
        at: now(),
        by: None,
        action: "session.open".into(),
        subject: "staff".into(),
        subject_id: None,
        subject_name: None,
        performance: None,
        performances: Vec::new(),
        refused: None,
        before: "{}".into(),
        after: "{}".into(),
        reason: None,
    }
}

fn world() -> World {
    let mut audit = MockAuditLog::new();
    audit.expect_note().returning(|_| Ok(()));
    audit
        .expect_entries()
        .returning(|query| Ok((1..=3).take(query.limit as usize).map(record).collect()));
    let mut world = World::new();
    world.ports.audit = Arc::new(audit);
    world
}

#[tokio::test]
async fn a_page_of_the_audit_has_the_position_of_the_next() {
    let read = world().use_cases().audit.read;
    for (limit, next) in [(2, Some(2)), (3, None), (10, None)] {
        let query = AuditQuery { limit, ..AuditQuery::default() };
        let (records, cursor) = read.execute(&staff(Role::Admin), query).await.unwrap();
        assert_eq!(records.len(), limit.min(3) as usize);
        assert_eq!(cursor, next.map(|number| AuditEntryId::new(uuid(number))));
    }
}

#[tokio::test]
async fn only_an_administrator_can_read_the_audit() {
    for role in [Role::Door, Role::BoxOffice] {
        let read = world().use_cases().audit.read;
        let error = read.execute(&staff(role), AuditQuery::default()).await.unwrap_err();
        assert!(matches!(error, ReadAuditError::Denied(Denied::Forbidden)), "{error:?}");
    }
}

//! The audit log.

use crate::{
    Store,
    db::{
        error::bad_row,
        functions::{date_trunc, is_told_of_strangers},
        pool::{Connections, Transaction},
        rows::{comparable, parse, person_name},
        schema::{audit, performances, shows, stranger_attempts, venues},
        statement::{Change, statement},
    },
    programme::browse::SummaryRow,
};
use async_trait::async_trait;
use azionelab_application::{
    audit::{AuditActor, AuditEntry, AuditLog, AuditQuery, AuditRecord, Fact, Facts, Outcome},
    ports::StoreError,
    programme::PerformanceSummary,
};
use azionelab_domain::{AuditEntryId, PerformanceId, StaffId};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid},
};
use jiff_diesel::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};

statement! {
    /// Records a JSON array of [`document`]s. It is SQL text since the batch writer runs it: the
    /// query builder's statement for many rows is prepared at each call.
    InsertEntries { entries: String => Text }
    "INSERT INTO audit SELECT entry.* FROM jsonb_populate_recordset(NULL::audit, $1::jsonb) AS entry"
}

statement! {
    /// The name of a subject is in the table of its kind, under an id that the audit log stores as
    /// text: the query builder cannot cast it to the type of the key.
    SelectEntries {
        by: Option<uuid::Uuid> => Nullable<Uuid>,
        action: Option<String> => Nullable<Text>,
        subject: Option<String> => Nullable<Text>,
        subject_id: Option<String> => Nullable<Text>,
        performance: Option<uuid::Uuid> => Nullable<Uuid>,
        refused: Option<bool> => Nullable<Bool>,
        from: Option<Timestamp> => Nullable<Timestamptz>,
        to: Option<Timestamp> => Nullable<Timestamptz>,
        after: Option<uuid::Uuid> => Nullable<Uuid>,
        limit: i64 => BigInt,
    }
    "SELECT e.id, e.at, e.staff_id, e.staff_name, e.staff_role, e.action, e.subject, \
     e.subject_id, e.performance_id, e.refused, e.before::text AS before, e.after::text AS after, \
     coalesce(e.reason, (SELECT c.override_reason FROM check_ins c \
     WHERE c.id = (e.after ->> 'check_in')::uuid)) AS reason, CASE e.subject WHEN 'site' THEN (SELECT name FROM site) \
     WHEN 'page' THEN (SELECT title FROM pages WHERE slug = e.subject_id) \
     WHEN 'show' THEN (SELECT title FROM shows WHERE id = e.subject_id::uuid) \
     WHEN 'venue' THEN (SELECT name FROM venues WHERE id = e.subject_id::uuid) \
     WHEN 'performance' THEN (SELECT s.title FROM performances p JOIN shows s ON s.id = p.show_id \
     WHERE p.id = e.subject_id::uuid) \
     WHEN 'reservation' THEN (SELECT code FROM reservations WHERE id = e.subject_id::uuid) \
     WHEN 'check_in' THEN (SELECT r.code FROM check_ins c JOIN reservations r \
     ON r.id = c.reservation_id WHERE c.id = e.subject_id::uuid) \
     WHEN 'staff' THEN (SELECT name FROM staff WHERE id = e.subject_id::uuid) END AS subject_name \
     FROM (SELECT * FROM audit WHERE ($1 IS NULL OR staff_id = $1) AND ($2 IS NULL OR starts_with(action, $2)) \
     AND ($3 IS NULL OR subject = $3) AND ($4 IS NULL OR subject_id = $4) \
     AND ($5 IS NULL OR performance_id = $5) AND ($6 IS NULL OR (refused IS NOT NULL) = $6) \
     AND ($7 IS NULL OR at >= $7) AND ($8 IS NULL OR at < $8) AND ($9 IS NULL OR id < $9) \
     ORDER BY id DESC LIMIT $10) e ORDER BY e.id DESC"
}

#[derive(Insertable)]
#[diesel(table_name = audit, treat_none_as_default_value = false)]
struct NewEntry {
    id: uuid::Uuid,
    at: Timestamp,
    staff_id: Option<uuid::Uuid>,
    staff_name: Option<String>,
    staff_role: Option<String>,
    action: &'static str,
    subject: &'static str,
    subject_id: Option<String>,
    performance_id: Option<uuid::Uuid>,
    refused: Option<String>,
    before: Value,
    after: Value,
    reason: Option<String>,
}

impl NewEntry {
    fn of(entry: &AuditEntry) -> Self {
        let by = entry.by.as_ref();
        Self {
            id: entry.id.uuid(),
            at: comparable(entry.at),
            staff_id: by.map(|by| by.id.uuid()),
            staff_name: by.map(|by| by.name.as_str().to_owned()),
            staff_role: by.map(|by| by.role.as_str().to_owned()),
            action: entry.action.as_str(),
            subject: entry.subject.kind(),
            subject_id: entry.subject.id(),
            performance_id: entry.performance.map(PerformanceId::uuid),
            refused: match entry.outcome {
                Outcome::Done => None,
                Outcome::Refused(reason) => Some(reason.to_owned()),
            },
            before: facts(&entry.before).into(),
            after: facts(&entry.after).into(),
            reason: entry.reason.clone(),
        }
    }
}

/// An entry as a JSON object with the columns of the table.
fn document(entry: &AuditEntry) -> Value {
    let row = NewEntry::of(entry);
    json!({
        "id": row.id,
        "at": entry.at.to_string(),
        "staff_id": row.staff_id,
        "staff_name": row.staff_name,
        "staff_role": row.staff_role,
        "action": row.action,
        "subject": row.subject,
        "subject_id": row.subject_id,
        "performance_id": row.performance_id,
        "refused": row.refused,
        "before": row.before,
        "after": row.after,
        "reason": row.reason,
    })
}

/// The statement that records an entry, for the transaction that makes the change.
pub(crate) fn insert_entry(entry: &AuditEntry) -> impl Change {
    diesel::insert_into(audit::table).values(NewEntry::of(entry))
}

/// Changes rows and records it. Returns false, and records nothing, if there is no row to change.
pub(crate) async fn recorded(
    connections: &Connections,
    change: impl Change,
    entry: &AuditEntry,
) -> Result<QueryResult<bool>, StoreError> {
    let transaction = connections.begin().await?;
    let changed = recorded_within(&transaction, change, entry).await?;
    if changed.is_ok() {
        transaction.commit().await?;
    }
    Ok(changed)
}

/// As [`recorded`], within a transaction.
pub(crate) async fn recorded_within(
    transaction: &Transaction,
    change: impl Change,
    entry: &AuditEntry,
) -> Result<QueryResult<bool>, StoreError> {
    let changed = transaction.attempt(change).await;
    if changed.as_ref().is_ok_and(|&rows| rows > 0) {
        transaction.run(insert_entry(entry)).await?;
    }
    Ok(changed.map(|rows| rows > 0))
}

/// Counts the attempt of a stranger in its hour, and records only some of them, with their number
/// so far: a flood adds a few entries an hour.
pub(crate) async fn count_attempt(
    transaction: &Transaction,
    mut entry: AuditEntry,
) -> Result<(), StoreError> {
    let NewEntry { at, action, subject_id, refused, .. } = NewEntry::of(&entry);
    let count = diesel::insert_into(stranger_attempts::table)
        .values((
            stranger_attempts::hour.eq(date_trunc("hour", at)),
            stranger_attempts::action.eq(action),
            stranger_attempts::subject_id.eq(subject_id.unwrap_or_default()),
            stranger_attempts::refused.eq(refused.unwrap_or_default()),
        ))
        .on_conflict(stranger_attempts::table.primary_key())
        .do_update()
        .set(stranger_attempts::attempts.eq(stranger_attempts::attempts + 1))
        .returning((
            stranger_attempts::attempts,
            is_told_of_strangers(stranger_attempts::attempts),
        ));
    let counted: Option<(i64, bool)> = transaction.row(count).await?;
    if let Some((attempts, true)) = counted {
        entry.after.insert("attempts", attempts.into());
        transaction.run(insert_entry(&entry)).await?;
    }
    Ok(())
}

/// The statement that records several entries; none if there are no entries.
pub(crate) fn insert_entries<'a>(
    entries: impl IntoIterator<Item = &'a AuditEntry>,
) -> Option<InsertEntries> {
    let documents: Vec<_> = entries.into_iter().map(document).collect();
    (!documents.is_empty()).then(|| InsertEntries { entries: Value::from(documents).to_string() })
}

fn facts(facts: &Facts) -> Map<String, Value> {
    let value = |fact: &Fact| match fact {
        Fact::Text(text) => text.as_str().into(),
        Fact::Number(number) => (*number).into(),
        Fact::At(at) => at.to_string().into(),
        Fact::Flag(flag) => (*flag).into(),
        Fact::Nothing => Value::Null,
    };
    facts.iter().map(|(name, fact)| ((*name).to_owned(), value(fact))).collect()
}

#[derive(QueryableByName)]
struct EntryRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Timestamptz)]
    at: Timestamp,
    #[diesel(sql_type = Nullable<Uuid>)]
    staff_id: Option<uuid::Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    staff_name: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    staff_role: Option<String>,
    #[diesel(sql_type = Text)]
    action: String,
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = Nullable<Text>)]
    subject_id: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    subject_name: Option<String>,
    #[diesel(sql_type = Nullable<Uuid>)]
    performance_id: Option<uuid::Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    refused: Option<String>,
    #[diesel(sql_type = Text)]
    before: String,
    #[diesel(sql_type = Text)]
    after: String,
    #[diesel(sql_type = Nullable<Text>)]
    reason: Option<String>,
}

impl EntryRow {
    /// The performances that the entry names: its own, and those that a reservation was transferred
    /// from and to.
    fn performances(&self) -> BTreeSet<uuid::Uuid> {
        let transferred = [&self.before, &self.after].into_iter().filter_map(|facts| {
            let facts: Value = serde_json::from_str(facts).ok()?;
            facts.get("performance")?.as_str()?.parse().ok()
        });
        self.performance_id.into_iter().chain(transferred).collect()
    }

    fn record(
        self,
        named: &BTreeSet<uuid::Uuid>,
        known: &HashMap<uuid::Uuid, PerformanceSummary>,
    ) -> Result<AuditRecord, StoreError> {
        let by = match (self.staff_id, self.staff_name, self.staff_role) {
            (Some(id), Some(name), Some(role)) => Some(AuditActor {
                id: StaffId::new(id),
                name: person_name(&name)?,
                role: parse(&role, "audit.staff_role")?,
            }),
            (None, None, None) => None,
            _ => return Err(bad_row("audit.staff_id")),
        };
        Ok(AuditRecord {
            id: AuditEntryId::new(self.id),
            at: self.at.to_jiff(),
            by,
            action: self.action,
            subject: self.subject,
            subject_id: self.subject_id,
            subject_name: self.subject_name,
            performance: self.performance_id.map(PerformanceId::new),
            performances: named.iter().filter_map(|id| known.get(id).cloned()).collect(),
            refused: self.refused,
            before: self.before,
            after: self.after,
            reason: self.reason,
        })
    }
}

#[async_trait]
impl AuditLog for Store {
    async fn note(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        if entry.by.is_some() || entry.outcome == Outcome::Done {
            self.connections.run(insert_entry(entry)).await?;
            return Ok(());
        }
        let transaction = self.connections.begin().await?;
        count_attempt(&transaction, entry.clone()).await?;
        transaction.commit().await
    }

    async fn entries(&self, query: &AuditQuery) -> Result<Vec<AuditRecord>, StoreError> {
        let select = SelectEntries {
            by: query.by.map(StaffId::uuid),
            action: query.action.clone(),
            subject: query.subject.clone(),
            subject_id: query.subject_id.clone(),
            performance: query.performance.map(PerformanceId::uuid),
            refused: query.refused,
            from: query.from.map(comparable),
            to: query.to.map(comparable),
            after: query.after.map(AuditEntryId::uuid),
            limit: i64::from(query.limit),
        };
        let connection = self.connections.get().await?;
        let rows: Vec<EntryRow> = connection.rows(select).await?;
        let named: Vec<_> = rows.iter().map(EntryRow::performances).collect();
        let ids: BTreeSet<_> = named.iter().flatten().copied().collect();
        let found: Vec<(uuid::Uuid, SummaryRow)> = if ids.is_empty() {
            Vec::new()
        } else {
            let select = performances::table
                .inner_join(shows::table)
                .inner_join(venues::table)
                .filter(performances::id.eq_any(ids))
                .select((performances::id, SummaryRow::as_select()));
            connection.rows(select).await?
        };
        let known = found
            .into_iter()
            .map(|(id, row)| Ok((id, row.summary(id)?)))
            .collect::<Result<_, StoreError>>()?;
        rows.into_iter().zip(&named).map(|(row, named)| row.record(named, &known)).collect()
    }
}

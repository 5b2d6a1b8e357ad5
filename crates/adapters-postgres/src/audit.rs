//! Who did what.
//!
//! An entry is one JSON document that becomes a row ([`document`]), so that whatever changes
//! something can write it down in the same statement ([`noted`]).

use crate::{
    Store,
    db::{
        error::bad_row,
        rows::{comparable, parse, person_name},
        schema::audit,
        statement::{Change, statement},
    },
    programme::browse::{BriefRow, brief_columns},
};
use async_trait::async_trait;
use azionelab_application::{
    audit::{AuditActor, AuditEntry, AuditLog, AuditQuery, AuditRecord, Fact, Facts, Outcome},
    box_office::PerformanceBrief,
    ports::StoreError,
};
use azionelab_domain::{AuditEntryId, PerformanceId, StaffId};
use diesel::{
    prelude::*,
    sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz, Uuid},
};
use jiff_diesel::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::{BTreeSet, HashMap};

/// A part of a statement that writes entries down: `$parameter` holds a [`document`], and for each
/// row of `$of`, a table or an earlier part, it becomes one entry.
macro_rules! noted {
    ($parameter:literal, $of:literal) => {
        concat!(
            "noted AS (INSERT INTO audit SELECT entry.* FROM ",
            $of,
            ", jsonb_populate_record(NULL::audit, ",
            $parameter,
            "::jsonb) AS entry)"
        )
    };
}
pub(crate) use noted;

statement! {
    /// Writes entries down: a JSON array of [`document`]s.
    InsertEntries { entries: String => Text }
    "INSERT INTO audit SELECT entry.* FROM jsonb_populate_recordset(NULL::audit, $1::jsonb) AS entry"
}

statement! {
    /// Counts an attempt of a stranger in its hour. The first of them are recorded, then each
    /// that doubles their number, with how many there were: a flood adds a few rows an hour.
    NoteStranger {
        entry: String => Text,
        action: String => Text,
        subject_id: Option<String> => Nullable<Text>,
        refused: String => Text,
        at: Timestamp => Timestamptz,
    }
    "WITH counted AS (INSERT INTO stranger_attempts AS a (hour, action, subject_id, refused) \
     VALUES (date_trunc('hour', $5), $2, coalesce($3, ''), $4) \
     ON CONFLICT (hour, action, subject_id, refused) DO UPDATE SET attempts = a.attempts + 1 \
     RETURNING attempts) \
     INSERT INTO audit SELECT entry.* FROM counted, jsonb_populate_record(NULL::audit, \
     $1::jsonb || jsonb_build_object('after', \
     ($1::jsonb -> 'after') || jsonb_build_object('attempts', counted.attempts))) AS entry \
     WHERE is_told_of_strangers(counted.attempts)"
}

statement! {
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

statement! {
    NamedPerformances { ids: Vec<uuid::Uuid> => Array<Uuid> }
    concat!("SELECT p.id AS performance_id, ", brief_columns!(), " FROM performances p \
     JOIN shows s ON s.id = p.show_id JOIN venues v ON v.id = p.venue_id WHERE p.id = ANY($1)")
}

/// An entry as a row of the table.
pub(crate) fn document(entry: &AuditEntry) -> Value {
    let by = entry.by.as_ref();
    json!({
        "id": entry.id.uuid(),
        "at": entry.at.to_string(),
        "staff_id": by.map(|by| by.id.uuid()),
        "staff_name": by.map(|by| by.name.as_str()),
        "staff_role": by.map(|by| by.role.as_str()),
        "action": entry.action.as_str(),
        "subject": entry.subject.kind(),
        "subject_id": entry.subject.id(),
        "performance_id": entry.performance.map(PerformanceId::uuid),
        "refused": match entry.outcome {
            Outcome::Done => None,
            Outcome::Refused(why) => Some(why),
        },
        "before": facts(&entry.before),
        "after": facts(&entry.after),
        "reason": entry.reason,
    })
}

/// An entry as a row.
#[derive(Insertable)]
#[diesel(table_name = audit)]
struct NewEntry<'a> {
    id: uuid::Uuid,
    at: Timestamp,
    staff_id: Option<uuid::Uuid>,
    staff_name: Option<&'a str>,
    staff_role: Option<&'static str>,
    action: &'static str,
    subject: &'static str,
    subject_id: Option<String>,
    performance_id: Option<uuid::Uuid>,
    refused: Option<&'static str>,
    before: Value,
    after: Value,
    reason: Option<&'a str>,
}

/// The statement that records an entry, for the transaction that makes the change.
pub(crate) fn insert_entry(entry: &AuditEntry) -> impl Change {
    let by = entry.by.as_ref();
    let row = NewEntry {
        id: entry.id.uuid(),
        at: comparable(entry.at),
        staff_id: by.map(|by| by.id.uuid()),
        staff_name: by.map(|by| by.name.as_str()),
        staff_role: by.map(|by| by.role.as_str()),
        action: entry.action.as_str(),
        subject: entry.subject.kind(),
        subject_id: entry.subject.id(),
        performance_id: entry.performance.map(PerformanceId::uuid),
        refused: match entry.outcome {
            Outcome::Done => None,
            Outcome::Refused(why) => Some(why),
        },
        before: facts(&entry.before).into(),
        after: facts(&entry.after).into(),
        reason: entry.reason.as_deref(),
    };
    diesel::insert_into(audit::table).values(row)
}

/// What writes entries down; nothing if there are none.
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
struct NamedRow {
    #[diesel(sql_type = Uuid)]
    performance_id: uuid::Uuid,
    #[diesel(embed)]
    brief: BriefRow,
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
    /// The performances that it names: the one that it concerns, and those that a reservation was
    /// moved from and to.
    fn names(&self) -> BTreeSet<uuid::Uuid> {
        let moved = [&self.before, &self.after].into_iter().filter_map(|facts| {
            let facts: Value = serde_json::from_str(facts).ok()?;
            facts.get("performance")?.as_str()?.parse().ok()
        });
        self.performance_id.into_iter().chain(moved).collect()
    }

    fn record(
        self,
        named: &BTreeSet<uuid::Uuid>,
        known: &HashMap<uuid::Uuid, PerformanceBrief>,
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
        if let (None, Outcome::Refused(why)) = (&entry.by, entry.outcome) {
            let note = NoteStranger {
                entry: document(entry).to_string(),
                action: entry.action.as_str().to_owned(),
                subject_id: entry.subject.id(),
                refused: why.to_owned(),
                at: comparable(entry.at),
            };
            self.connections.run(note).await?;
            return Ok(());
        }
        if let Some(insert) = insert_entries([entry]) {
            self.connections.run(insert).await?;
        }
        Ok(())
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
        let named: Vec<_> = rows.iter().map(EntryRow::names).collect();
        let ids: BTreeSet<_> = named.iter().flatten().copied().collect();
        let found: Vec<NamedRow> = if ids.is_empty() {
            Vec::new()
        } else {
            connection.rows(NamedPerformances { ids: ids.into_iter().collect() }).await?
        };
        let known = found
            .into_iter()
            .map(|row| Ok((row.performance_id, row.brief.brief(row.performance_id)?)))
            .collect::<Result<_, StoreError>>()?;
        rows.into_iter().zip(&named).map(|(row, named)| row.record(named, &known)).collect()
    }
}

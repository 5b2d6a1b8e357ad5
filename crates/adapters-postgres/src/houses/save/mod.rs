//! Stores the decisions of a batch, with one statement for each table.

mod inserts;
mod news;
mod performances;

use self::{
    inserts::{
        change_holds, correct_guests, end_secrets, insert_attempts, insert_messages,
        insert_reservations, insert_secrets, store_check_ins, transfer, update_reservations,
    },
    news::{announce, tell_of_seats},
    performances::{edit_performances, follow_performances},
};
use crate::{
    audit::insert_entries,
    db::statement::{Commit, Rollback, rows, run, statement},
};
use azionelab_application::{
    audit::AuditEntry,
    houses::{Announcement, Decision, Message, TransferDecision},
    mail::MessageKind,
};
use azionelab_domain::{
    Attempt, Change, CheckIn, CheckInId, Guest, Performance, PerformanceId, Reservation,
    ReservationId,
};
use diesel::{
    QueryResult, QueryableByName,
    sql_types::{Array, BigInt, Uuid},
};
use diesel_async::AsyncPgConnection;
use futures_util::join;
use jiff::Timestamp;
use std::{
    collections::{BTreeMap, BTreeSet},
    future::Future,
};

statement! {
    CountChanges { houses: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT id, changes FROM performances WHERE id = ANY($1)"
}

#[derive(QueryableByName)]
struct CountRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = BigInt)]
    changes: i64,
}

/// An edited performance with the number of edits in this batch.
pub(crate) struct Edited {
    performance: Performance,
    times: i64,
}

/// The decisions of a batch, by their effects on the tables.
#[derive(Default)]
pub(crate) struct Changes {
    has_decisions: bool,
    booked: BTreeMap<ReservationId, Reservation>,
    updated: BTreeMap<ReservationId, Reservation>,
    held: BTreeMap<ReservationId, Reservation>,
    corrected: BTreeMap<ReservationId, Guest>,
    ended: Vec<ReservationId>,
    transferred: Option<(ReservationId, PerformanceId, Timestamp)>,
    attempts: Vec<(PerformanceId, Attempt)>,
    check_ins: BTreeMap<CheckInId, (ReservationId, CheckIn)>,
    performances: BTreeMap<PerformanceId, Edited>,
    messages: Vec<Message>,
    seat_messages: BTreeMap<ReservationId, Message>,
    announcements: BTreeMap<PerformanceId, Announcement>,
    audit: Vec<AuditEntry>,
}

impl Changes {
    pub fn add(&mut self, house: PerformanceId, decision: &Decision) {
        self.has_decisions = true;
        if let Some(ended) = decision.change.revokes_links_of() {
            // A message of the same batch goes to the old address, so its links must not work.
            for message in self.messages.iter_mut().filter(|message| message.reservation == ended) {
                message.issued = None;
            }
            self.ended.push(ended);
        }
        match decision.message {
            Some(message) if message.kind == MessageKind::SeatsChanged => {
                self.add_seats_message(message);
            }
            message => self.messages.extend(message),
        }
        self.announcements.extend(decision.announcement.clone().map(|news| (house, news)));
        self.audit.extend(decision.audit.clone());
        match &decision.change {
            Change::Booked { reservation, attempt } => {
                self.booked.insert(reservation.id, reservation.clone());
                self.attempts.extend(attempt.clone().map(|attempt| (house, attempt)));
            }
            Change::Confirmed(reservation)
            | Change::SeatsChanged { reservation, .. }
            | Change::Cancelled(reservation) => self.update(reservation),
            Change::HoldChanged(reservation) => self.hold(reservation),
            Change::CheckedIn { reservation, check_in }
            | Change::CheckInUndone { reservation, check_in } => {
                let row = (reservation.id, check_in.clone());
                self.check_ins.insert(check_in.id, row);
            }
            Change::ConfirmedAtTheDoor { reservation, check_in }
            | Change::WalkInUndone { reservation, check_in } => {
                self.update(reservation);
                self.check_ins.insert(check_in.id, (reservation.id, check_in.clone()));
            }
            Change::Seated { reservation, check_in, attempt } => {
                self.booked.insert(reservation.id, reservation.clone());
                self.check_ins.insert(check_in.id, (reservation.id, check_in.clone()));
                self.attempts.extend(attempt.clone().map(|attempt| (house, attempt)));
            }
            Change::Corrected { reservation, .. } => {
                if let Some(booked) = self.booked.get_mut(&reservation.id) {
                    booked.clone_from(reservation);
                } else {
                    self.corrected.insert(reservation.id, reservation.guest.clone());
                }
            }
            Change::Rearranged { performance, .. }
            | Change::Rescheduled { performance, .. }
            | Change::PerformanceCancelled(performance) => {
                let before = self.performances.get(&house).map_or(0, |edited| edited.times);
                let edited = Edited { performance: *performance, times: before + 1 };
                self.performances.insert(house, edited);
            }
            Change::AlreadyBooked(_)
            | Change::AlreadyCheckedIn { .. }
            | Change::PerformanceUnchanged(_)
            | Change::TicketReplaced(_)
            | Change::Unchanged(_) => {}
        }
    }

    /// Transfers a reservation to a house whose links expire at this time.
    pub fn add_transfer(&mut self, decision: TransferDecision, links_expire_at: Timestamp) {
        let TransferDecision { transfer, message, audit } = decision;
        self.has_decisions = true;
        self.transferred = Some((transfer.to.id, transfer.to.performance, links_expire_at));
        self.messages.extend(message);
        self.audit.push(audit);
    }

    /// One message tells of all changes of the seats in this batch.
    fn add_seats_message(&mut self, message: Message) {
        let earlier = self.seat_messages.get(&message.reservation);
        let seats_before = earlier.map_or(message.seats_before, |earlier| earlier.seats_before);
        self.seat_messages.insert(message.reservation, Message { seats_before, ..message });
    }

    /// A reservation that this batch has booked is inserted in its newest state.
    fn update(&mut self, reservation: &Reservation) {
        let rows = if self.booked.contains_key(&reservation.id) {
            &mut self.booked
        } else {
            &mut self.updated
        };
        rows.insert(reservation.id, reservation.clone());
    }

    /// A changed hold is no edit of the reservation, so its version stays.
    fn hold(&mut self, reservation: &Reservation) {
        let rows = if self.booked.contains_key(&reservation.id) {
            &mut self.booked
        } else {
            &mut self.held
        };
        rows.insert(reservation.id, reservation.clone());
    }

    /// Whether they edit a reservation that existed before.
    pub fn edit(&self, reservation: ReservationId) -> bool {
        self.updated.contains_key(&reservation) || self.corrected.contains_key(&reservation)
    }

    /// The edited performances.
    pub fn rearranged(&self) -> BTreeSet<PerformanceId> {
        self.performances.keys().copied().collect()
    }

    /// Stores them and commits. All statements are sent at once. The server runs them in order, so
    /// rows that refer to reservations find them. Returns the number of changes of each house whose
    /// reservations have changed, including those of `lapsed_in`.
    ///
    /// Without any change it rolls back, which frees the locks and does not wait for the disk. So
    /// refusals in a full house are quick.
    pub async fn commit(
        self,
        connection: &AsyncPgConnection,
        lapsed_in: impl IntoIterator<Item = PerformanceId>,
        now: Timestamp,
    ) -> QueryResult<Vec<(PerformanceId, i64)>> {
        let changed = self.changed_houses(lapsed_in);
        if changed.is_empty() && !self.has_decisions {
            run(connection, Rollback {}).await?;
            return Ok(Vec::new());
        }
        let (stored, counted, committed) = join!(
            self.store(connection, now),
            count_changes(connection, changed),
            run(connection, Commit {}),
        );
        // Only the first error counts. It made the later statements and the commit fail.
        stored?;
        let counted = counted?;
        committed?;
        Ok(counted)
    }

    pub async fn store(self, connection: &AsyncPgConnection, now: Timestamp) -> QueryResult<()> {
        let Self {
            has_decisions: _,
            booked,
            updated,
            held,
            corrected,
            ended,
            transferred,
            attempts,
            check_ins,
            performances,
            messages,
            seat_messages,
            announcements,
            audit,
        } = self;
        let (
            edited,
            booked,
            holds_changed,
            updated,
            corrected,
            transferred,
            check_ins,
            replaced,
            secrets,
            messages,
            seats_announced,
            announced,
            followed,
            attempts,
            noted,
        ) = join!(
            unless(performances.is_empty(), || run(connection, edit_performances(&performances))),
            unless(booked.is_empty(), || run(connection, insert_reservations(booked))),
            // Later changes of the same reservations in this batch come after it.
            unless(held.is_empty(), || run(connection, change_holds(&held))),
            unless(updated.is_empty(), || run(connection, update_reservations(&updated))),
            unless(corrected.is_empty(), || run(connection, correct_guests(&corrected))),
            transfer(connection, transferred),
            unless(check_ins.is_empty(), || run(connection, store_check_ins(&check_ins))),
            // Before the secrets that replace them.
            end_secrets(connection, &ended, now),
            insert_secrets(connection, &messages),
            insert_messages(connection, &messages, now),
            tell_of_seats(connection, &seat_messages, now),
            announce(connection, announcements, now),
            // After the messages to the guests whose holds end.
            follow_performances(connection, &performances, now),
            insert_attempts(connection, attempts, now),
            unless(audit.is_empty(), || note(connection, &audit)),
        );
        edited
            .and(booked)
            .and(holds_changed)
            .and(updated)
            .and(corrected)
            .and(transferred)
            .and(check_ins)
            .and(replaced)
            .and(secrets)
            .and(messages)
            .and(seats_announced)
            .and(announced)
            .and(followed)
            .and(attempts)
            .and(noted)?;
        Ok(())
    }

    fn changed_houses(
        &self,
        lapsed_in: impl IntoIterator<Item = PerformanceId>,
    ) -> Vec<uuid::Uuid> {
        let rows = self.booked.values().chain(self.updated.values()).chain(self.held.values());
        let houses: BTreeSet<_> = rows.map(|row| row.performance).chain(lapsed_in).collect();
        houses.into_iter().map(PerformanceId::uuid).collect()
    }
}

async fn note(connection: &AsyncPgConnection, entries: &[AuditEntry]) -> QueryResult<usize> {
    match insert_entries(entries) {
        Some(insert) => run(connection, insert).await,
        None => Ok(0),
    }
}

async fn count_changes(
    connection: &AsyncPgConnection,
    houses: Vec<uuid::Uuid>,
) -> QueryResult<Vec<(PerformanceId, i64)>> {
    if houses.is_empty() {
        return Ok(Vec::new());
    }
    let counted: Vec<CountRow> = rows(connection, CountChanges { houses }).await?;
    Ok(counted.into_iter().map(|row| (PerformanceId::new(row.id), row.changes)).collect())
}

/// Runs a statement unless there is nothing to store.
async fn unless<F: Future<Output = QueryResult<usize>>>(
    nothing: bool,
    statement: impl FnOnce() -> F,
) -> QueryResult<usize> {
    if nothing { Ok(0) } else { statement().await }
}

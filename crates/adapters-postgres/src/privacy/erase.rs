//! Erasure of guests.

use crate::db::{
    functions::is_waiting,
    pool::Transaction,
    schema::{check_ins, outbox, reservation_secrets, reservations},
};
use azionelab_application::{mail::MessageState, ports::StoreError};
use diesel::prelude::*;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

/// Erases the guests of these reservations. The transaction has locked their performance, so that
/// no change of them is under way.
pub(super) async fn erase(
    transaction: &Transaction,
    guests: &[uuid::Uuid],
    now: Timestamp,
) -> Result<(), StoreError> {
    let now = now.to_diesel();
    let secrets =
        reservation_secrets::table.filter(reservation_secrets::reservation_id.eq_any(guests));
    let messages = outbox::table.filter(outbox::reservation_id.eq_any(guests));
    let drop_messages = diesel::update(messages.clone().filter(is_waiting(outbox::state))).set((
        outbox::state.eq(MessageState::Dropped.as_str()),
        outbox::settled_at.eq(now),
        outbox::problem.eq(None::<&str>),
    ));
    let forget_problems = diesel::update(messages.filter(outbox::problem.is_not_null()))
        .set(outbox::problem.eq(None::<&str>));
    let check_ins = check_ins::table
        .filter(check_ins::reservation_id.eq_any(guests))
        .filter(check_ins::override_reason.is_not_null());
    let forget_reasons = diesel::update(check_ins).set(check_ins::override_reason.eq(None::<&str>));
    let reservations = reservations::table.filter(reservations::id.eq_any(guests));
    let erase = diesel::update(reservations).set((
        reservations::name.eq(""),
        reservations::email.eq(None::<&str>),
        reservations::email_key.eq(None::<&str>),
        reservations::phone.eq(None::<&str>),
        reservations::notes.eq(None::<&str>),
        reservations::access_needs.eq(Vec::<String>::new()),
        reservations::client_hash.eq(None::<i64>),
        reservations::network_hash.eq(None::<i64>),
        reservations::erased_at.eq(now),
        reservations::version.eq(reservations::version + 1),
    ));
    // The reservations come first: a new secret is stored under a lock of its reservation, so it is
    // either deleted here or never stored.
    transaction.run(erase).await?;
    transaction.run(diesel::delete(secrets)).await?;
    transaction.run(drop_messages).await?;
    transaction.run(forget_problems).await?;
    transaction.run(forget_reasons).await?;
    Ok(())
}

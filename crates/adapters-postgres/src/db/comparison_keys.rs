//! Recomputes the stored comparison keys of e-mail addresses.
//!
//! The domain makes the keys. SQL cannot convert a host name to ASCII, so no migration can do this.
//! It runs at each start, because a process of the previous version may have stored old keys.

use super::{
    functions::{char_length, octet_length},
    schema::{reservations, staff},
    statement::{rows, run, statement},
};
use azionelab_domain::comparison_key;
use diesel::{
    QueryResult,
    dsl::{exists, not},
    prelude::*,
    sql_types::{Array, Text, Uuid},
};
use diesel_async::AsyncPgConnection;

statement! {
    /// The builder has no rows from arrays.
    SaveGuestKeys {
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        emails: Vec<String> => Array<Text>,
        keys: Vec<String> => Array<Text>,
    }
    "UPDATE reservations r SET email_key = new.key FROM unnest($1, $2, $3) AS new (id, email, key) \
     WHERE r.id = new.id AND r.email = new.email"
}

/// Id, address and its new key.
type NewKey = (uuid::Uuid, String, String);

/// The addresses whose key has changed, from their ids and old keys.
fn changed(stored: Vec<(uuid::Uuid, Option<String>, Option<String>)>) -> Vec<NewKey> {
    let keys = stored.into_iter().filter_map(|(id, email, old)| {
        let (email, old) = email.zip(old)?;
        let key = comparison_key(&email);
        (key != old).then_some((id, email, key))
    });
    keys.collect()
}

/// Stores the current key of each address. Keys in ASCII have never changed.
pub(crate) async fn bring_up_to_date(connection: &AsyncPgConnection) -> QueryResult<()> {
    let guests = reservations::table
        .filter(octet_length(reservations::email_key).ne(char_length(reservations::email_key)))
        .select((reservations::id, reservations::email, reservations::email_key));
    for some in changed(rows(connection, guests).await?).chunks(1_000) {
        let save = SaveGuestKeys {
            ids: some.iter().map(|(id, ..)| *id).collect(),
            emails: some.iter().map(|(_, email, _)| email.clone()).collect(),
            keys: some.iter().map(|(.., key)| key.clone()).collect(),
        };
        run(connection, save).await?;
    }
    let email_key = staff::email_key.nullable();
    let members = staff::table
        .filter(octet_length(email_key).ne(char_length(email_key)))
        .order((staff::created_at, staff::id))
        .select((staff::id, staff::email.nullable(), email_key));
    for (id, _, key) in changed(rows(connection, members).await?) {
        // Two accounts may have the same address in two spellings. The older account goes on
        // signing in with it. The other keeps its old key until an administrator corrects its
        // address.
        let other = diesel::alias!(staff as other);
        let taken = exists(other.filter(other.field(staff::email_key).eq(&key)));
        let update =
            diesel::update(staff::table.find(id).filter(not(taken))).set(staff::email_key.eq(&key));
        run(connection, update).await?;
    }
    Ok(())
}

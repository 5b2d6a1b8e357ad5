//! Keeps the stored comparison keys of addresses as the domain makes them today.
//!
//! A key is made by the domain, and SQL can't write a host in ASCII, so no migration can do this.
//! It is done at each start: a process of the version before may have stored old keys since.

use super::statement::{rows, run, statement};
use azionelab_domain::comparison_key;
use diesel::{
    QueryResult, QueryableByName,
    sql_types::{Array, Text, Uuid},
};
use diesel_async::AsyncPgConnection;

statement! {
    /// Keys in ASCII were never made in another way.
    GuestKeys {}
    "SELECT id, email, email_key FROM reservations \
     WHERE octet_length(email_key) <> char_length(email_key)"
}

statement! {
    StaffKeys {}
    "SELECT id, email, email_key FROM staff \
     WHERE octet_length(email_key) <> char_length(email_key) ORDER BY created_at, id"
}

statement! {
    SaveGuestKeys {
        ids: Vec<uuid::Uuid> => Array<Uuid>,
        emails: Vec<String> => Array<Text>,
        keys: Vec<String> => Array<Text>,
    }
    "UPDATE reservations r SET email_key = new.key FROM unnest($1, $2, $3) AS new (id, email, key) \
     WHERE r.id = new.id AND r.email = new.email"
}

statement! {
    /// Two accounts may have had one address in two spellings. The older one goes on signing in
    /// with it; the other keeps its old key until an administrator corrects its address.
    SaveStaffKey { id: uuid::Uuid => Uuid, key: String => Text }
    "UPDATE staff SET email_key = $2 WHERE id = $1 \
     AND NOT EXISTS (SELECT FROM staff other WHERE other.email_key = $2)"
}

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Text)]
    email_key: String,
}

impl KeyRow {
    fn is_old(&self) -> bool {
        comparison_key(&self.email) != self.email_key
    }
}

/// Stores the key that each address has today.
pub(crate) async fn bring_up_to_date(connection: &AsyncPgConnection) -> QueryResult<()> {
    let mut guests: Vec<KeyRow> = rows(connection, GuestKeys {}).await?;
    guests.retain(KeyRow::is_old);
    for some in guests.chunks(1_000) {
        let save = SaveGuestKeys {
            ids: some.iter().map(|row| row.id).collect(),
            emails: some.iter().map(|row| row.email.clone()).collect(),
            keys: some.iter().map(|row| comparison_key(&row.email)).collect(),
        };
        run(connection, save).await?;
    }
    let mut staff: Vec<KeyRow> = rows(connection, StaffKeys {}).await?;
    staff.retain(KeyRow::is_old);
    for row in staff {
        run(connection, SaveStaffKey { id: row.id, key: comparison_key(&row.email) }).await?;
    }
    Ok(())
}

//! What the server of the database is, and what it says the time is.

use super::{error::bad_row, statement::statement};
use crate::Store;
use azionelab_application::ports::{Clock, StoreError};
use diesel::{
    QueryableByName,
    sql_types::{Integer, Text, Timestamptz},
};
use jiff::{SignedDuration, Timestamp};

statement! {
    DescribeServer {}
    "SELECT current_setting('server_version_num')::integer / 10000 AS major, \
     current_setting('server_encoding') AS encoding, current_setting('lc_messages') AS messages, \
     clock_timestamp() AS now"
}

statement! {
    /// Ids sort by time.
    NewestMessage {}
    "SELECT created_at FROM outbox ORDER BY id DESC LIMIT 1"
}

#[derive(QueryableByName)]
struct ServerRow {
    #[diesel(sql_type = Integer)]
    major: i32,
    #[diesel(sql_type = Text)]
    encoding: String,
    #[diesel(sql_type = Text)]
    messages: String,
    #[diesel(sql_type = Timestamptz)]
    now: jiff_diesel::Timestamp,
}

#[derive(QueryableByName)]
struct NewestRow {
    #[diesel(sql_type = Timestamptz)]
    created_at: jiff_diesel::Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerState {
    /// The major version of PostgreSQL.
    pub major: i32,
    /// How it stores text.
    pub encoding: String,
    /// The locale of its messages.
    pub messages: String,
    /// How far its clock is ahead of ours, at least; negative when it is behind.
    pub ahead: SignedDuration,
}

impl Store {
    /// Asks the server what it is. However long its answer takes, a clock that agrees with ours
    /// is found to agree.
    pub async fn server_state(&self, clock: &dyn Clock) -> Result<ServerState, StoreError> {
        let loan = self.connections.get().await?;
        let asked = clock.now();
        let row = loan.rows::<ServerRow>(DescribeServer {}).await?.into_iter().next();
        let row = row.ok_or_else(|| bad_row("server"))?;
        let ahead = ahead(row.now.to_jiff(), asked, clock.now());
        Ok(ServerState { major: row.major, encoding: row.encoding, messages: row.messages, ahead })
    }

    /// When the newest message of the outbox was written.
    pub async fn newest_message(&self) -> Result<Option<Timestamp>, StoreError> {
        let row: Option<NewestRow> = self.connections.row(NewestMessage {}).await?;
        Ok(row.map(|row| row.created_at.to_jiff()))
    }
}

/// How far `theirs`, said between two moments of ours, is ahead of both; negative when behind.
fn ahead(theirs: Timestamp, asked: Timestamp, answered: Timestamp) -> SignedDuration {
    let behind = theirs.duration_since(asked).min(SignedDuration::ZERO);
    let ahead = theirs.duration_since(answered).max(SignedDuration::ZERO);
    behind + ahead
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_asked_slowly_is_not_taken_for_a_wrong_one() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(ahead(at(5), at(0), at(90)), SignedDuration::ZERO);
        assert_eq!(ahead(at(100), at(0), at(90)), SignedDuration::from_secs(10));
        assert_eq!(ahead(at(-10), at(0), at(90)), SignedDuration::from_secs(-10));
    }
}

//! The state of the database server and its clock.

use super::{
    error::bad_row,
    functions::{clock_timestamp, current_setting},
    schema::outbox,
};
use crate::Store;
use azionelab_application::ports::{Clock, StoreError};
use diesel::{prelude::*, select};
use jiff::{SignedDuration, Timestamp};

/// Version, encoding, locale of messages, time.
type ServerRow = (String, String, String, jiff_diesel::Timestamp);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerState {
    /// The major version of PostgreSQL.
    pub major: i32,
    /// The encoding of its texts.
    pub encoding: String,
    /// The locale of its messages.
    pub messages: String,
    /// The smallest difference between its clock and ours. It is negative if its clock is behind.
    pub ahead: SignedDuration,
}

impl Store {
    /// Asks the server for its state. A slow answer does not make an exact clock look wrong.
    pub async fn server_state(&self, clock: &dyn Clock) -> Result<ServerState, StoreError> {
        let loan = self.connections.get().await?;
        let select = select((
            current_setting("server_version_num"),
            current_setting("server_encoding"),
            current_setting("lc_messages"),
            clock_timestamp(),
        ));
        let requested = clock.now();
        let row = loan.rows::<ServerRow>(select).await?.into_iter().next();
        let answered = clock.now();
        let (version, encoding, messages, theirs) = row.ok_or_else(|| bad_row("server"))?;
        let version: i32 = version.parse().map_err(|_| bad_row("server_version_num"))?;
        let ahead = ahead(theirs.to_jiff(), requested, answered);
        Ok(ServerState { major: version / 10_000, encoding, messages, ahead })
    }

    /// The time at which the newest message of the outbox was written.
    pub async fn newest_message(&self) -> Result<Option<Timestamp>, StoreError> {
        // Ids sort by time.
        let newest = outbox::table.order(outbox::id.desc()).select(outbox::created_at).limit(1);
        let row: Option<jiff_diesel::Timestamp> = self.connections.row(newest).await?;
        Ok(row.map(jiff_diesel::Timestamp::to_jiff))
    }
}

/// How far their time is outside of the interval of ours in which they answered.
fn ahead(theirs: Timestamp, requested: Timestamp, answered: Timestamp) -> SignedDuration {
    let behind = theirs.duration_since(requested).min(SignedDuration::ZERO);
    let ahead = theirs.duration_since(answered).max(SignedDuration::ZERO);
    behind + ahead
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_answer_does_not_make_a_clock_look_wrong() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(ahead(at(5), at(0), at(90)), SignedDuration::ZERO);
        assert_eq!(ahead(at(100), at(0), at(90)), SignedDuration::from_secs(10));
        assert_eq!(ahead(at(-10), at(0), at(90)), SignedDuration::from_secs(-10));
    }
}

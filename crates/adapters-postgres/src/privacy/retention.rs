//! Forgets what nobody needs any more.

use crate::{Store, db::statement::statement};
use async_trait::async_trait;
use azionelab_application::{ports::StoreError, privacy::Retention};
use diesel::sql_types::Timestamptz;
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

statement! {
    ForgetSessions {
        now: jiff_diesel::Timestamp => Timestamptz,
        idle_since: jiff_diesel::Timestamp => Timestamptz,
    }
    "DELETE FROM sessions WHERE expires_at <= $1 OR last_used_at <= $2"
}

statement! {
    ForgetSecrets { now: jiff_diesel::Timestamp => Timestamptz }
    "DELETE FROM reservation_secrets WHERE expires_at <= $1"
}

statement! {
    ForgetLinks { now: jiff_diesel::Timestamp => Timestamptz }
    "DELETE FROM staff_links WHERE expires_at <= $1"
}

statement! {
    ForgetAttempts { since: jiff_diesel::Timestamp => Timestamptz }
    "DELETE FROM booking_attempts WHERE made_at < $1"
}

statement! {
    ForgetStrangers { now: jiff_diesel::Timestamp => Timestamptz }
    "DELETE FROM stranger_attempts WHERE hour < $1 - interval '1 day'"
}

#[async_trait]
impl Retention for Store {
    async fn forget(
        &self,
        now: Timestamp,
        idle_since: Timestamp,
        attempts_since: Timestamp,
    ) -> Result<(), StoreError> {
        let sessions = ForgetSessions { now: now.to_diesel(), idle_since: idle_since.to_diesel() };
        self.connections.run(sessions).await?;
        self.connections.run(ForgetSecrets { now: now.to_diesel() }).await?;
        self.connections.run(ForgetLinks { now: now.to_diesel() }).await?;
        self.connections.run(ForgetAttempts { since: attempts_since.to_diesel() }).await?;
        self.connections.run(ForgetStrangers { now: now.to_diesel() }).await?;
        Ok(())
    }
}

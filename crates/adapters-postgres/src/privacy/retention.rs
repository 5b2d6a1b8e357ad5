//! Deletes what nobody needs any more.

use crate::{
    Store,
    db::schema::{booking_attempts, reservation_secrets, sessions, staff_links, stranger_attempts},
};
use async_trait::async_trait;
use azionelab_application::{ports::StoreError, privacy::Retention};
use diesel::prelude::*;
use jiff::{SignedDuration, Timestamp};
use jiff_diesel::ToDiesel;

#[async_trait]
impl Retention for Store {
    async fn forget(
        &self,
        now: Timestamp,
        idle_since: Timestamp,
        attempts_since: Timestamp,
    ) -> Result<(), StoreError> {
        let a_day_ago = (now - SignedDuration::from_hours(24)).to_diesel();
        let (now, idle_since) = (now.to_diesel(), idle_since.to_diesel());
        let sessions = sessions::table
            .filter(sessions::expires_at.le(now).or(sessions::last_used_at.le(idle_since)));
        let secrets = reservation_secrets::table.filter(reservation_secrets::expires_at.le(now));
        let links = staff_links::table.filter(staff_links::expires_at.le(now));
        let attempts = booking_attempts::table
            .filter(booking_attempts::made_at.lt(attempts_since.to_diesel()));
        let strangers = stranger_attempts::table.filter(stranger_attempts::hour.lt(a_day_ago));
        self.connections.run(diesel::delete(sessions)).await?;
        self.connections.run(diesel::delete(secrets)).await?;
        self.connections.run(diesel::delete(links)).await?;
        self.connections.run(diesel::delete(attempts)).await?;
        self.connections.run(diesel::delete(strangers)).await?;
        Ok(())
    }
}

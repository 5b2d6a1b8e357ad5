use super::{Listing, PerformanceQuery, Programme};
use crate::ports::StoreError;
use azionelab_domain::Slug;
use jiff::{SignedDuration, Timestamp};

/// A performance that started within this time may still be running, so it is never left out.
const MAX_RUNNING_TIME: SignedDuration = SignedDuration::from_hours(24);

/// A query for the performances of one show or of all, from a time in the past on.
pub(crate) struct SeasonListings<'a> {
    /// `None` for all shows.
    pub of: Option<&'a Slug>,
    /// The start of the range, in the past.
    pub since: Timestamp,
    /// The maximum number.
    pub most: u32,
}

impl SeasonListings<'_> {
    /// The performances, by start. If there are too many, past ones are left out, never upcoming
    /// ones.
    pub async fn read(
        &self,
        programme: &dyn Programme,
        now: Timestamp,
    ) -> Result<Vec<Listing>, StoreError> {
        let all = PerformanceQuery {
            from: Some(self.since),
            to: None,
            show: self.of.cloned(),
            venue: None,
            after: None,
            limit: self.most,
        };
        let listings = programme.performances(&all, now).await?;
        if listings.len() < self.most as usize {
            return Ok(listings);
        }
        let to_come = PerformanceQuery { from: Some(now - MAX_RUNNING_TIME), ..all };
        programme.performances(&to_come, now).await
    }
}

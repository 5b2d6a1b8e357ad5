use super::{Listing, PerformanceQuery, Programme};
use crate::ports::StoreError;
use azionelab_domain::Slug;
use jiff::{SignedDuration, Timestamp};

/// What began within this time may still be on, and is wanted whatever is left out.
const STILL_ON: SignedDuration = SignedDuration::from_hours(24);

/// The performances of a show, or of all, from some time on.
pub(crate) struct Run<'a> {
    /// Of which show; none for all.
    pub of: Option<&'a Slug>,
    /// From when on; in the past.
    pub since: Timestamp,
    /// How many at most.
    pub most: u32,
}

impl Run<'_> {
    /// Reads them, by start. When they are too many what is over is left out, never what is to
    /// come.
    pub async fn read(
        &self,
        programme: &dyn Programme,
        now: Timestamp,
    ) -> Result<Vec<Listing>, StoreError> {
        let whole = PerformanceQuery {
            from: Some(self.since),
            to: None,
            show: self.of.cloned(),
            venue: None,
            after: None,
            limit: self.most,
        };
        let listings = programme.performances(&whole, now).await?;
        if listings.len() < self.most as usize {
            return Ok(listings);
        }
        let to_come = PerformanceQuery { from: Some(now - STILL_ON), ..whole };
        programme.performances(&to_come, now).await
    }
}

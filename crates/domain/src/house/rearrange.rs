use super::{Change, House};
use crate::{Arrangement, WrongTimes};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RearrangeRefusal {
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    #[error("the times contradict each other")]
    WrongTimes(WrongTimes),
}

impl House {
    /// Changes the time of the doors, the booking times and the seats.
    ///
    /// Nobody loses a confirmed seat: with fewer seats than are held, the house is overbooked until
    /// enough seats are given back. A hold never lasts longer than booking: if booking now closes
    /// earlier, the hold ends at that time. Its party can still confirm while there are seats.
    pub fn rearrange(&self, arrangement: Arrangement) -> Result<Change, RearrangeRefusal> {
        let before = self.performance;
        if before.cancelled_at.is_some() {
            return Err(RearrangeRefusal::PerformanceCancelled);
        }
        let performance = before.arranged(arrangement).map_err(RearrangeRefusal::WrongTimes)?;
        if performance == before {
            return Ok(Change::PerformanceUnchanged(before));
        }
        Ok(Change::Rearranged { performance, before })
    }
}

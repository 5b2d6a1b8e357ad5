use super::{Change, House};
use crate::{Arrangement, WrongTimes};
use thiserror::Error;

/// Why a performance was not arranged in another way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RearrangeRefusal {
    /// The theatre has called it off.
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// Its times would contradict each other.
    #[error("the times contradict each other")]
    WrongTimes(WrongTimes),
}

impl House {
    /// Changes when the audience is let in, when booking opens and closes, and the seats.
    ///
    /// Nobody loses a confirmed seat: with fewer than are held, the house is overbooked until
    /// enough are given back. No hold outlasts booking: one that would ends with it, and its party
    /// can still confirm as long as there is room.
    pub fn rearrange(&self, arrangement: Arrangement) -> Result<Change, RearrangeRefusal> {
        let before = self.performance;
        if before.cancelled_at.is_some() {
            return Err(RearrangeRefusal::PerformanceCancelled);
        }
        let performance = before.arranged(arrangement).map_err(RearrangeRefusal::WrongTimes)?;
        if performance == before {
            return Ok(Change::StaysAsItIs(before));
        }
        Ok(Change::Rearranged { performance, before })
    }
}

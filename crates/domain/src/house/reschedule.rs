use super::{Change, House};
use crate::Performance;
use jiff::Timestamp;
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RescheduleRefusal {
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    #[error("the new start is in the past")]
    InThePast,
}

impl House {
    /// Reschedules the performance. The doors and the end of booking keep their distance from the
    /// start. The start of booking stays the same, unless booking would then close before it opens:
    /// in that case it keeps its distance as well.
    pub fn reschedule(
        &self,
        starts_at: Timestamp,
        now: Timestamp,
    ) -> Result<Change, RescheduleRefusal> {
        let before = self.performance;
        if before.cancelled_at.is_some() {
            return Err(RescheduleRefusal::PerformanceCancelled);
        }
        if starts_at == before.starts_at {
            return Ok(Change::PerformanceUnchanged(before));
        }
        if starts_at <= now {
            return Err(RescheduleRefusal::InThePast);
        }
        let by = starts_at.duration_since(before.starts_at);
        let closes_at = before.closes_at + by;
        let opens_at =
            if before.opens_at < closes_at { before.opens_at } else { before.opens_at + by };
        let performance = Performance {
            starts_at,
            previous_start: Some(before.starts_at),
            doors_at: before.doors_at + by,
            opens_at,
            closes_at,
            ..before
        };
        Ok(Change::Rescheduled { performance, before })
    }
}

use super::{Change, House};
use crate::Performance;
use jiff::Timestamp;
use thiserror::Error;

/// Why a performance was not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RescheduleRefusal {
    /// The theatre has called it off.
    #[error("the performance is cancelled")]
    PerformanceCancelled,
    /// The new time is past.
    #[error("the new start is in the past")]
    InThePast,
}

impl House {
    /// Moves the performance to another time. The doors and the closing of booking keep their
    /// distance from the start. The opening stays as it was announced, unless booking would then
    /// close before it opens: then it keeps its distance as well.
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
            return Ok(Change::StaysAsItIs(before));
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
            moved_from: Some(before.starts_at),
            doors_at: before.doors_at + by,
            opens_at,
            closes_at,
            ..before
        };
        Ok(Change::Rescheduled { performance, before })
    }
}

use super::{Change, House};
use crate::Performance;
use jiff::Timestamp;

impl House {
    /// Cancels the performance. Its reservations stay as they are, so that people can look them up.
    /// Cancelling again changes nothing.
    pub const fn cancel_performance(&self, now: Timestamp) -> Change {
        match self.performance.cancelled_at {
            Some(_) => Change::PerformanceUnchanged(self.performance),
            None => Change::PerformanceCancelled(Performance {
                cancelled_at: Some(now),
                ..self.performance
            }),
        }
    }
}

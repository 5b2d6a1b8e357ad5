use super::{Change, House};
use crate::Performance;
use jiff::Timestamp;

impl House {
    /// Calls the performance off. Its reservations stay as they are, for whoever looks them up;
    /// doing so again changes nothing.
    pub const fn cancel_performance(&self, now: Timestamp) -> Change {
        match self.performance.cancelled_at {
            Some(_) => Change::StaysAsItIs(self.performance),
            None => Change::PerformanceCancelled(Performance {
                cancelled_at: Some(now),
                ..self.performance
            }),
        }
    }
}

//! Limits repeated log lines: each is logged once, then its repetitions are counted once a second.

use std::{
    collections::HashMap,
    fmt::{self, Write as _},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    select,
    time::{MissedTickBehavior, interval},
};
use tokio_util::sync::CancellationToken;
use tracing::{
    Event, Level, Subscriber,
    callsite::Identifier,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context};

/// How often the repetitions are summarised.
const SUMMARY_INTERVAL: Duration = Duration::from_secs(1);

/// The maximum number of different lines that are distinguished. Further lines are counted by their
/// place in the code only.
const MAX_LINES: usize = 200;

/// The target of the summaries, which are never left out.
const SUMMARIES: &str = "azionelab::left_out";

/// Logs each warning and error once, and counts its repetitions until they stop.
#[derive(Clone, Default)]
pub struct RepetitionFilter(Arc<Mutex<HashMap<Line, u64>>>);

/// A place in the code and a message.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Line {
    place: Identifier,
    level: Level,
    message: String,
}

impl RepetitionFilter {
    /// Whether a line should be logged now.
    fn passes(&self, line: Line) -> bool {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let line = if lines.len() < MAX_LINES || lines.contains_key(&line) {
            line
        } else {
            Line { message: String::new(), ..line }
        };
        if let Some(left_out) = lines.get_mut(&line) {
            *left_out += 1;
            false
        } else {
            lines.insert(line, 0);
            true
        }
    }

    /// Returns the repetitions since the last call. A line without repetitions is logged again when
    /// it occurs next.
    fn sum_up(&self) -> Vec<(Level, String, u64)> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.retain(|_, left_out| *left_out > 0);
        let logged = lines
            .iter_mut()
            .map(|(line, left_out)| (line.level, line.message.clone(), std::mem::take(left_out)));
        logged.collect()
    }

    /// Logs the number of repetitions once a second, until `stop`.
    pub async fn log_summaries(self, stop: CancellationToken) {
        let mut turns = interval(SUMMARY_INTERVAL);
        turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while !stop.is_cancelled() {
            select! {
                _ = turns.tick() => {}
                () = stop.cancelled() => {}
            }
            for (level, message, left_out) in self.sum_up() {
                if level == Level::ERROR {
                    tracing::error!(target: SUMMARIES, left_out, "{message} (again)");
                } else {
                    tracing::warn!(target: SUMMARIES, left_out, "{message} (again)");
                }
            }
        }
    }
}

/// This is a layer for all, not a per-layer filter, because those cannot decide by the fields of an
/// event.
impl<S: Subscriber> Layer<S> for RepetitionFilter {
    fn event_enabled(&self, event: &Event<'_>, _: Context<'_, S>) -> bool {
        let metadata = event.metadata();
        if *metadata.level() > Level::WARN || metadata.target() == SUMMARIES {
            return true;
        }
        let mut message = Message(String::new());
        event.record(&mut message);
        let (place, level) = (metadata.callsite(), *metadata.level());
        self.passes(Line { place, level, message: message.0 })
    }
}

/// The message of an event.
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            // Writing to a `String` cannot fail.
            let _ = write!(self.0, "{value:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use tracing::subscriber::with_default;
    use tracing_subscriber::{Registry, fmt::MakeWriter, layer::SubscriberExt as _};

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Lines {
        fn all(&self) -> Vec<String> {
            let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
            text.lines().map(str::to_owned).collect()
        }
    }

    impl std::io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Lines {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    fn logged(filter: &RepetitionFilter, action: impl FnOnce()) -> Vec<String> {
        let lines = Lines::default();
        let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(lines.clone());
        with_default(Registry::default().with(layer).with(filter.clone()), action);
        lines.all()
    }

    fn warn_away(why: &str) {
        tracing::warn!("the database is away: {why}");
    }

    #[test]
    fn a_line_is_logged_once_and_its_repetitions_are_counted() {
        let filter = RepetitionFilter::default();
        let lines = logged(&filter, || (0..1_000).for_each(|_| warn_away("refused")));
        assert_eq!(lines.len(), 1, "{lines:?}");
        let logged = filter.sum_up();
        assert_eq!(logged, [(Level::WARN, "the database is away: refused".to_owned(), 999)]);
    }

    #[test]
    fn a_line_is_logged_again_after_it_stopped() {
        let filter = RepetitionFilter::default();
        assert_eq!(logged(&filter, || (0..2).for_each(|_| warn_away("refused"))).len(), 1);
        assert_eq!(filter.sum_up().len(), 1);
        assert!(logged(&filter, || warn_away("refused")).is_empty(), "it repeats");
        assert_eq!(filter.sum_up().len(), 1);
        assert!(filter.sum_up().is_empty(), "it has stopped");
        assert_eq!(logged(&filter, || warn_away("refused")).len(), 1);
    }

    #[test]
    fn different_messages_are_both_logged() {
        let filter = RepetitionFilter::default();
        let lines = logged(&filter, || ["refused", "reset"].into_iter().for_each(warn_away));
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn the_number_of_different_lines_is_limited() {
        let filter = RepetitionFilter::default();
        let lines = logged(&filter, || (0..1_000).for_each(|why| warn_away(&why.to_string())));
        assert_eq!(lines.len(), MAX_LINES + 1);
    }

    #[test]
    fn lines_below_warnings_are_always_logged() {
        let lines = logged(&RepetitionFilter::default(), || {
            (0..10).for_each(|_| tracing::info!("answered"));
        });
        assert_eq!(lines.len(), 10);
    }
}

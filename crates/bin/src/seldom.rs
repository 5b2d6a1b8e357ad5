//! A line that would be told again and again is told once a second, with how many were left out.

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

/// How often what was left out is summed up.
const SUMMED_UP_EVERY: Duration = Duration::from_secs(1);

/// How many different lines are told apart. What comes beyond that is counted by its place in the
/// program alone.
const DIFFERENT_LINES: usize = 200;

/// The target of the summaries, which are never left out.
const SUMMARIES: &str = "azionelab::left_out";

/// Lets each warning and each error pass once, and counts its repetitions until they stop.
#[derive(Clone, Default)]
pub struct Seldom(Arc<Mutex<HashMap<Line, u64>>>);

/// A place in the program, with what it says.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Line {
    place: Identifier,
    level: Level,
    message: String,
}

impl Seldom {
    /// Whether a line is to be told now.
    fn passes(&self, line: Line) -> bool {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let line = if lines.len() < DIFFERENT_LINES || lines.contains_key(&line) {
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

    /// What was left out since the last time. A line that did not come again is told at once when
    /// it does.
    fn sum_up(&self) -> Vec<(Level, String, u64)> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.retain(|_, left_out| *left_out > 0);
        let told = lines
            .iter_mut()
            .map(|(line, left_out)| (line.level, line.message.clone(), std::mem::take(left_out)));
        told.collect()
    }

    /// Tells once a second what was left out, until it is time to stop.
    pub async fn tell(self, stop: CancellationToken) {
        let mut turns = interval(SUMMED_UP_EVERY);
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

/// A layer and no filter of one layer: those may not change their mind about an event.
impl<S: Subscriber> Layer<S> for Seldom {
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

/// What an event says.
struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        if field.name() == "message" {
            // Writing to a text does not fail.
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

    fn told(seldom: &Seldom, telling: impl FnOnce()) -> Vec<String> {
        let lines = Lines::default();
        let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(lines.clone());
        with_default(Registry::default().with(layer).with(seldom.clone()), telling);
        lines.all()
    }

    fn away(why: &str) {
        tracing::warn!("the database is away: {why}");
    }

    #[test]
    fn a_line_is_told_once_and_its_repetitions_are_counted() {
        let seldom = Seldom::default();
        let lines = told(&seldom, || (0..1_000).for_each(|_| away("refused")));
        assert_eq!(lines.len(), 1, "{lines:?}");
        let told = seldom.sum_up();
        assert_eq!(told, [(Level::WARN, "the database is away: refused".to_owned(), 999)]);
    }

    #[test]
    fn a_line_that_goes_on_is_only_counted_and_one_that_stopped_is_told_again() {
        let seldom = Seldom::default();
        assert_eq!(told(&seldom, || (0..2).for_each(|_| away("refused"))).len(), 1);
        assert_eq!(seldom.sum_up().len(), 1);
        assert!(told(&seldom, || away("refused")).is_empty(), "it goes on");
        assert_eq!(seldom.sum_up().len(), 1);
        assert!(seldom.sum_up().is_empty(), "a second without it");
        assert_eq!(told(&seldom, || away("refused")).len(), 1);
    }

    #[test]
    fn what_says_something_else_is_told() {
        let seldom = Seldom::default();
        let lines = told(&seldom, || ["refused", "reset"].into_iter().for_each(away));
        assert_eq!(lines.len(), 2);
    }

    #[test]
    fn endlessly_different_lines_are_bounded() {
        let seldom = Seldom::default();
        let lines = told(&seldom, || (0..1_000).for_each(|why| away(&why.to_string())));
        assert_eq!(lines.len(), DIFFERENT_LINES + 1);
    }

    #[test]
    fn what_is_no_warning_is_always_told() {
        let lines = told(&Seldom::default(), || (0..10).for_each(|_| tracing::info!("answered")));
        assert_eq!(lines.len(), 10);
    }
}

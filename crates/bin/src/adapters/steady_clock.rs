//! The clock of the server. It does not accept a sudden change of the system time at once.

use super::clock::{SystemClock, whole_microseconds};
use async_trait::async_trait;
use azionelab_application::ports::Clock;
use jiff::{SignedDuration, Timestamp};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tracing::{info, warn};

/// A smaller change between two readings is not a step. Network time and leap seconds cause such
/// changes.
const MAX_JUMP: SignedDuration = SignedDuration::from_secs(5);

/// A step is accepted after this time if no other step follows.
const ACCEPTED_AFTER: Duration = Duration::from_mins(15);

/// The clocks of a machine.
pub trait Readings: Send + Sync {
    /// The system time, which can be set.
    fn wall(&self) -> Timestamp;

    /// The time since the machine started, including sleep. It cannot be set.
    fn up(&self) -> Duration;
}

#[derive(Debug, Clone, Copy, Default)]
pub struct MachineReadings;

impl Readings for MachineReadings {
    fn wall(&self) -> Timestamp {
        SystemClock.now()
    }

    fn up(&self) -> Duration {
        #[cfg(target_os = "linux")]
        let clock = rustix::time::ClockId::Boottime;
        #[cfg(not(target_os = "linux"))]
        let clock = rustix::time::ClockId::Monotonic;
        Duration::try_from(rustix::time::clock_gettime(clock)).unwrap_or_default()
    }
}

/// A clock that continues evenly when the system time is set.
///
/// A wrong time that is hours ahead would end holds and sessions, and erase guests' data
/// permanently. After a step the clock continues as before for up to 15 minutes, and nothing may
/// expire or be erased meanwhile.
#[derive(Clone)]
pub struct SteadyClock {
    readings: Arc<dyn Readings>,
    state: Arc<Mutex<State>>,
}

struct State {
    /// An accepted time, and how long the machine had been up then.
    wall: Timestamp,
    up: Duration,
    step: Option<Step>,
    /// How the clock differs from the database's, if it does.
    disagreement: Option<String>,
    /// Whether a step has been accepted since the start.
    has_accepted_step: bool,
}

#[derive(Clone, Copy)]
struct Step {
    by: SignedDuration,
    seen_at: Duration,
}

impl SteadyClock {
    /// Returns a clock that accepts the current system time.
    pub fn new(readings: Arc<dyn Readings>) -> Self {
        let (wall, up) = (readings.wall(), readings.up());
        let state = State { wall, up, step: None, disagreement: None, has_accepted_step: false };
        Self { readings, state: Arc::new(Mutex::new(state)) }
    }

    /// Whether the time may be wrong. Nothing may expire meanwhile.
    pub fn is_in_doubt(&self) -> bool {
        self.read();
        let state = self.state();
        state.step.is_some() || state.disagreement.is_some()
    }

    /// Whether guests' data may be erased: the time is not in doubt, and no step has been accepted.
    pub fn is_sure(&self) -> bool {
        !self.is_in_doubt() && !self.state().has_accepted_step
    }

    /// Stores how the clock differs from the database's, or that it does not.
    pub fn compare(&self, disagreement: Option<String>) {
        let mut state = self.state();
        match (&state.disagreement, &disagreement) {
            (None, Some(fault)) => warn!("nothing expires and nothing is erased: {fault}"),
            (Some(_), None) => info!("this machine's clock and the database's agree again"),
            _ => {}
        }
        state.disagreement = disagreement;
    }

    /// Reads the time. Logs each step once.
    fn read(&self) -> Timestamp {
        let mut state = self.state();
        let (wall, up) = (self.readings.wall(), self.readings.up());
        let since = SignedDuration::try_from(up.saturating_sub(state.up)).unwrap_or_default();
        let steady = state.wall.saturating_add(since).unwrap_or(wall);
        let by = wall.duration_since(steady);
        if by.abs() <= MAX_JUMP {
            if state.step.take().is_some() {
                info!("this machine's clock was set back to the time before its step");
            }
            (state.wall, state.up) = (wall, up);
            return wall;
        }
        let again = state.step.is_some_and(|step| (step.by - by).abs() > MAX_JUMP);
        let step = match state.step {
            Some(step) if !again => step,
            _ => {
                let way = if by.is_positive() { "forward" } else { "back" };
                let minutes = ACCEPTED_AFTER.as_secs() / 60;
                warn!(
                    "this machine's clock has stepped {way} by {:#}: nothing expires and nothing \
                     is erased until it is corrected or has run evenly for {minutes} minutes",
                    SignedDuration::from_secs(by.abs().as_secs())
                );
                Step { by, seen_at: up }
            }
        };
        if up.saturating_sub(step.seen_at) < ACCEPTED_AFTER {
            state.step = Some(step);
            return whole_microseconds(steady);
        }
        warn!(
            "the new time of this machine's clock is accepted now; guests' data are erased \
             again only after a restart"
        );
        *state = State {
            wall,
            up,
            step: None,
            disagreement: state.disagreement.take(),
            has_accepted_step: true,
        };
        wall
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Clock for SteadyClock {
    fn now(&self) -> Timestamp {
        self.read()
    }

    async fn sleep(&self, duration: SignedDuration) {
        SystemClock.sleep(duration).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine whose clocks the test sets.
    #[derive(Default)]
    struct Machine(Mutex<(Timestamp, Duration)>);

    impl Machine {
        fn passes(&self, duration: Duration) {
            let mut both = self.0.lock().unwrap();
            both.0 += duration;
            both.1 += duration;
        }

        fn is_set(&self, by: SignedDuration) {
            self.0.lock().unwrap().0 += by;
        }
    }

    impl Readings for Machine {
        fn wall(&self) -> Timestamp {
            self.0.lock().unwrap().0
        }

        fn up(&self) -> Duration {
            self.0.lock().unwrap().1
        }
    }

    fn machine() -> (Arc<Machine>, SteadyClock) {
        let machine = Arc::new(Machine::default());
        (machine.clone(), SteadyClock::new(machine))
    }

    const MINUTE: Duration = Duration::from_mins(1);
    const FOUR_HUNDRED_DAYS: SignedDuration = SignedDuration::from_hours(400 * 24);

    #[test]
    fn passing_time_is_not_a_step() {
        let (machine, clock) = machine();
        // For example asleep for a night.
        machine.passes(Duration::from_hours(9));
        assert_eq!(clock.now(), machine.wall());
        assert!(!clock.is_in_doubt() && clock.is_sure());
    }

    #[test]
    fn small_corrections_are_followed() {
        let (machine, clock) = machine();
        for _ in 0..100 {
            machine.passes(MINUTE);
            machine.is_set(SignedDuration::from_secs(-2));
            assert_eq!(clock.now(), machine.wall());
        }
        assert!(!clock.is_in_doubt());
    }

    #[test]
    fn after_a_step_the_clock_continues_as_before() {
        for step in [FOUR_HUNDRED_DAYS, -FOUR_HUNDRED_DAYS, SignedDuration::from_secs(6)] {
            let (machine, clock) = machine();
            let before = clock.now();
            machine.is_set(step);
            machine.passes(MINUTE);
            assert_eq!(clock.now(), before + MINUTE);
            assert!(clock.is_in_doubt() && !clock.is_sure());
            machine.is_set(-step);
            assert_eq!(clock.now(), machine.wall());
            assert!(!clock.is_in_doubt() && clock.is_sure(), "it was corrected");
        }
    }

    #[test]
    fn a_lasting_step_is_accepted_but_nothing_is_erased() {
        let (machine, clock) = machine();
        machine.is_set(FOUR_HUNDRED_DAYS);
        assert!(clock.is_in_doubt());
        machine.passes(ACCEPTED_AFTER.saturating_sub(Duration::from_secs(1)));
        assert!(clock.is_in_doubt());
        machine.passes(Duration::from_secs(1));
        assert_eq!(clock.now(), machine.wall());
        assert!(!clock.is_in_doubt());
        assert!(!clock.is_sure());
    }

    #[test]
    fn a_clock_that_keeps_stepping_is_never_accepted() {
        let (machine, clock) = machine();
        for _ in 0..10 {
            machine.is_set(SignedDuration::from_hours(1));
            machine.passes(10 * MINUTE);
            assert!(clock.is_in_doubt());
        }
    }

    #[test]
    fn a_difference_to_the_database_puts_the_time_in_doubt() {
        let (_machine, clock) = machine();
        clock.compare(Some("an hour behind".into()));
        assert!(clock.is_in_doubt() && !clock.is_sure());
        clock.compare(None);
        assert!(!clock.is_in_doubt() && clock.is_sure());
    }

    #[test]
    fn the_machine_reports_its_uptime() {
        assert!(MachineReadings.up() > Duration::ZERO);
    }
}

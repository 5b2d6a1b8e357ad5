//! The clock that the site is served by: one that steps is not believed at once.

use super::clock::{SystemClock, whole_microseconds};
use async_trait::async_trait;
use azionelab_application::ports::Clock;
use jiff::{SignedDuration, Timestamp};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tracing::{info, warn};

/// How far the time may jump between two looks without being a step: what setting a clock by the
/// network does to one that runs, and what a leap second does.
const MAY_JUMP: SignedDuration = SignedDuration::from_secs(5);

/// After how long a time that came by a step is believed, if no other step follows.
const BELIEVED_AFTER: Duration = Duration::from_mins(15);

/// What a machine says of the time.
pub trait Readings: Send + Sync {
    /// The time that somebody has set.
    fn wall(&self) -> Timestamp;

    /// For how long the machine has been up, asleep or not. Nobody can set it.
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

/// A clock that goes on evenly when the machine's time is set, until that has proved to be right.
///
/// A time that is hours ahead for a moment would end holds and sessions, and erase guests' data for
/// ever. While the time is in doubt the clock goes on as it ran before the step, for up to 15
/// minutes, and nothing is to be expired or erased.
#[derive(Clone)]
pub struct SteadyClock {
    readings: Arc<dyn Readings>,
    state: Arc<Mutex<State>>,
}

struct State {
    /// A time that was believed, and how long the machine was up then.
    wall: Timestamp,
    up: Duration,
    step: Option<Step>,
    /// What is wrong compared with the database's clock.
    disagreement: Option<String>,
    /// Whether a time that came by a step has ever been believed.
    has_jumped: bool,
}

#[derive(Clone, Copy)]
struct Step {
    by: SignedDuration,
    seen_at: Duration,
}

impl SteadyClock {
    /// A clock that believes the time that it is now.
    pub fn new(readings: Arc<dyn Readings>) -> Self {
        let (wall, up) = (readings.wall(), readings.up());
        let state = State { wall, up, step: None, disagreement: None, has_jumped: false };
        Self { readings, state: Arc::new(Mutex::new(state)) }
    }

    /// Whether the time may be wrong. Then nothing may expire.
    pub fn is_in_doubt(&self) -> bool {
        self.look();
        let state = self.state();
        state.step.is_some() || state.disagreement.is_some()
    }

    /// Whether the time is sure enough to erase by it: no step was ever believed by waiting alone.
    pub fn is_sure(&self) -> bool {
        !self.is_in_doubt() && !self.state().has_jumped
    }

    /// Notes what is wrong compared with the database's clock, if anything is.
    pub fn compare(&self, disagreement: Option<String>) {
        let mut state = self.state();
        match (&state.disagreement, &disagreement) {
            (None, Some(fault)) => warn!("nothing expires and nothing is erased: {fault}"),
            (Some(_), None) => info!("this machine's clock and the database's agree again"),
            _ => {}
        }
        state.disagreement = disagreement;
    }

    /// Reads the time, and tells of a step once.
    fn look(&self) -> Timestamp {
        let mut state = self.state();
        let (wall, up) = (self.readings.wall(), self.readings.up());
        let since = SignedDuration::try_from(up.saturating_sub(state.up)).unwrap_or_default();
        let steady = state.wall.saturating_add(since).unwrap_or(wall);
        let by = wall.duration_since(steady);
        if by.abs() <= MAY_JUMP {
            if state.step.take().is_some() {
                info!("this machine's clock is back at the time that it had before it stepped");
            }
            (state.wall, state.up) = (wall, up);
            return wall;
        }
        let again = state.step.is_some_and(|step| (step.by - by).abs() > MAY_JUMP);
        let step = match state.step {
            Some(step) if !again => step,
            _ => {
                let way = if by.is_positive() { "forward" } else { "back" };
                let minutes = BELIEVED_AFTER.as_secs() / 60;
                warn!(
                    "this machine's clock has stepped {way} by {:#}: nothing expires and nothing \
                     is erased until it has been put right, or has run evenly for {minutes} minutes",
                    SignedDuration::from_secs(by.abs().as_secs())
                );
                Step { by, seen_at: up }
            }
        };
        if up.saturating_sub(step.seen_at) < BELIEVED_AFTER {
            state.step = Some(step);
            return whole_microseconds(steady);
        }
        warn!(
            "the time that this machine's clock has stepped to is taken to be right; guests' data \
             are erased again after a restart"
        );
        *state = State {
            wall,
            up,
            step: None,
            disagreement: state.disagreement.take(),
            has_jumped: true,
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
        self.look()
    }

    async fn sleep(&self, duration: SignedDuration) {
        SystemClock.sleep(duration).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A machine whose clocks a test turns.
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
    fn time_that_passes_is_no_step() {
        let (machine, clock) = machine();
        // Asleep for a night.
        machine.passes(Duration::from_hours(9));
        assert_eq!(clock.now(), machine.wall());
        assert!(!clock.is_in_doubt() && clock.is_sure());
    }

    #[test]
    fn a_clock_that_is_set_right_a_little_at_a_time_is_followed() {
        let (machine, clock) = machine();
        for _ in 0..100 {
            machine.passes(MINUTE);
            machine.is_set(SignedDuration::from_secs(-2));
            assert_eq!(clock.now(), machine.wall());
        }
        assert!(!clock.is_in_doubt());
    }

    #[test]
    fn a_step_is_in_doubt_and_time_goes_on_without_it() {
        for step in [FOUR_HUNDRED_DAYS, -FOUR_HUNDRED_DAYS, SignedDuration::from_secs(6)] {
            let (machine, clock) = machine();
            let before = clock.now();
            machine.is_set(step);
            machine.passes(MINUTE);
            assert_eq!(clock.now(), before + MINUTE);
            assert!(clock.is_in_doubt() && !clock.is_sure());
            machine.is_set(-step);
            assert_eq!(clock.now(), machine.wall());
            assert!(!clock.is_in_doubt() && clock.is_sure(), "it was put right");
        }
    }

    #[test]
    fn a_step_that_stays_is_believed_in_the_end_but_nothing_is_erased_by_it() {
        let (machine, clock) = machine();
        machine.is_set(FOUR_HUNDRED_DAYS);
        assert!(clock.is_in_doubt());
        machine.passes(BELIEVED_AFTER.saturating_sub(Duration::from_secs(1)));
        assert!(clock.is_in_doubt());
        machine.passes(Duration::from_secs(1));
        assert_eq!(clock.now(), machine.wall());
        assert!(!clock.is_in_doubt());
        assert!(!clock.is_sure());
    }

    #[test]
    fn a_clock_that_keeps_stepping_is_never_believed() {
        let (machine, clock) = machine();
        for _ in 0..10 {
            machine.is_set(SignedDuration::from_hours(1));
            machine.passes(10 * MINUTE);
            assert!(clock.is_in_doubt());
        }
    }

    #[test]
    fn a_database_with_another_time_is_a_doubt_until_both_agree() {
        let (_machine, clock) = machine();
        clock.compare(Some("an hour behind".into()));
        assert!(clock.is_in_doubt() && !clock.is_sure());
        clock.compare(None);
        assert!(!clock.is_in_doubt() && clock.is_sure());
    }

    #[test]
    fn the_machine_has_been_up_for_a_while() {
        assert!(MachineReadings.up() > Duration::ZERO);
    }
}

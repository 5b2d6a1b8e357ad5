use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use azionelab_application::ports::{Letter, MailFailure, Mailer, StaffLetter};
use jiff::SignedDuration;

use super::StoppedClock;

/// A mail server that keeps every letter that it is handed, taken or not.
pub struct Post {
    clock: Arc<StoppedClock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    letters: Vec<Letter>,
    staff_letters: Vec<StaffLetter>,
    failure: Option<MailFailure>,
    takes: SignedDuration,
}

impl Post {
    pub fn new(clock: Arc<StoppedClock>) -> Self {
        Self { clock, state: Mutex::default() }
    }

    /// Says this to every letter from now on.
    pub fn fail_with(&self, failure: MailFailure) {
        self.state().failure = Some(failure);
    }

    /// Can't be reached from now on.
    pub fn go_away(&self) {
        self.fail_with(MailFailure::Passing("421 busy".into()));
    }

    /// Takes every letter from now on.
    pub fn come_back(&self) {
        self.state().failure = None;
    }

    /// Takes this long for each letter from now on.
    pub fn slow_down(&self, to: SignedDuration) {
        self.state().takes = to;
    }

    /// Every letter that it was handed.
    pub fn letters(&self) -> Vec<Letter> {
        self.state().letters.clone()
    }

    /// Every letter to staff that it was handed.
    pub fn staff_letters(&self) -> Vec<StaffLetter> {
        self.state().staff_letters.clone()
    }

    /// The letter that it was handed, if it was one.
    pub fn only_letter(&self) -> Letter {
        let mut letters = self.letters();
        assert_eq!(letters.len(), 1, "one letter was handed over");
        letters.remove(0)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

#[async_trait]
impl Mailer for Post {
    async fn deliver(&self, letter: &Letter) -> Result<(), MailFailure> {
        let takes = self.state().takes;
        self.clock.advance(takes);
        let mut state = self.state();
        state.letters.push(letter.clone());
        state.failure.clone().map_or(Ok(()), Err)
    }

    async fn deliver_to_staff(&self, letter: &StaffLetter) -> Result<(), MailFailure> {
        let mut state = self.state();
        state.staff_letters.push(letter.clone());
        state.failure.clone().map_or(Ok(()), Err)
    }
}

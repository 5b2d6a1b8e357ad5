use super::StoppedClock;
use async_trait::async_trait;
use azionelab_application::mail::{HandOver, Letter, MailFailure, MailServer, Mailer, StaffLetter};
use jiff::SignedDuration;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::Notify;

/// A mail server that keeps every letter that it is handed, taken or not.
pub struct Post {
    clock: Arc<StoppedClock>,
    state: Mutex<State>,
    goes_on: Notify,
}

#[derive(Default)]
struct State {
    letters: Vec<Letter>,
    staff_letters: Vec<StaffLetter>,
    failure: Option<MailFailure>,
    takes: SignedDuration,
    hangs: Option<Hangs>,
    is_unreachable: bool,
    takes_utf8: Option<bool>,
    was_reached: bool,
}

/// Where the mail server falls silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hangs {
    BeforeTheLetter,
    AfterTheLetter,
}

impl Post {
    pub fn new(clock: Arc<StoppedClock>) -> Self {
        Self { clock, state: Mutex::default(), goes_on: Notify::new() }
    }

    /// Says this to every letter from now on.
    pub fn fail_with(&self, failure: MailFailure) {
        self.state().failure = Some(failure);
    }

    /// Can't be reached from now on.
    pub fn go_away(&self) {
        self.fail_with(MailFailure::Away("421 busy".into()));
    }

    /// Does not even answer to a greeting from now on.
    pub fn disappear(&self) {
        self.state().is_unreachable = true;
    }

    /// Says, when it is reached, whether it takes addresses beyond ASCII.
    pub fn take_utf8(&self, takes: bool) {
        self.state().takes_utf8 = Some(takes);
    }

    /// Takes every letter from now on.
    pub fn come_back(&self) {
        let mut state = self.state();
        state.failure = None;
        state.is_unreachable = false;
    }

    /// Falls silent over each letter from now on, until it goes on.
    pub fn hang(&self, hangs: Hangs) {
        self.state().hangs = Some(hangs);
    }

    /// Answers to the letter that it fell silent over.
    pub fn go_on(&self) {
        self.state().hangs = None;
        self.goes_on.notify_one();
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
    fn mail_server(&self) -> MailServer {
        MailServer::Ready
    }

    fn takes_utf8_addresses(&self) -> Option<bool> {
        let state = self.state();
        state.takes_utf8.filter(|_| state.was_reached)
    }

    async fn reach(&self) -> Result<(), MailFailure> {
        let mut state = self.state();
        if state.is_unreachable {
            return Err(MailFailure::Away("no route".into()));
        }
        state.was_reached = true;
        Ok(())
    }

    async fn deliver(&self, letter: &Letter, progress: &HandOver) -> Result<(), MailFailure> {
        let (takes, hangs) = {
            let mut state = self.state();
            state.letters.push(letter.clone());
            (state.takes, state.hangs)
        };
        self.clock.advance(takes);
        if hangs == Some(Hangs::AfterTheLetter) {
            progress.doubt();
        }
        if hangs.is_some() {
            self.goes_on.notified().await;
        }
        self.state().failure.clone().map_or(Ok(()), Err)
    }

    async fn deliver_to_staff(
        &self,
        letter: &StaffLetter,
        _: &HandOver,
    ) -> Result<(), MailFailure> {
        let mut state = self.state();
        state.staff_letters.push(letter.clone());
        state.failure.clone().map_or(Ok(()), Err)
    }
}

use super::StoppedClock;
use async_trait::async_trait;
use azionelab_application::mail::{HandOver, Letter, MailFailure, MailServer, Mailer, StaffLetter};
use jiff::SignedDuration;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::sync::Notify;

/// A fake mail server that keeps every letter that it gets, accepted or not.
pub struct FakeMailServer {
    clock: Arc<StoppedClock>,
    state: Mutex<State>,
    continued: Notify,
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

/// When the mail server stops answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hangs {
    BeforeTheLetter,
    AfterTheLetter,
}

impl FakeMailServer {
    pub fn new(clock: Arc<StoppedClock>) -> Self {
        Self { clock, state: Mutex::default(), continued: Notify::new() }
    }

    /// Fails with this error for every letter from now on.
    pub fn fail_with(&self, failure: MailFailure) {
        self.state().failure = Some(failure);
    }

    /// Fails temporarily from now on.
    pub fn fail_temporarily(&self) {
        self.fail_with(MailFailure::Away("421 busy".into()));
    }

    /// Is unreachable from now on.
    pub fn be_unreachable(&self) {
        self.state().is_unreachable = true;
    }

    /// Sets whether it supports addresses beyond ASCII.
    pub fn support_utf8(&self, takes: bool) {
        self.state().takes_utf8 = Some(takes);
    }

    /// Accepts every letter from now on.
    pub fn recover(&self) {
        let mut state = self.state();
        state.failure = None;
        state.is_unreachable = false;
    }

    /// Stops answering each letter from now on.
    pub fn hang(&self, hangs: Hangs) {
        self.state().hangs = Some(hangs);
    }

    /// Answers the letter that it did not answer.
    pub fn answer(&self) {
        self.state().hangs = None;
        self.continued.notify_one();
    }

    /// Needs this time for each letter from now on.
    pub fn slow_down(&self, to: SignedDuration) {
        self.state().takes = to;
    }

    /// All letters that it got.
    pub fn letters(&self) -> Vec<Letter> {
        self.state().letters.clone()
    }

    /// All letters to staff that it got.
    pub fn staff_letters(&self) -> Vec<StaffLetter> {
        self.state().staff_letters.clone()
    }

    /// The only letter that it got. Panics if there is not exactly one.
    pub fn only_letter(&self) -> Letter {
        let mut letters = self.letters();
        assert_eq!(letters.len(), 1, "exactly one letter was sent");
        letters.remove(0)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

#[async_trait]
impl Mailer for FakeMailServer {
    fn mail_server(&self) -> MailServer {
        MailServer::Ready
    }

    fn supports_utf8_addresses(&self) -> Option<bool> {
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
            self.continued.notified().await;
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

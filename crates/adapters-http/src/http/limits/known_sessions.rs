use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// How long a session that nobody uses is remembered, in seconds: an evening.
const REMEMBERED: u64 = 6 * 60 * 60;

/// Sessions that have proved to be somebody's, with when each was last used, in seconds. What
/// anybody makes up never gets here, so there are never more than have signed in.
#[derive(Default)]
pub(crate) struct KnownSessions(Mutex<HashMap<u64, u64>>);

impl KnownSessions {
    /// Remembers a session.
    pub fn add(&self, session: u64, now: u64) {
        self.lock().insert(session, now);
    }

    /// Whether a session is remembered; it is longer for it.
    pub fn has(&self, session: u64, now: u64) -> bool {
        self.lock().get_mut(&session).map(|used| *used = now).is_some()
    }

    /// Forgets the sessions that have not been used for long.
    pub fn forget(&self, now: u64) {
        self.lock().retain(|_, used| now.saturating_sub(*used) < REMEMBERED);
    }

    /// No one step leaves it half changed, so a panic has not spoilt it.
    fn lock(&self) -> MutexGuard<'_, HashMap<u64, u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_remembered_while_it_is_used() {
        let known_sessions = KnownSessions::default();
        known_sessions.add(1, 0);
        known_sessions.add(2, 0);
        assert!(known_sessions.has(1, REMEMBERED - 1));
        known_sessions.forget(REMEMBERED);
        assert!(known_sessions.has(1, REMEMBERED), "it was used a second ago");
        assert!(!known_sessions.has(2, REMEMBERED), "it was not used since");
        assert!(!known_sessions.has(3, REMEMBERED), "it was never proved");
    }
}

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// In seconds without use.
const REMEMBERED: u64 = 6 * 60 * 60;

/// Sessions that have proved valid, with the time of their last use in seconds. Made-up tokens are
/// never added, so the size is bounded by the number of sign-ins.
#[derive(Default)]
pub(crate) struct KnownSessions(Mutex<HashMap<u64, u64>>);

impl KnownSessions {
    pub fn add(&self, session: u64, now: u64) {
        self.lock().insert(session, now);
    }

    /// Whether the session is known. Asking also counts as use.
    pub fn has(&self, session: u64, now: u64) -> bool {
        self.lock().get_mut(&session).map(|used| *used = now).is_some()
    }

    /// Forgets sessions that have not been used for [`REMEMBERED`].
    pub fn forget(&self, now: u64) {
        self.lock().retain(|_, used| now.saturating_sub(*used) < REMEMBERED);
    }

    /// No operation leaves the map half changed, so a panic does not poison it.
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

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use async_trait::async_trait;
use azionelab_application::accounts::{PasswordHash, Passwords};
use secrecy::{ExposeSecret, SecretString};
use std::{sync::Arc, thread::available_parallelism};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// Memory in KiB, passes and lanes: the first choice of the OWASP Password Storage Cheat Sheet.
const COSTS: (u32, u32, u32) = (19 * 1024, 2, 1);

/// A hash with the same costs that matches no password. It is checked when there is no account, so
/// that both cases take the same time.
const DUMMY_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA\
    $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes passwords with Argon2id (RFC 9106). Each hash takes 19 MiB.
///
/// At most one password per core is hashed at the same time, so that many sign-ins cannot take the
/// memory and threads that bookings need.
#[derive(Debug, Clone)]
pub struct Argon2Passwords {
    argon2: Argon2<'static>,
    permits: Arc<Semaphore>,
}

impl Argon2Passwords {
    #[expect(clippy::missing_panics_doc, reason = "the costs are within Argon2's bounds")]
    pub fn new() -> Self {
        let (memory, passes, lanes) = COSTS;
        let params = Params::new(memory, passes, lanes, None).expect("the costs are within bounds");
        let permits = available_parallelism().map_or(1, usize::from);
        Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            permits: Arc::new(Semaphore::new(permits)),
        }
    }

    /// Runs `work` on a blocking thread when a permit is free. The work keeps its permit until it
    /// ends, even if the caller has gone.
    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Argon2<'static>) -> T + Send + 'static,
    ) -> T {
        let permit =
            Arc::clone(&self.permits).acquire_owned().await.expect("the semaphore is never closed");
        let argon2 = self.argon2.clone();
        let done = spawn_blocking(move || {
            let _permit = permit;
            work(&argon2)
        });
        done.await.expect("hashing does not panic")
    }
}

impl Default for Argon2Passwords {
    fn default() -> Self {
        Self::new()
    }
}

#[async_trait]
impl Passwords for Argon2Passwords {
    async fn hash(&self, password: &SecretString) -> PasswordHash {
        let password = password.clone();
        self.work(move |argon2| {
            let hash: argon2::PasswordHash = argon2
                .hash_password(password.expose_secret().as_bytes())
                .expect("the salt is random and the costs are within bounds");
            PasswordHash(hash.to_string().into())
        })
        .await
    }

    async fn verify(&self, password: &SecretString, hash: Option<&PasswordHash>) -> bool {
        let (password, hash) = (password.clone(), hash.cloned());
        self.work(move |argon2| {
            let password = password.expose_secret().as_bytes();
            let hash = hash.as_ref().and_then(|PasswordHash(hash)| {
                argon2::PasswordHash::new(hash.expose_secret()).ok()
            });
            let verifies = |hash| argon2.verify_password(password, hash).is_ok();
            if let Some(hash) = &hash {
                verifies(hash)
            } else {
                // Do the same work, so that the time does not show whether there is a hash.
                let _ = argon2::PasswordHash::new(DUMMY_HASH).as_ref().map(verifies);
                false
            }
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretString {
        text.to_owned().into()
    }

    #[tokio::test]
    async fn only_the_hashed_password_matches() {
        let passwords = Argon2Passwords::new();
        let hash = passwords.hash(&secret("quinte e sipario")).await;
        assert!(passwords.verify(&secret("quinte e sipario"), Some(&hash)).await);
        assert!(!passwords.verify(&secret("quinte e sipari"), Some(&hash)).await);
        assert!(!passwords.verify(&secret(""), Some(&hash)).await);
    }

    #[tokio::test]
    async fn two_hashes_of_a_password_differ() {
        let passwords = Argon2Passwords::new();
        let (a, b) = (passwords.hash(&secret("a")).await, passwords.hash(&secret("a")).await);
        assert_ne!(a.0.expose_secret(), b.0.expose_secret());
        assert!(a.0.expose_secret().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    #[tokio::test]
    async fn without_a_valid_hash_no_password_matches() {
        let passwords = Argon2Passwords::new();
        assert!(!passwords.verify(&secret("a"), None).await);
        let torn = PasswordHash(secret("$argon2id$v=19$"));
        assert!(!passwords.verify(&secret("a"), Some(&torn)).await);
    }

    #[test]
    fn without_a_hash_the_work_is_the_same() {
        let passwords = Argon2Passwords::new();
        let dummy = argon2::PasswordHash::new(DUMMY_HASH).unwrap();
        let params = Params::try_from(&dummy).unwrap();
        let own = passwords.argon2.params();
        assert_eq!(dummy.algorithm.as_str(), "argon2id");
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (own.m_cost(), own.t_cost(), own.p_cost())
        );
        // Without real work, the answer time would reveal that there is no account.
        let refusal = passwords.argon2.verify_password(b"a", &dummy).unwrap_err();
        assert_eq!(refusal, argon2::password_hash::Error::PasswordInvalid);
    }
}

use azionelab_domain::{ReservationCode, Secret};
use uuid::Uuid;

/// Random values, from a cryptographic source.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait Secrets: Send + Sync {
    /// 256 random bits.
    fn secret(&self) -> Secret;

    /// A reservation code, each equally likely. It may be taken already.
    fn code(&self) -> ReservationCode;

    /// A UUID version 7 of the present time.
    fn id(&self) -> Uuid;

    /// A random fraction from 0 up to, and not including, 1, to spread repeated attempts.
    fn jitter(&self) -> f64;
}

//! Identifiers. Each kind has its own type, so that they can't be mixed up.

use core::{fmt, str::FromStr};
use thiserror::Error;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a UUID")]
pub struct ParseIdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        /// A UUID version 7 (RFC 9562): newer ids sort after older ones.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self).map_err(|_| ParseIdError)
            }
        }
    };
}

id!(ShowId);
id!(VenueId);
id!(
    /// Identifies a performance and its house.
    PerformanceId
);
id!(ReservationId);
id!(CheckInId);
id!(StaffId);
id!(
    /// Identifies an outgoing message.
    MessageId
);
id!(
    /// Identifies an audit entry.
    AuditEntryId
);
id!(
    /// Identifies a session without revealing its token.
    SessionId
);

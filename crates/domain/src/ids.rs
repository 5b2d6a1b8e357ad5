//! Identifiers that can't be taken for one another.

use core::{fmt, str::FromStr};
use thiserror::Error;
use uuid::Uuid;

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a UUID")]
pub struct ParseIdError;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// A UUID version 7 (RFC 9562), so that newer ids sort after older ones.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Takes a UUID that was drawn for this kind of thing.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The bare UUID.
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

id!(
    /// Names a show.
    ShowId
);
id!(
    /// Names a venue.
    VenueId
);
id!(
    /// Names a performance, and with it its house.
    PerformanceId
);
id!(
    /// Names a reservation.
    ReservationId
);
id!(
    /// Names one check-in of a party.
    CheckInId
);
id!(
    /// Names a member of staff.
    StaffId
);
id!(
    /// Names an outgoing message.
    MessageId
);
id!(
    /// Names an entry of the audit.
    AuditEntryId
);
id!(
    /// Names the session of somebody who is signed in, to who may not know its token.
    SessionId
);

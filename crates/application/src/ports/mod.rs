//! The ports that belong to no feature. A port's doc comment is its contract.

mod background;
mod calendars;
mod clock;
mod health;
mod secrets;
mod store_error;
mod table;
mod version;

#[cfg(feature = "mock")]
pub use self::{
    background::MockBackground, calendars::MockCalendars, clock::MockClock, health::MockHealth,
    secrets::MockSecrets,
};
pub use self::{
    background::{Background, Task},
    calendars::{CalendarEvent, CalendarFeed, Calendars, EventStatus, FeedEvent, Organizer},
    clock::Clock,
    health::Health,
    secrets::Secrets,
    store_error::{Source, StoreError},
    table::{Paging, Part, Place, Sorting},
    version::{Version, Versioned},
};

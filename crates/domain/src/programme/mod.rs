mod local_time;
mod performance;
mod show;
mod slug;
mod venue;

pub use self::{
    local_time::{LocalTime, LocalTimeError, LocalTimeRefusal},
    performance::{
        Arrangement, BookingLabel, BookingState, Nearness, Performance, Policy, Seating, WrongTimes,
    },
    show::{Publication, Show},
    slug::{Slug, SlugError},
    venue::{MapPosition, Venue},
};

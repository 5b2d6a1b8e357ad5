//! What is put on, where and when, as the office arranges it: one thing a file.

mod call_off;
mod performances;
mod posters;
mod put_on;
mod rearrange;
mod remove;
mod reschedule;
mod shows;
mod venues;

pub use self::{
    call_off::CallOffPerformance,
    performances::{Consequences, PerformanceError, Proposal, SeeSeason},
    posters::{ManagePosters, PosterError},
    put_on::{PutOnError, PutOnPerformances, RunRequest, WrongStart},
    rearrange::RearrangePerformance,
    remove::RemovePerformance,
    reschedule::ReschedulePerformance,
    shows::{ManageShows, ShowContent, ShowError},
    venues::{ManageVenues, VenueContent, VenueError},
};

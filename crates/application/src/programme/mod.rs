//! Shows, venues and performances: browsing them, and editing, scheduling, rescheduling and
//! cancelling them.

mod browse;
mod cancel_performance;
mod performances;
mod ports;
mod posters;
mod rearrange;
mod remove;
mod reschedule;
mod schedule;
mod season_calendar;
mod season_listings;
mod shows;
mod venues;

#[cfg(feature = "mock")]
pub use self::ports::{
    performances::MockPerformances, poster_press::MockPosterPress, programme::MockProgramme,
    shows::MockShows, venues::MockVenues,
};
pub use self::{
    browse::{BrowseError, BrowseProgramme},
    cancel_performance::CallOffPerformance,
    performances::{Consequences, PerformanceError, Proposal, SeeSeason},
    ports::{
        performances::{
            Audience, PerformanceOrder, Performances, PutOnFailed, SeasonQuery, StagedPerformance,
            StagedShow, StagedVenue,
        },
        poster_press::{PosterPress, Unprintable},
        programme::{
            Contact, Image, ImageHash, Listing, Named, Page, PageLink, PerformanceQuery, Position,
            Poster, PosterImage, Programme, ShowEntry, ShowSeason, Site,
        },
        shows::{PrintedImage, ShowOrder, ShowQuery, ShowRow, Shows, StagingError, StillToCome},
        venues::{VenueEntry, Venues},
    },
    posters::{ManagePosters, PosterError},
    rearrange::RearrangePerformance,
    remove::RemovePerformance,
    reschedule::ReschedulePerformance,
    schedule::{PutOnError, PutOnPerformances, RunRequest, WrongStart},
    season_calendar::WriteSeasonCalendar,
    shows::{ManageShows, ShowContent, ShowError},
    venues::{ManageVenues, VenueContent, VenueError},
};

//! Shows, venues and performances: browsing them, and editing, scheduling, rescheduling and
//! cancelling them.

mod browse;
mod cancel_performance;
mod featured;
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
    performances::MockPerformances, poster_converter::MockPosterConverter,
    programme::MockProgramme, shows::MockShows, venues::MockVenues,
};
pub use self::{
    browse::{BrowseError, BrowseProgramme, HomeProgramme},
    cancel_performance::CancelPerformance,
    featured::{next_bookable, venues},
    performances::{Consequences, PerformanceError, Proposal, SeeSeason},
    ports::{
        errors::{AddError, DeleteError, SaveError, SavePosterError},
        performances::{
            Attendance, Audience, PerformanceOrder, PerformanceRow, PerformanceShow,
            PerformanceSummary, PerformanceVenue, Performances, ScheduleFailed, SeasonQuery,
        },
        poster_converter::{PosterConverter, UnreadablePicture},
        programme::{
            Contact, Image, ImageHash, Listing, Named, Page, PageLink, PerformanceQuery, Position,
            Poster, PosterImage, Programme, ShowEntry, ShowSeason, Site,
        },
        shows::{ConvertedImage, ShowOrder, ShowQuery, ShowRow, Shows, UpcomingSummary},
        venues::{VenueEntry, Venues},
    },
    posters::{ManagePosters, PosterError},
    rearrange::RearrangePerformance,
    remove::RemovePerformance,
    reschedule::ReschedulePerformance,
    schedule::{ScheduleError, SchedulePerformances, ScheduleRequest, WrongStart},
    season_calendar::WriteSeasonCalendar,
    shows::{ManageShows, ShowContent, ShowError},
    venues::{ManageVenues, VenueContent, VenueError},
};
use crate::{Ports, mail::Links};

pub struct ProgrammeUseCases {
    pub browse: BrowseProgramme,
    pub cancel: CancelPerformance,
    pub performances: SeeSeason,
    pub posters: ManagePosters,
    pub rearrange: RearrangePerformance,
    pub remove: RemovePerformance,
    pub reschedule: ReschedulePerformance,
    pub schedule: SchedulePerformances,
    pub season_calendar: WriteSeasonCalendar,
    pub shows: ManageShows,
    pub venues: ManageVenues,
}

impl ProgrammeUseCases {
    pub(crate) fn new(ports: &Ports, links: &Links) -> Self {
        Self {
            browse: BrowseProgramme::new(ports),
            cancel: CancelPerformance::new(ports),
            performances: SeeSeason::new(ports),
            posters: ManagePosters::new(ports),
            rearrange: RearrangePerformance::new(ports),
            remove: RemovePerformance::new(ports),
            reschedule: ReschedulePerformance::new(ports),
            schedule: SchedulePerformances::new(ports),
            season_calendar: WriteSeasonCalendar::new(ports, links.clone()),
            shows: ManageShows::new(ports),
            venues: ManageVenues::new(ports),
        }
    }
}

use crate::http::problem::{ApiError, Fault, FieldFault};
use azionelab_application::programme::{
    BrowseError, PerformanceError, PosterError, ScheduleError, ShowError, VenueError, WrongStart,
};
use azionelab_domain::WrongTimes;

impl From<WrongTimes> for ApiError {
    fn from(wrong: WrongTimes) -> Self {
        let faults = [
            (wrong.doors_after_start, "doors_at", Fault::AfterStart),
            (wrong.closing_after_start, "closes_at", Fault::AfterStart),
            (wrong.closing_before_opening, "closes_at", Fault::EndBeforeStart),
        ];
        let faults = faults.into_iter().filter(|(is_so, ..)| *is_so);
        Self::Validation(
            faults.map(|(_, field, fault)| FieldFault { field: field.into(), fault }).collect(),
        )
    }
}

impl From<BrowseError> for ApiError {
    fn from(error: BrowseError) -> Self {
        match error {
            BrowseError::NotFound => Self::NotFound,
            BrowseError::Renamed(today) => Self::Renamed(today),
            BrowseError::Store(error) => error.into(),
        }
    }
}

impl From<ShowError> for ApiError {
    fn from(error: ShowError) -> Self {
        match error {
            ShowError::Denied(denied) => denied.into(),
            ShowError::NotFound => Self::NotFound,
            ShowError::EditedMeanwhile => Self::EditedMeanwhile,
            ShowError::NoSlug => Self::field("slug", Fault::Required),
            ShowError::SlugTaken => Self::SlugTaken,
            ShowError::HasPerformances => Self::HasPerformances,
            ShowError::Store(error) => error.into(),
        }
    }
}

impl From<PosterError> for ApiError {
    fn from(error: PosterError) -> Self {
        match error {
            PosterError::Denied(denied) => denied.into(),
            PosterError::NotFound => Self::NotFound,
            PosterError::EditedMeanwhile => Self::EditedMeanwhile,
            PosterError::UnreadableImage => Self::UnreadableImage,
            PosterError::Store(error) => error.into(),
        }
    }
}

impl From<VenueError> for ApiError {
    fn from(error: VenueError) -> Self {
        match error {
            VenueError::Denied(denied) => denied.into(),
            VenueError::NotFound => Self::NotFound,
            VenueError::EditedMeanwhile => Self::EditedMeanwhile,
            VenueError::NoSlug => Self::field("slug", Fault::Required),
            VenueError::SlugTaken => Self::SlugTaken,
            VenueError::HasPerformances => Self::HasPerformances,
            VenueError::Store(error) => error.into(),
        }
    }
}

impl From<PerformanceError> for ApiError {
    fn from(error: PerformanceError) -> Self {
        match error {
            PerformanceError::Denied(denied) => denied.into(),
            PerformanceError::NotFound => Self::NotFound,
            PerformanceError::EditedMeanwhile => Self::EditedMeanwhile,
            PerformanceError::PerformanceCancelled => Self::PerformanceCancelled,
            PerformanceError::WrongTimes(wrong) => wrong.into(),
            PerformanceError::WrongStart(refusal) => Self::field("starts_local", refusal.into()),
            PerformanceError::InThePast => Self::field("starts_local", Fault::InThePast),
            PerformanceError::HasReservations => Self::HasReservations,
            PerformanceError::Store(error) => error.into(),
        }
    }
}

impl From<ScheduleError> for ApiError {
    fn from(error: ScheduleError) -> Self {
        match error {
            ScheduleError::Denied(denied) => denied.into(),
            ScheduleError::NoSuchShow => Self::field("show_id", Fault::Invalid),
            ScheduleError::NoSuchVenue => Self::field("venue_id", Fault::Invalid),
            ScheduleError::WrongStarts(starts) => Self::Validation(
                starts
                    .into_iter()
                    .map(|(place, wrong)| FieldFault {
                        field: format!("starts[{place}]").into(),
                        fault: wrong.into(),
                    })
                    .collect(),
            ),
            ScheduleError::Store(error) => error.into(),
        }
    }
}

impl From<WrongStart> for Fault {
    fn from(wrong: WrongStart) -> Self {
        match wrong {
            WrongStart::NoInstant(refusal) => refusal.into(),
            WrongStart::InThePast => Self::InThePast,
            WrongStart::Duplicate => Self::Duplicate,
            WrongStart::ClosingBeforeOpening => Self::EndBeforeStart,
        }
    }
}

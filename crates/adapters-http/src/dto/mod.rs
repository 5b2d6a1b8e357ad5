//! What goes over the wire.

mod account;
mod audit;
mod desk;
mod door;
mod editorial;
mod performance;
mod privacy;
mod programme;
mod reservation;
mod roster;
mod staging;
mod table;
mod tagged;
mod ticket;
mod time;
mod words;

use serde::Serialize;
use utoipa::ToSchema;

pub(crate) use self::{
    account::{Account, AccountSession, RecoveryCodes, StaffLink, TotpSetup},
    audit::AuditEntry,
    desk::{AdmittedBy, CheckInRow, ReservationDetail, ReservationRow},
    door::{CheckedIn, DoorList, DoorPerformance},
    editorial::{CompanyPageRow, CompanyPageText, Preview, SiteSettings},
    performance::{Performance, PerformanceLink},
    privacy::{Erasure, PersonalData},
    programme::{Page, Show, ShowSummary, Site, Venue, media_path},
    reservation::{Booked, Reservation, ReservationProgress},
    roster::StaffAccount,
    staging::{AdminPerformance, AdminShow, AdminVenue, Consequences, ShowConsequences, ShowRow},
    table::Table,
    tagged::Tagged,
    ticket::Ticket,
    time::Time,
    words::{AccessNeed, BookingState, Locale, Publication, ReservationStatus, Role},
};

/// A list, or a part of one.
#[derive(Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// What to ask for the next part with (`?cursor=`); null when this is the last.
    #[schema(required)]
    pub next_cursor: Option<String>,
}

impl<T> FromIterator<T> for List<T> {
    /// A whole list.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { items: items.into_iter().collect(), next_cursor: None }
    }
}

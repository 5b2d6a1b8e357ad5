//! What the use cases need of the world. A port's doc comment is its contract.

mod audit;
mod background;
mod box_office;
mod clock;
mod credentials;
mod documents;
mod door;
mod editorial;
mod health;
mod houses;
mod leftovers;
mod mailbox;
mod mailer;
mod origins;
mod outbox;
mod performances;
mod poster_press;
mod programme;
mod refusal;
mod reservations;
mod secrets;
mod shows;
mod staff;
mod staff_links;
mod staff_roster;
mod table;
mod venues;
mod version;

use thiserror::Error;

#[cfg(feature = "mock")]
pub use self::{
    audit::MockAuditLog,
    background::MockBackground,
    box_office::MockBoxOffice,
    clock::MockClock,
    credentials::MockCredentials,
    documents::{MockCalendars, MockDoorSheets, MockQrCodes},
    door::MockDoorLists,
    editorial::MockEditorial,
    health::MockHealth,
    houses::MockHouses,
    leftovers::MockLeftovers,
    mailbox::MockMailbox,
    mailer::MockMailer,
    origins::MockOrigins,
    outbox::MockOutbox,
    performances::MockPerformances,
    poster_press::MockPosterPress,
    programme::MockProgramme,
    reservations::MockReservations,
    secrets::MockSecrets,
    shows::MockShows,
    staff::{MockPasswords, MockSessions, MockStaffAccounts, MockTotpCodes},
    staff_links::MockStaffLinks,
    staff_roster::MockStaffRoster,
    venues::MockVenues,
};
pub use self::{
    audit::{
        Action, AuditActor, AuditEntry, AuditLog, AuditQuery, AuditRecord, Fact, Facts, Outcome,
        Subject, differing,
    },
    background::{Background, Task},
    box_office::{
        BoxOffice, CheckInQuery, CheckInRecord, Colleague, LatestMessage, MessageRecord,
        MessageState, PerformanceBrief, ReservationEntry, ReservationFilter, ReservationOrder,
        ReservationQuery, ReservationSearch, StatusNow,
    },
    clock::Clock,
    credentials::{Credentials, Proof},
    documents::{
        CalendarEvent, CalendarFeed, Calendars, DoorSheet, DoorSheetOrder, DoorSheets, EventStatus,
        FeedEvent, Organizer, QrCodes,
    },
    door::{DoorCheckIn, DoorEntry, DoorHouse, DoorLists, DoorSearch},
    editorial::{CompanyPage, Editorial, PageSaved, SiteSettings},
    health::Health,
    houses::{
        Announcement, Asking, ChangeFailed, Decision, HouseError, Houses, Issued, Message, Move,
        MoveRule, Needs, Rule, change,
    },
    leftovers::Leftovers,
    mailbox::{Mailbox, MailboxAttachment, MailboxEntry, MailboxMessage},
    mailer::{HandOver, Letter, MailFailure, MailServer, Mailer, StaffLetter},
    origins::Origins,
    outbox::{
        Claim, Delivery, FirstDelivery, MessageKind, Outbox, OutboxEntry, Outgoing, Settlement,
        WaitsFor,
    },
    performances::{
        Audience, PerformanceOrder, Performances, PutOnFailed, SeasonQuery, StagedPerformance,
        StagedShow, StagedVenue,
    },
    poster_press::{PosterPress, Unprintable},
    programme::{
        Contact, Image, ImageHash, Listing, Named, Page, PageLink, PerformanceQuery, Position,
        Poster, PosterImage, Programme, ShowEntry, ShowSeason, Site,
    },
    refusal::Refusal,
    reservations::{HeldReservation, Progress, ReservationKey, Reservations},
    secrets::Secrets,
    shows::{PrintedImage, ShowOrder, ShowQuery, ShowRow, Shows, StagingError, StillToCome},
    staff::{
        Account, AddAccountError, DeviceName, NewSession, OpenSession, PasswordHash, Passwords,
        Sessions, StaffAccounts, StaffMember, TotpCodes, TotpSecret,
    },
    staff_links::{LinkPurpose, NewLink, StaffLink, StaffLinks, StaffNotice},
    staff_roster::{
        AccountStatus, EditAccountError, Invitation, InvitationMessage, RosterChange, RosterEntry,
        StaffRoster,
    },
    table::{Paging, Part, Place, Sorting},
    venues::{VenueEntry, Venues},
    version::{Version, Versioned},
};

/// Where a failure came from, for the log.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// The storage did not do what was asked. Nothing was changed, unless the connection was lost at
/// the very moment of committing: then a repeated request finds out.
#[derive(Debug, Error)]
pub enum StoreError {
    /// It can't be reached or is too busy; the same request may succeed in a moment.
    #[error("the database can't be reached or is too busy")]
    Unavailable(#[source] Source),
    /// It answered with something that we did not expect.
    #[error("the database answered with something unexpected")]
    Unexpected(#[source] Source),
}

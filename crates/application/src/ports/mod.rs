//! What the use cases need of the world. A port's doc comment is its contract.

mod audit;
mod box_office;
mod clock;
mod documents;
mod door;
mod health;
mod houses;
mod leftovers;
mod mailbox;
mod mailer;
mod outbox;
mod programme;
mod reservations;
mod secrets;
mod staff;
mod version;

use thiserror::Error;

#[cfg(feature = "mock")]
pub use self::{
    audit::MockAuditLog,
    box_office::MockBoxOffice,
    clock::MockClock,
    documents::{MockCalendars, MockDoorSheets, MockQrCodes},
    door::MockDoorLists,
    health::MockHealth,
    houses::MockHouses,
    leftovers::MockLeftovers,
    mailbox::MockMailbox,
    mailer::MockMailer,
    outbox::MockOutbox,
    programme::MockProgramme,
    reservations::MockReservations,
    secrets::MockSecrets,
    staff::{MockPasswords, MockSessions, MockStaffAccounts, MockTotpCodes},
};
pub use self::{
    audit::{
        Action, AuditActor, AuditEntry, AuditLog, AuditQuery, AuditRecord, Fact, Facts, Outcome,
        Subject,
    },
    box_office::{
        BoxOffice, CheckInQuery, CheckInRecord, LatestMessage, MessageRecord, MessageState,
        PerformanceBrief, ReservationEntry, ReservationFilter, ReservationOrder, ReservationQuery,
        ReservationSearch, StatusNow,
    },
    clock::Clock,
    documents::{
        CalendarEvent, CalendarFeed, Calendars, DoorSheet, DoorSheets, FeedEvent, QrCodes,
    },
    door::{DoorCheckIn, DoorEntry, DoorHouse, DoorLists, DoorSearch},
    health::Health,
    houses::{
        ChangeFailed, Decision, HouseError, Houses, Issued, Message, Move, MoveRule, Needs,
        Refusal, Rule, change,
    },
    leftovers::Leftovers,
    mailbox::{Mailbox, MailboxAttachment, MailboxEntry, MailboxMessage},
    mailer::{Letter, MailFailure, Mailer},
    outbox::{Delivery, FirstDelivery, MessageKind, Outbox, OutboxEntry, Settlement},
    programme::{
        Contact, Image, ImageHash, Listing, Page, PageLink, PerformanceQuery, Position, Poster,
        PosterImage, Programme, ShowEntry, ShowSeason, Site,
    },
    reservations::{HeldReservation, Progress, ReservationKey, Reservations},
    secrets::Secrets,
    staff::{
        Account, AddAccountError, PasswordHash, Passwords, Sessions, StaffAccounts, StaffMember,
        TotpCodes, TotpSecret,
    },
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

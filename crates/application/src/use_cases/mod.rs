//! One use case a file.

mod authority;
mod book;
mod browse;
mod cancel;
mod change_password;
mod change_seats;
mod check_in;
mod chosen_password;
mod confirm;
mod deliver_mail;
mod door;
mod edit_pages;
mod edit_site;
mod end_sessions;
mod expire_holds;
mod follow;
mod holder;
mod links;
mod once_more;
mod own_account;
mod read_audit;
mod run;
mod season_calendar;
mod second_factor;
mod see_ticket;
mod sessions;
mod staff;
mod staff_letters;
mod staff_link;
mod staff_roster;
mod ticket;
mod tidy_up;
mod undo_check_in;
mod withdraw;

use std::sync::Arc;

use jiff::SignedDuration;

pub use self::{
    authority::{Act, Authority, Denied},
    book::{BookError, BookRequest, BookReservation, Booked, EmailDelivery},
    browse::{BrowseError, BrowseProgramme},
    cancel::{CancelError, CancelReservation},
    change_password::{ChangePassword, ChangePasswordError},
    change_seats::{ChangeSeats, ChangeSeatsError},
    check_in::{Admission, AdmissionProof, CheckInError, CheckInParty, CheckInPartyRequest},
    chosen_password::{ChosenPassword, PasswordTooShort},
    confirm::{ConfirmError, ConfirmReservation},
    deliver_mail::{DeliverMail, MailPreferences},
    door::{DoorError, SeeDoor},
    edit_pages::{EditPageError, EditPages, PageChange},
    edit_site::{EditSite, EditSiteError},
    end_sessions::{EndSessionError, EndSessions},
    expire_holds::ExpireHolds,
    follow::{FollowError, FollowReservation},
    holder::{HolderError, HolderView, ViewReservation},
    links::{BaseUrl, BaseUrlError, Links},
    own_account::{ListedSession, OwnAccount, OwnAccountError, SeeOwnAccount},
    read_audit::{ReadAudit, ReadAuditError},
    season_calendar::WriteSeasonCalendar,
    second_factor::{PreparedTotp, SecondFactorError, SetUpSecondFactor},
    see_ticket::{SeeTicket, SeeTicketError, SeenTicket},
    sessions::{
        SessionLifetimes, SignIn, SignInError, SignInRequest, SignOut, SignedIn, WhoIsSignedIn,
    },
    staff::{AddStaff, AddStaffError, NewStaffMember},
    staff_link::{Redeemed, StaffLinkError, UseStaffLinks},
    staff_roster::{KeepRoster, NewInvitation, RosterError},
    ticket::{GetTicket, TicketDocumentError},
    tidy_up::TidyUp,
    undo_check_in::{UndoCheckIn, UndoCheckInError},
    withdraw::{WithdrawError, WithdrawReservation},
};
use crate::ports::{
    AuditLog, Calendars, Clock, Credentials, DoorLists, Editorial, Houses, Leftovers, Mailer,
    Outbox, Passwords, Programme, QrCodes, Reservations, Secrets, Sessions, StaffAccounts,
    StaffLinks, StaffRoster, TotpCodes,
};

/// The adapters that the use cases work with.
#[derive(Clone)]
#[expect(missing_docs, reason = "each port documents itself")]
pub struct Ports {
    pub audit: Arc<dyn AuditLog>,
    pub calendars: Arc<dyn Calendars>,
    pub clock: Arc<dyn Clock>,
    pub credentials: Arc<dyn Credentials>,
    pub door_lists: Arc<dyn DoorLists>,
    pub editorial: Arc<dyn Editorial>,
    pub houses: Arc<dyn Houses>,
    pub leftovers: Arc<dyn Leftovers>,
    pub mailer: Arc<dyn Mailer>,
    pub outbox: Arc<dyn Outbox>,
    pub passwords: Arc<dyn Passwords>,
    pub programme: Arc<dyn Programme>,
    pub qr_codes: Arc<dyn QrCodes>,
    pub reservations: Arc<dyn Reservations>,
    pub secrets: Arc<dyn Secrets>,
    pub sessions: Arc<dyn Sessions>,
    pub staff_accounts: Arc<dyn StaffAccounts>,
    pub staff_links: Arc<dyn StaffLinks>,
    pub staff_roster: Arc<dyn StaffRoster>,
    pub totp_codes: Arc<dyn TotpCodes>,
}

/// What the operator chooses.
#[derive(Debug, Clone)]
pub struct Preferences {
    /// Where visitors find the site.
    pub base_url: BaseUrl,
    /// How mail is handed over.
    pub mail: MailPreferences,
    /// How long staff stay signed in.
    pub sessions: SessionLifetimes,
}

impl Preferences {
    /// The usual preferences for a site at `base_url`.
    pub fn new(base_url: BaseUrl) -> Self {
        Self {
            base_url,
            mail: MailPreferences { paused: false, hand_over: SignedDuration::from_secs(3) },
            sessions: SessionLifetimes::default(),
        }
    }
}

/// Every use case, ready for use.
#[expect(missing_docs, reason = "each use case documents itself")]
pub struct UseCases {
    pub add_staff: AddStaff,
    pub book: BookReservation,
    pub browse: BrowseProgramme,
    pub cancel: CancelReservation,
    pub change_password: ChangePassword,
    pub change_seats: ChangeSeats,
    pub check_in: CheckInParty,
    pub confirm: ConfirmReservation,
    pub deliver_mail: Arc<DeliverMail>,
    pub door: SeeDoor,
    pub edit_pages: EditPages,
    pub edit_site: EditSite,
    pub end_sessions: EndSessions,
    pub expire_holds: ExpireHolds,
    pub follow: FollowReservation,
    pub keep_roster: KeepRoster,
    pub own_account: SeeOwnAccount,
    pub read_audit: ReadAudit,
    pub season_calendar: WriteSeasonCalendar,
    pub second_factor: SetUpSecondFactor,
    pub see_ticket: SeeTicket,
    pub sign_in: SignIn,
    pub sign_out: SignOut,
    pub staff_links: UseStaffLinks,
    pub ticket: GetTicket,
    pub tidy_up: TidyUp,
    pub undo_check_in: UndoCheckIn,
    pub view: ViewReservation,
    pub who_is_signed_in: WhoIsSignedIn,
    pub withdraw: WithdrawReservation,
}

impl UseCases {
    /// Gives each use case its ports.
    pub fn new(ports: &Ports, preferences: Preferences) -> Self {
        let links = Links::new(preferences.base_url);
        let deliver_mail = Arc::new(DeliverMail::new(ports, links.clone(), preferences.mail));
        Self {
            add_staff: AddStaff::new(ports),
            book: BookReservation::new(ports, deliver_mail.clone()),
            browse: BrowseProgramme::new(ports),
            cancel: CancelReservation::new(ports, deliver_mail.clone()),
            change_password: ChangePassword::new(ports),
            change_seats: ChangeSeats::new(ports),
            check_in: CheckInParty::new(ports),
            confirm: ConfirmReservation::new(ports, deliver_mail.clone()),
            deliver_mail: deliver_mail.clone(),
            door: SeeDoor::new(ports),
            edit_pages: EditPages::new(ports),
            edit_site: EditSite::new(ports),
            end_sessions: EndSessions::new(ports),
            expire_holds: ExpireHolds::new(ports),
            follow: FollowReservation::new(ports),
            keep_roster: KeepRoster::new(ports, deliver_mail),
            own_account: SeeOwnAccount::new(ports, preferences.sessions),
            read_audit: ReadAudit::new(ports),
            season_calendar: WriteSeasonCalendar::new(ports, links.clone()),
            second_factor: SetUpSecondFactor::new(ports),
            see_ticket: SeeTicket::new(ports),
            sign_in: SignIn::new(ports, preferences.sessions),
            sign_out: SignOut::new(ports, preferences.sessions),
            staff_links: UseStaffLinks::new(ports),
            ticket: GetTicket::new(ports, links),
            tidy_up: TidyUp::new(ports, preferences.sessions),
            undo_check_in: UndoCheckIn::new(ports),
            view: ViewReservation::new(ports),
            who_is_signed_in: WhoIsSignedIn::new(ports, preferences.sessions),
            withdraw: WithdrawReservation::new(ports),
        }
    }
}

use crate::{
    accounts::{
        AddStaff, ChangePassword, Credentials, EndSessions, KeepRoster, Passwords, SeeOwnAccount,
        SessionLifetimes, Sessions, SetUpSecondFactor, SignIn, SignOut, StaffAccounts, StaffLinks,
        StaffRoster, TotpCodes, UseStaffLinks, WhoIsSignedIn,
    },
    audit::{AuditLog, ReadAudit},
    booking::{
        BookReservation, CancelReservation, ChangeSeats, ConfirmReservation, ExpireHolds,
        FollowReservation, GetTicket, MailLink, Origins, QrCodes, Reservations, SeeTicket,
        ViewReservation, WithdrawReservation,
    },
    box_office::{
        BoxOffice, BrowseReservations, CancelByStaff, ChangeSeatsByStaff, ConfirmByStaff,
        CorrectGuest, MoveReservation, ResendMail, SeeReservation, WriteDownReservation,
    },
    door::{CheckInParty, DoorLists, DoorSheets, SeatWalkIn, SeeDoor, UndoCheckIn},
    houses::Houses,
    mail::{BaseUrl, DeliverMail, Links, MailPreferences, Mailer, Outbox},
    ports::{Background, Calendars, Clock, Secrets},
    privacy::{
        EraseExpired, EraseGuest, ExportGuest, KeptLetters, Leftovers, PersonalData, TidyUp,
    },
    programme::{
        BrowseProgramme, CallOffPerformance, ManagePosters, ManageShows, ManageVenues,
        Performances, PosterPress, Programme, PutOnPerformances, RearrangePerformance,
        RemovePerformance, ReschedulePerformance, SeeSeason, Shows, Venues, WriteSeasonCalendar,
    },
    site::{EditPages, EditSite, Editorial},
};
use azionelab_domain::UnconfirmedLimits;
use jiff::SignedDuration;
use std::sync::Arc;

/// The adapters that the use cases work with.
#[derive(Clone)]
#[expect(missing_docs, reason = "each port documents itself")]
pub struct Ports {
    pub audit: Arc<dyn AuditLog>,
    pub background: Arc<dyn Background>,
    pub box_office: Arc<dyn BoxOffice>,
    pub calendars: Arc<dyn Calendars>,
    pub clock: Arc<dyn Clock>,
    pub credentials: Arc<dyn Credentials>,
    pub door_lists: Arc<dyn DoorLists>,
    pub door_sheets: Arc<dyn DoorSheets>,
    pub editorial: Arc<dyn Editorial>,
    pub houses: Arc<dyn Houses>,
    pub kept_letters: Arc<dyn KeptLetters>,
    pub leftovers: Arc<dyn Leftovers>,
    pub mailer: Arc<dyn Mailer>,
    pub origins: Arc<dyn Origins>,
    pub outbox: Arc<dyn Outbox>,
    pub passwords: Arc<dyn Passwords>,
    pub performances: Arc<dyn Performances>,
    pub personal_data: Arc<dyn PersonalData>,
    pub poster_press: Arc<dyn PosterPress>,
    pub programme: Arc<dyn Programme>,
    pub qr_codes: Arc<dyn QrCodes>,
    pub reservations: Arc<dyn Reservations>,
    pub secrets: Arc<dyn Secrets>,
    pub sessions: Arc<dyn Sessions>,
    pub shows: Arc<dyn Shows>,
    pub staff_accounts: Arc<dyn StaffAccounts>,
    pub staff_links: Arc<dyn StaffLinks>,
    pub staff_roster: Arc<dyn StaffRoster>,
    pub totp_codes: Arc<dyn TotpCodes>,
    pub venues: Arc<dyn Venues>,
}

/// What the operator chooses.
#[derive(Debug, Clone)]
pub struct Preferences {
    /// Where visitors find the site.
    pub base_url: BaseUrl,
    /// How mail is handed over.
    pub mail: MailPreferences,
    /// How many seats may be unconfirmed; none for no limits.
    pub unconfirmed: Option<UnconfirmedLimits>,
    /// How long staff stay signed in.
    pub sessions: SessionLifetimes,
}

impl Preferences {
    /// The usual preferences for a site at `base_url`.
    pub fn new(base_url: BaseUrl) -> Self {
        Self {
            base_url,
            mail: MailPreferences { paused: false, hand_over: SignedDuration::from_secs(3) },
            unconfirmed: None,
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
    pub browse_reservations: BrowseReservations,
    pub call_off: CallOffPerformance,
    pub cancel: CancelReservation,
    pub cancel_by_staff: CancelByStaff,
    pub change_password: ChangePassword,
    pub change_seats: ChangeSeats,
    pub change_seats_by_staff: ChangeSeatsByStaff,
    pub check_in: CheckInParty,
    pub confirm: ConfirmReservation,
    pub confirm_by_staff: ConfirmByStaff,
    pub correct_guest: CorrectGuest,
    pub deliver_mail: Arc<DeliverMail>,
    pub door: SeeDoor,
    pub edit_pages: EditPages,
    pub edit_site: EditSite,
    pub end_sessions: EndSessions,
    pub erase_expired: EraseExpired,
    pub erase_guest: EraseGuest,
    pub expire_holds: ExpireHolds,
    pub export_guest: ExportGuest,
    pub follow: FollowReservation,
    pub keep_roster: KeepRoster,
    pub mail_link: MailLink,
    pub manage_posters: ManagePosters,
    pub manage_shows: ManageShows,
    pub manage_venues: ManageVenues,
    pub move_reservation: MoveReservation,
    pub own_account: SeeOwnAccount,
    pub put_on: PutOnPerformances,
    pub read_audit: ReadAudit,
    pub rearrange: RearrangePerformance,
    pub remove_performance: RemovePerformance,
    pub reschedule: ReschedulePerformance,
    pub resend_mail: ResendMail,
    pub season_calendar: WriteSeasonCalendar,
    pub seat_walk_in: SeatWalkIn,
    pub second_factor: SetUpSecondFactor,
    pub see_reservation: SeeReservation,
    pub see_season: SeeSeason,
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
    pub write_down: WriteDownReservation,
}

impl UseCases {
    /// Gives each use case its ports.
    pub fn new(ports: &Ports, preferences: Preferences) -> Self {
        let links = Links::new(preferences.base_url);
        let deliver_mail = Arc::new(DeliverMail::new(
            ports,
            links.clone(),
            preferences.mail,
            preferences.unconfirmed,
        ));
        Self {
            add_staff: AddStaff::new(ports),
            book: BookReservation::new(ports, deliver_mail.clone(), preferences.unconfirmed),
            browse: BrowseProgramme::new(ports),
            browse_reservations: BrowseReservations::new(ports),
            call_off: CallOffPerformance::new(ports),
            cancel: CancelReservation::new(ports, deliver_mail.clone()),
            cancel_by_staff: CancelByStaff::new(ports, deliver_mail.clone()),
            change_password: ChangePassword::new(ports),
            change_seats: ChangeSeats::new(ports, deliver_mail.clone()),
            change_seats_by_staff: ChangeSeatsByStaff::new(ports, deliver_mail.clone()),
            check_in: CheckInParty::new(ports),
            confirm: ConfirmReservation::new(ports, deliver_mail.clone()),
            confirm_by_staff: ConfirmByStaff::new(ports, deliver_mail.clone()),
            correct_guest: CorrectGuest::new(ports, deliver_mail.clone()),
            door: SeeDoor::new(ports),
            edit_pages: EditPages::new(ports),
            edit_site: EditSite::new(ports),
            end_sessions: EndSessions::new(ports),
            erase_expired: EraseExpired::new(ports),
            erase_guest: EraseGuest::new(ports),
            expire_holds: ExpireHolds::new(ports),
            export_guest: ExportGuest::new(ports),
            follow: FollowReservation::new(ports),
            keep_roster: KeepRoster::new(ports, deliver_mail.clone()),
            mail_link: MailLink::new(ports, deliver_mail.clone()),
            manage_posters: ManagePosters::new(ports),
            manage_shows: ManageShows::new(ports),
            manage_venues: ManageVenues::new(ports),
            move_reservation: MoveReservation::new(ports, deliver_mail.clone()),
            own_account: SeeOwnAccount::new(ports, preferences.sessions),
            put_on: PutOnPerformances::new(ports),
            read_audit: ReadAudit::new(ports),
            rearrange: RearrangePerformance::new(ports),
            remove_performance: RemovePerformance::new(ports),
            reschedule: ReschedulePerformance::new(ports),
            resend_mail: ResendMail::new(ports, deliver_mail.clone()),
            season_calendar: WriteSeasonCalendar::new(ports, links.clone()),
            seat_walk_in: SeatWalkIn::new(ports),
            second_factor: SetUpSecondFactor::new(ports),
            see_reservation: SeeReservation::new(ports),
            see_season: SeeSeason::new(ports),
            see_ticket: SeeTicket::new(ports),
            sign_in: SignIn::new(ports, preferences.sessions),
            sign_out: SignOut::new(ports, preferences.sessions),
            staff_links: UseStaffLinks::new(ports),
            tidy_up: TidyUp::new(ports, preferences.sessions),
            undo_check_in: UndoCheckIn::new(ports),
            view: ViewReservation::new(ports),
            who_is_signed_in: WhoIsSignedIn::new(ports, preferences.sessions),
            withdraw: WithdrawReservation::new(ports),
            write_down: WriteDownReservation::new(ports, deliver_mail.clone()),
            ticket: GetTicket::new(ports, links),
            deliver_mail,
        }
    }
}

use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, AuditEntry, Fact, Facts, Subject},
    booking::{ReservationKey, Reservations},
    houses::{Decision, HouseError, Houses, Needs, Refusal, change},
    mail::{DeliverMail, MessageKind},
    ports::{Secrets, StoreError, Version},
};
use azionelab_domain::{
    Change, EmailAddress, Guest, House, MessageId, PerformanceId, Permission, Reservation,
    ReservationId, Status,
};
use jiff::Timestamp;
use std::sync::Arc;
use thiserror::Error;

/// Why something was not done at the desk, where `R` is what the rules say.
#[derive(Debug, Error)]
pub enum BoxOfficeError<R> {
    /// Their role does not allow it.
    #[error("not with this role")]
    Forbidden,
    #[error("there is no such thing")]
    NotFound,
    /// Somebody else has changed it since it was read.
    #[error("it was edited meanwhile")]
    EditedMeanwhile,
    /// The mail server can't write to the guest's address (see
    /// [`BookError::AddressBeyondAscii`](crate::booking::BookError::AddressBeyondAscii)).
    #[error("the mail server can't write to the address")]
    AddressBeyondAscii,
    #[error("the rules refuse it")]
    Refused(R),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<R> From<Denied> for BoxOfficeError<R> {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Forbidden => Self::Forbidden,
            Denied::Store(error) => Self::Store(error),
        }
    }
}

/// Changes reservations on behalf of their guests, and records who did.
#[derive(Clone)]
pub(crate) struct ReservationChanges {
    pub authority: Authority,
    pub houses: Arc<dyn Houses>,
    pub reservations: Arc<dyn Reservations>,
    pub secrets: Arc<dyn Secrets>,
    pub mail: Arc<DeliverMail>,
}

/// What is to be done to one reservation.
pub(crate) struct StaffChange<D, L> {
    pub action: Action,
    pub of: ReservationId,
    /// The version that whoever asks has seen, where it matters what they have.
    pub over: Option<Version>,
    /// What the audit is told of it when it is refused.
    pub asked: Facts,
    /// The rule.
    pub decide: D,
    /// What the guest is written, if anything.
    pub letter: L,
}

impl ReservationChanges {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self {
            authority: Authority::new(ports),
            houses: ports.houses.clone(),
            reservations: ports.reservations.clone(),
            secrets: ports.secrets.clone(),
            mail,
        }
    }

    /// The reservation that `who` may change, and the act of doing so.
    pub(crate) async fn authorize<R>(
        &self,
        who: &StaffMember,
        action: Action,
        of: ReservationId,
    ) -> Result<(ReservationKey, Act), BoxOfficeError<R>> {
        let act = Act::new(action, Subject::Reservation(of));
        self.authority.authorize(who, Permission::ManageReservations, &act).await?;
        let key = self.reservations.by_id(of).await?.ok_or(BoxOfficeError::NotFound)?;
        Ok((key, act.at(key.performance)))
    }

    /// Does it. What changes nothing and tells nobody anything is not written down.
    pub(crate) async fn run<R, D, L>(
        &self,
        who: &StaffMember,
        wanted: StaffChange<D, L>,
    ) -> Result<(), BoxOfficeError<R>>
    where
        R: Refusal,
        D: Fn(&House, Timestamp) -> Result<Change, R> + Send + Sync + 'static,
        L: Fn(&Change) -> Option<MessageKind> + Copy + Send + Sync + 'static,
    {
        let StaffChange { action, of, over, asked, decide, letter } = wanted;
        let (key, act) = self.authorize(who, action, of).await?;
        let secret = self.secrets.secret();
        let draft = self.mail.draft(
            MessageId::new(self.secrets.id()),
            MessageKind::YourTicket,
            Some(&secret),
        );
        let entry = self.authority.draw_id();
        let (doing, member) = (act.clone(), who.clone());
        let rule = move |house: &House, now| {
            let change = decide(house, now)?;
            let kind = letter_to(letter, &change)
                .filter(|kind| !kind.carries_link() || can_be_sent(house, &change, of, now));
            let told = kind
                .map(|kind| draft.saying(kind).about(of, house, now))
                .or_else(|| draft.about_seats(&change, house, now));
            if told.is_none() && matches!(change, Change::Unchanged(_)) {
                return Ok(Decision::from(change));
            }
            let (mut before, mut after) = (Facts::new(), Facts::new());
            if let (Some(old), Some(new)) = (house.reservation(of), change.reservation()) {
                (before, after) = difference(old, new);
            }
            if change.ends_links_of().is_some() {
                after.insert("links_ended", true.into());
            }
            if let Some(told) = &told {
                after.insert("mail", told.kind.as_str().into());
            }
            let entry = AuditEntry { before, after, ..doing.clone().done(entry, &member, now) };
            Ok::<_, R>(Decision::from(change).telling(told).noted(entry))
        };
        let needs = Needs { reservation: Some(of), reservation_version: over, ..Needs::default() };
        match change(&*self.houses, key.performance, needs, rule).await {
            Ok(done) => {
                if let Some(kind) = letter_to(letter, &done) {
                    let secret = kind.carries_link().then_some(&secret);
                    self.mail.hand_over(draft.id, secret).await;
                }
                Ok(())
            }
            Err(failed) => Err(self.refuse(who, &act, asked, failed).await),
        }
    }

    /// Writes down what was refused.
    pub(crate) async fn refuse<R: Refusal>(
        &self,
        who: &StaffMember,
        act: &Act,
        asked: Facts,
        failed: HouseError<R>,
    ) -> BoxOfficeError<R> {
        match failed {
            HouseError::NoSuchHouse => BoxOfficeError::NotFound,
            HouseError::EditedMeanwhile => {
                self.authority.refused(who, act, "edited-meanwhile", asked).await;
                BoxOfficeError::EditedMeanwhile
            }
            failed => match failed.into_store_error() {
                Ok(refusal) => {
                    self.authority.refused(who, act, refusal.name(), asked).await;
                    BoxOfficeError::Refused(refusal)
                }
                Err(error) => BoxOfficeError::Store(error),
            },
        }
    }
}

/// Whether a link or a ticket still says something after a change.
pub(crate) fn can_be_sent(
    house: &House,
    change: &Change,
    of: ReservationId,
    now: Timestamp,
) -> bool {
    let mut after = house.clone();
    after.apply(change);
    after.resend(of, now).is_ok()
}

/// What a guest is written about a change; nothing to who left no address.
pub(crate) fn letter_to(
    letter: impl Fn(&Change) -> Option<MessageKind>,
    change: &Change,
) -> Option<MessageKind> {
    let reservation = change.reservation()?;
    reservation.guest.email.as_ref().and_then(|_| letter(change))
}

/// Where a reservation is in its life, in the audit's words.
pub(crate) fn word(status: Status) -> &'static str {
    match status {
        Status::Pending { .. } => "pending",
        Status::Expired => "expired",
        Status::Confirmed => "confirmed",
        Status::Cancelled => "cancelled",
    }
}

/// What differs between a reservation before and after. Of a guest only *that* something was
/// changed is told.
pub(crate) fn difference(before: &Reservation, after: &Reservation) -> (Facts, Facts) {
    let (mut old, mut new) = (Facts::new(), Facts::new());
    let mut differ = |name, was: Fact, is: Fact| {
        if was != is {
            old.insert(name, was);
            new.insert(name, is);
        }
    };
    differ("status", word(before.status).into(), word(after.status).into());
    differ("seats", before.seats.count().into(), after.seats.count().into());
    differ(
        "performance",
        before.performance.to_string().into(),
        after.performance.to_string().into(),
    );
    let (was, is) = (&before.guest, &after.guest);
    differ("locale", was.locale.tag().into(), is.locale.tag().into());
    for (name, changed) in [
        ("name_changed", was.name != is.name),
        ("email_changed", was.email != is.email),
        ("phone_changed", was.phone != is.phone),
        ("note_changed", was.note != is.note),
        ("access_needs_changed", was.access_needs != is.access_needs),
    ] {
        if changed {
            new.insert(name, true.into());
        }
    }
    (old, new)
}

/// What the audit is told of a party that is recorded.
pub(crate) fn party_facts(seats: u32, guest: &Guest) -> Facts {
    Facts::from([
        ("seats", seats.into()),
        ("email_given", guest.email.as_ref().map(EmailAddress::as_str).is_some().into()),
    ])
}

/// Concerns a performance, as most of what the desk does.
pub(crate) fn at_performance(action: Action, performance: PerformanceId) -> Act {
    Act::new(action, Subject::Performance(performance))
}

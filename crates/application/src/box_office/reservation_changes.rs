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
    ReservationId,
};
use jiff::Timestamp;
use std::sync::Arc;
use thiserror::Error;

/// Why the box office could not do something. `R` is the refusal of the rule.
#[derive(Debug, Error)]
pub enum BoxOfficeError<R> {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("not found")]
    NotFound,
    /// It has changed since it was read.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    /// See [`BookError::AddressBeyondAscii`](crate::booking::BookError::AddressBeyondAscii).
    #[error("the mail server does not support addresses beyond ASCII")]
    AddressBeyondAscii,
    #[error("the rule refused")]
    Refused(R),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Changes reservations for guests and records the changes.
#[derive(Clone)]
pub(crate) struct ReservationChanges {
    pub authority: Authority,
    pub houses: Arc<dyn Houses>,
    pub reservations: Arc<dyn Reservations>,
    pub secrets: Arc<dyn Secrets>,
    pub mail: Arc<DeliverMail>,
}

/// A change to one reservation by staff.
pub(crate) struct StaffChange<D, L> {
    pub action: Action,
    pub of: ReservationId,
    /// The version that the caller has seen, if the change depends on it.
    pub over: Option<Version>,
    /// The facts for the audit if the change is refused.
    pub requested: Facts,
    pub decide: D,
    /// The letter to the guest after the change, if any.
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

    /// Authorizes an action and finds its reservation.
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

    /// Makes the change. A change that changes nothing and sends nothing is not recorded.
    pub(crate) async fn run<R, D, L>(
        &self,
        who: &StaffMember,
        staff_change: StaffChange<D, L>,
    ) -> Result<(), BoxOfficeError<R>>
    where
        R: Refusal,
        D: Fn(&House, Timestamp) -> Result<Change, R> + Send + Sync + 'static,
        L: Fn(&Change) -> Option<MessageKind> + Copy + Send + Sync + 'static,
    {
        let StaffChange { action, of, over, requested, decide, letter } = staff_change;
        let (key, act) = self.authorize(who, action, of).await?;
        let secret = self.secrets.secret();
        let draft = self.mail.draft(
            MessageId::new(self.secrets.id()),
            MessageKind::YourTicket,
            Some(&secret),
        );
        let entry = self.authority.new_entry_id();
        let (act_done, member) = (act.clone(), who.clone());
        let rule = move |house: &House, now| {
            let change = decide(house, now)?;
            let kind = letter_to(letter, &change)
                .filter(|kind| !kind.carries_link() || can_be_sent(house, &change, of, now));
            let message = kind
                .map(|kind| draft.saying(kind).about(of, house, now))
                .or_else(|| draft.about_seats(&change, house, now));
            if message.is_none() && matches!(change, Change::Unchanged(_)) {
                return Ok(Decision::from(change));
            }
            let (mut before, mut after) = (Facts::new(), Facts::new());
            if let (Some(old), Some(new)) = (house.reservation(of), change.reservation()) {
                (before, after) = difference(old, new);
            }
            if change.revokes_links_of().is_some() {
                after.insert("links_ended", true.into());
            }
            if let Some(message) = &message {
                after.insert("mail", message.kind.as_str().into());
            }
            let entry = AuditEntry { before, after, ..act_done.clone().done(entry, &member, now) };
            Ok::<_, R>(Decision::from(change).with_message(message).with_audit_entry(entry))
        };
        let needs = Needs { reservation: Some(of), reservation_version: over, ..Needs::default() };
        match change(&*self.houses, key.performance, needs, rule).await {
            Ok(changed) => {
                if let Some(kind) = letter_to(letter, &changed) {
                    let secret = kind.carries_link().then_some(&secret);
                    self.mail.hand_over(draft.id, secret).await;
                }
                Ok(())
            }
            Err(failed) => Err(self.refuse(who, &act, requested, failed).await),
        }
    }

    /// Records a refusal.
    pub(crate) async fn refuse<R: Refusal>(
        &self,
        who: &StaffMember,
        act: &Act,
        requested: Facts,
        failed: HouseError<R>,
    ) -> BoxOfficeError<R> {
        match failed {
            HouseError::NoSuchHouse => BoxOfficeError::NotFound,
            HouseError::EditedMeanwhile => {
                self.authority.refused(who, act, "edited-meanwhile", requested).await;
                BoxOfficeError::EditedMeanwhile
            }
            failed => match failed.into_store_error() {
                Ok(refusal) => {
                    self.authority.refused(who, act, refusal.name(), requested).await;
                    BoxOfficeError::Refused(refusal)
                }
                Err(error) => BoxOfficeError::Store(error),
            },
        }
    }
}

/// Whether a link or a ticket is still useful after a change.
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

/// The letter about a change. `None` if the guest has no address.
pub(crate) fn letter_to(
    letter: impl Fn(&Change) -> Option<MessageKind>,
    change: &Change,
) -> Option<MessageKind> {
    let reservation = change.reservation()?;
    reservation.guest.email.as_ref().and_then(|_| letter(change))
}

/// The facts that differ between two states of a reservation. For the guest's data they say only
/// *that* it changed.
pub(crate) fn difference(before: &Reservation, after: &Reservation) -> (Facts, Facts) {
    let (mut old, mut new) = (Facts::new(), Facts::new());
    let mut differ = |name, was: Fact, is: Fact| {
        if was != is {
            old.insert(name, was);
            new.insert(name, is);
        }
    };
    let status = |of: &Reservation| of.status.kind().as_str().into();
    differ("status", status(before), status(after));
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
        // The audit is never rewritten, so the fact keeps its first name.
        ("note_changed", was.notes != is.notes),
        ("access_needs_changed", was.access_needs != is.access_needs),
    ] {
        if changed {
            new.insert(name, true.into());
        }
    }
    (old, new)
}

/// The audit facts of a new reservation.
pub(crate) fn party_facts(seats: u32, guest: &Guest) -> Facts {
    Facts::from([
        ("seats", seats.into()),
        ("email_given", guest.email.as_ref().map(EmailAddress::as_str).is_some().into()),
    ])
}

/// An act on a performance.
pub(crate) fn at_performance(action: Action, performance: PerformanceId) -> Act {
    Act::new(action, Subject::Performance(performance))
}

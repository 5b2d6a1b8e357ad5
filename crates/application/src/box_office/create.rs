use super::{
    BoxOfficeError,
    reservation_changes::{ReservationChanges, at_performance, party_facts},
};
use crate::{
    Ports,
    accounts::StaffMember,
    audit::{Action, AuditEntry, Subject},
    houses::{Decision, HouseError, Needs, change},
    mail::{DeliverMail, MessageKind},
};
use azionelab_domain::{
    AttemptKey, BookRefusal, BookingRequest, Change, Fingerprint, Guest, House, MessageId,
    PerformanceId, Permission, ReservationId, Seats,
};
use std::sync::Arc;

const CREATE: Action = Action::named("reservation.create");

/// How often a code is drawn.
const DRAWS: usize = 3;

/// A reservation for a guest who calls.
#[derive(Debug, Clone)]
pub struct CreateReservationRequest {
    pub performance: PerformanceId,
    pub guest: Guest,
    pub seats: Seats,
    /// Whether the limits for visitors do not apply.
    pub beyond_limits: bool,
    /// The client's key of this attempt and the fingerprint of its content.
    pub attempt: Option<(String, Fingerprint)>,
}

/// Creates a confirmed reservation and mails the ticket if there is an address.
pub struct CreateReservation {
    changes: ReservationChanges,
}

impl CreateReservation {
    pub(crate) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { changes: ReservationChanges::new(ports, mail) }
    }

    /// Creates the reservation. A repeated request finds the reservation that it created.
    pub async fn execute(
        &self,
        who: &StaffMember,
        request: CreateReservationRequest,
    ) -> Result<ReservationId, BoxOfficeError<BookRefusal>> {
        let act = at_performance(CREATE, request.performance);
        self.changes.authority.authorize(who, Permission::ManageReservations, &act).await?;
        if let Some(email) = &request.guest.email
            && !self.changes.mail.can_write_to(email).await
        {
            return Err(BoxOfficeError::AddressBeyondAscii);
        }
        let mut draws = 1;
        loop {
            match self.draw_and_create(who, &request).await {
                Err(HouseError::Collision) if draws < DRAWS => draws += 1,
                Ok(id) => return Ok(id),
                Err(failed) => {
                    let requested = party_facts(request.seats.count(), &request.guest);
                    return Err(self.changes.refuse(who, &act, requested, failed).await);
                }
            }
        }
    }

    async fn draw_and_create(
        &self,
        who: &StaffMember,
        request: &CreateReservationRequest,
    ) -> Result<ReservationId, HouseError<BookRefusal>> {
        let changes = &self.changes;
        let secret = changes.secrets.secret();
        let message = MessageId::new(changes.secrets.id());
        let draft = changes.mail.draft(message, MessageKind::YourTicket, Some(&secret));
        let attempt = request
            .attempt
            .as_ref()
            .map(|(key, fingerprint)| (AttemptKey::of_staff("office", key), *fingerprint));
        let needs = Needs {
            guest: request.guest.email.clone(),
            attempt: attempt.as_ref().map(|(key, _)| key.clone()),
            ..Needs::default()
        };
        let booking = BookingRequest {
            id: ReservationId::new(changes.secrets.id()),
            code: changes.secrets.code(),
            guest: request.guest.clone(),
            seats: request.seats,
            attempt,
            origin: None,
            limits: None,
        };
        let act = crate::accounts::Act::new(CREATE, Subject::Reservation(booking.id))
            .at(request.performance);
        let (entry, member) = (changes.authority.new_entry_id(), who.clone());
        let beyond_limits = request.beyond_limits;
        let rule = move |house: &House, now| {
            let change = house.create(&booking, beyond_limits, now)?;
            let Change::Booked { reservation, .. } = &change else {
                return Ok(Decision::from(change));
            };
            let mut after = party_facts(reservation.seats.count(), &reservation.guest);
            after.insert("beyond_limits", beyond_limits.into());
            let entry = AuditEntry { after, ..act.clone().done(entry, &member, now) };
            let letter = draft.about(booking.id, house, now);
            let message_to_send = reservation.guest.email.is_some().then_some(letter);
            Ok::<_, BookRefusal>(
                Decision::from(change).with_message(message_to_send).with_audit_entry(entry),
            )
        };
        match change(&*changes.houses, request.performance, needs, rule).await? {
            Change::Booked { reservation, .. } => {
                if reservation.guest.email.is_some() {
                    changes.mail.hand_over(message, Some(&secret)).await;
                }
                Ok(reservation.id)
            }
            Change::AlreadyBooked(attempt) => Ok(attempt.reservation),
            _ => Err(HouseError::Collision),
        }
    }
}

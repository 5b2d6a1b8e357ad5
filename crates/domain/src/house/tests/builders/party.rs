use super::{check_in_id, email, guest, minutes, now, origin, party_id, seats, staff};
use crate::{BookingSource, CheckIn, PerformanceId, Reservation, ReservationCode, Status};
use jiff::Timestamp;
use uuid::Uuid;

/// A party of two whose seats are held for half an hour from now.
pub fn party(number: u32) -> Party {
    Party(Reservation {
        id: party_id(number.into()),
        performance: PerformanceId::new(Uuid::from_u128(1)),
        code: ReservationCode::from_number(number),
        source: BookingSource::Website,
        guest: guest(&format!("guest{number}@example.org")),
        seats: seats(2),
        status: Status::Pending { hold_until: now() + minutes(30) },
        booked_at: now(),
        confirmed_at: None,
        cancelled_at: None,
        origin: None,
        check_ins: Vec::new(),
    })
}

#[derive(Debug, Clone)]
pub struct Party(pub Reservation);

impl Party {
    pub fn of(mut self, address: &str) -> Self {
        self.0.guest.email = Some(email(address));
        self
    }

    pub fn seats(mut self, count: i64) -> Self {
        self.0.seats = seats(count);
        self
    }

    pub fn held_until(mut self, hold_until: Timestamp) -> Self {
        self.0.status = Status::Pending { hold_until };
        self
    }

    /// Sets the origin to this IP address.
    pub fn from(mut self, address: &str) -> Self {
        self.0.origin = Some(origin(address));
        self
    }

    pub fn expired(mut self) -> Self {
        self.0.status = Status::Expired;
        self
    }

    pub fn confirmed(mut self) -> Self {
        self.0.status = Status::Confirmed;
        self.0.confirmed_at = Some(now());
        self
    }

    pub fn cancelled(mut self) -> Self {
        self.0.status = Status::Cancelled;
        self.0.cancelled_at = Some(now());
        self
    }

    /// Admits some of the party, as staff 1 with check-in 1, 2 and so on.
    pub fn admitted(mut self, count: i64) -> Self {
        self.0.check_ins.push(CheckIn {
            id: check_in_id(self.0.check_ins.len() as u128 + 1),
            seats: seats(count),
            at: now(),
            by: staff(1),
            client_ref: None,
            override_reason: None,
            undone: None,
        });
        self
    }
}

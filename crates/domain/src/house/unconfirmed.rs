use super::{BookRefusal, House};
use crate::Seats;
use jiff::{SignedDuration, Timestamp};

/// How long before the end of booking the allowed share of unconfirmed seats starts to grow.
const GROWTH_PERIOD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The final share, in percent.
const MAX_SHARE: u8 = 90;

/// Even in a small house, this many parties of the maximum size may be unconfirmed.
const MIN_PARTIES: u32 = 2;

/// The shortest hold. A message needs time to arrive and to be read.
const MIN_HOLD: SignedDuration = SignedDuration::from_mins(10);

/// Limits on the seats held by unconfirmed bookings. A confirmed booking no longer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnconfirmedLimits {
    /// Per client, at all performances together.
    pub per_client: u32,
    /// Per network, at all performances together.
    pub per_network: u32,
    /// The share of a house's unconfirmed and free seats, in percent, until a week before booking
    /// closes. It then grows to 90 percent.
    pub percent_of_house: u8,
}

impl Default for UnconfirmedLimits {
    fn default() -> Self {
        Self { per_client: 100, per_network: 200, percent_of_house: 50 }
    }
}

/// The unconfirmed seats of one origin, at all performances together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnconfirmedSeats {
    pub of_client: u32,
    pub of_network: u32,
}

/// The limit that was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnconfirmedBy {
    /// That of the client.
    Client,
    /// That of the client's network.
    Network,
    /// That of this house, for everybody together.
    House,
}

impl House {
    /// Sets how many unconfirmed seats the origin of the next booking holds, at all performances
    /// together.
    pub const fn set_unconfirmed_of_origin(&mut self, seats: UnconfirmedSeats) {
        self.of_origin = seats;
    }

    /// The seats held at `now` by unconfirmed reservations.
    pub fn unconfirmed(&self, now: Timestamp) -> u32 {
        self.unconfirmed_elsewhere + self.reservations.pending_seats(now)
    }

    /// The limit on unconfirmed seats of this house at `now`.
    pub fn max_unconfirmed(&self, limits: &UnconfirmedLimits, now: Timestamp) -> u32 {
        let confirmed = self.held(now).saturating_sub(self.unconfirmed(now));
        let open = self.performance.seating.bookable().saturating_sub(confirmed);
        let share = u64::from(open) * self.share(limits, now) / 100;
        let least = MIN_PARTIES * u32::from(self.policy.max_seats_per_reservation);
        u32::try_from(share).unwrap_or(u32::MAX).max(least)
    }

    /// The share of the house that may be unconfirmed, in percent.
    fn share(&self, limits: &UnconfirmedLimits, now: Timestamp) -> u64 {
        let least = u64::from(limits.percent_of_house.min(100));
        let growth = u64::from(MAX_SHARE).saturating_sub(least);
        let left = self.performance.closes_at.duration_since(now);
        let left = left.clamp(SignedDuration::ZERO, GROWTH_PERIOD).as_secs().unsigned_abs();
        least + growth - growth * left / GROWTH_PERIOD.as_secs().unsigned_abs()
    }

    /// How long a booking holds its seats. The more seats are unconfirmed, the shorter the hold is,
    /// until the limit is reached and the booking is refused. `counted` is the number of these
    /// seats that are already counted as unconfirmed.
    pub(super) fn hold_for(
        &self,
        seats: Seats,
        counted: u32,
        limits: Option<&UnconfirmedLimits>,
        now: Timestamp,
    ) -> Result<SignedDuration, BookRefusal> {
        let usual = self.policy.hold;
        let Some(limits) = limits else { return Ok(usual) };
        let shortest = MIN_HOLD.min(usual);
        let seats = u64::from(seats.count());
        let mut fullest = 0;
        for (held, most, by) in [
            (self.of_origin.of_client, limits.per_client, UnconfirmedBy::Client),
            (self.of_origin.of_network, limits.per_network, UnconfirmedBy::Network),
            (self.unconfirmed(now), self.max_unconfirmed(limits, now), UnconfirmedBy::House),
        ] {
            let held = (u64::from(held) + seats).saturating_sub(u64::from(counted));
            let most = u64::from(most);
            if held > most {
                return Err(BookRefusal::TooManyUnconfirmed { by, retry_after: shortest });
            }
            fullest = fullest.max(held * 100 / most.max(1));
        }
        let part = match fullest {
            ..=50 => 1,
            51..=75 => 2,
            _ => 3,
        };
        Ok((usual / part).max(shortest))
    }
}

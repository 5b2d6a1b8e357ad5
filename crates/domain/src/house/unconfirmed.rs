use super::{BookRefusal, House};
use crate::Seats;
use jiff::{SignedDuration, Timestamp};

/// From when on before booking closes the share of a house that may be unconfirmed grows.
const GROWS_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What it grows to, in percent.
const LARGEST_SHARE: u8 = 90;

/// However small the share of a house is, as many of the largest parties may be unconfirmed.
const PARTIES_AT_LEAST: u32 = 2;

/// A hold is never made shorter than this: a letter has to arrive and be read.
const SHORTEST_HOLD: SignedDuration = SignedDuration::from_mins(10);

/// How many seats may be held by bookings that nobody has confirmed. Confirming one frees its
/// share of every limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnconfirmedLimits {
    /// From one client, at all performances.
    pub per_client: u32,
    /// From one network, at all performances.
    pub per_network: u32,
    /// Of the seats of a house that are not confirmed, in percent, while booking closes in a week
    /// or later. It grows to 90 until then.
    pub percent_of_house: u8,
}

impl Default for UnconfirmedLimits {
    fn default() -> Self {
        Self { per_client: 100, per_network: 200, percent_of_house: 50 }
    }
}

/// The seats that bookings from one origin hold, unconfirmed, at all performances.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UnconfirmedSeats {
    pub of_client: u32,
    pub of_network: u32,
}

/// Whose unconfirmed seats are too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnconfirmedBy {
    /// The client's that asks.
    Client,
    /// Those of the network that it is in.
    Network,
    /// Everybody's in this house.
    House,
}

impl House {
    /// Says how many seats the origin of the next booking holds unconfirmed, here and elsewhere.
    pub const fn see_unconfirmed(&mut self, seats: UnconfirmedSeats) {
        self.of_origin = seats;
    }

    /// The seats held at `now` by reservations that nobody has confirmed.
    pub fn unconfirmed(&self, now: Timestamp) -> u32 {
        let at_hand = self.reservations.values().filter(|one| one.is_pending(now));
        self.unconfirmed_elsewhere + at_hand.map(|one| one.seats.count()).sum::<u32>()
    }

    /// How many seats of this house may be unconfirmed at `now`.
    pub fn most_unconfirmed(&self, limits: &UnconfirmedLimits, now: Timestamp) -> u32 {
        let confirmed = self.held(now).saturating_sub(self.unconfirmed(now));
        let open = self.performance.seating.bookable().saturating_sub(confirmed);
        let share = u64::from(open) * self.share(limits, now) / 100;
        let least = PARTIES_AT_LEAST * u32::from(self.policy.max_seats_per_reservation);
        u32::try_from(share).unwrap_or(u32::MAX).max(least)
    }

    /// The share of the house that may be unconfirmed, in percent.
    fn share(&self, limits: &UnconfirmedLimits, now: Timestamp) -> u64 {
        let least = u64::from(limits.percent_of_house.min(100));
        let growth = u64::from(LARGEST_SHARE).saturating_sub(least);
        let left = self.performance.closes_at.duration_since(now);
        let left = left.clamp(SignedDuration::ZERO, GROWS_FOR).as_secs().unsigned_abs();
        least + growth - growth * left / GROWS_FOR.as_secs().unsigned_abs()
    }

    /// How long the seats of a booking are held: shorter and shorter while unconfirmed seats pile
    /// up, until no more of them are taken. So many of these seats are counted as unconfirmed
    /// already.
    pub(super) fn hold_for(
        &self,
        seats: Seats,
        counted: u32,
        limits: Option<&UnconfirmedLimits>,
        now: Timestamp,
    ) -> Result<SignedDuration, BookRefusal> {
        let usual = self.policy.hold;
        let Some(limits) = limits else { return Ok(usual) };
        let shortest = SHORTEST_HOLD.min(usual);
        let seats = u64::from(seats.count());
        let mut fullest = 0;
        for (held, most, by) in [
            (self.of_origin.of_client, limits.per_client, UnconfirmedBy::Client),
            (self.of_origin.of_network, limits.per_network, UnconfirmedBy::Network),
            (self.unconfirmed(now), self.most_unconfirmed(limits, now), UnconfirmedBy::House),
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

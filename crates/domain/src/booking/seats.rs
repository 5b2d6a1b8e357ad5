//! How many people come together.

use core::{fmt, num::NonZeroU16};
use thiserror::Error;

/// The number is no party: none at all, or more than any house seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not between 1 and {}", Seats::MAX)]
pub struct SeatsError;

/// The size of a party: 1 to 1,000 seats. What one visitor may book is bounded more tightly by
/// [`Policy::max_seats_per_reservation`](crate::Policy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seats(NonZeroU16);

impl Seats {
    /// The largest party that can be written down.
    pub const MAX: u16 = 1_000;
    /// A party of one.
    pub const ONE: Self = Self(NonZeroU16::MIN);

    /// Takes a number of seats from outside.
    pub fn parse(seats: i64) -> Result<Self, SeatsError> {
        u16::try_from(seats)
            .ok()
            .filter(|seats| *seats <= Self::MAX)
            .and_then(NonZeroU16::new)
            .map(Self)
            .ok_or(SeatsError)
    }

    /// The number of seats.
    pub const fn get(self) -> u16 {
        self.0.get()
    }

    /// The number of seats, wide enough to add up a house.
    pub fn count(self) -> u32 {
        u32::from(self.get())
    }
}

impl fmt::Display for Seats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0)]
    #[case(-1)]
    #[case(1_001)]
    #[case(65_537)]
    #[case(2_147_483_648)]
    #[case(i64::MIN)]
    #[case(i64::MAX)]
    fn a_number_that_is_no_party_is_refused(#[case] seats: i64) {
        assert_eq!(Seats::parse(seats), Err(SeatsError));
    }

    #[test]
    fn one_to_a_thousand_is_a_party() {
        assert_eq!(Seats::parse(1), Ok(Seats::ONE));
        assert_eq!(Seats::parse(1_000).unwrap().get(), 1_000);
    }
}

use core::{fmt, num::NonZeroU16};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not between 1 and {}", Seats::MAX)]
pub struct SeatsError;

/// The size of a party: 1 to 1,000 seats. [`Policy::max_seats_per_reservation`](crate::Policy) sets
/// a lower limit for visitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seats(NonZeroU16);

impl Seats {
    /// The largest party that the system can store.
    pub const MAX: u16 = 1_000;
    pub const ONE: Self = Self(NonZeroU16::MIN);

    pub fn parse(seats: i64) -> Result<Self, SeatsError> {
        u16::try_from(seats)
            .ok()
            .filter(|seats| *seats <= Self::MAX)
            .and_then(NonZeroU16::new)
            .map(Self)
            .ok_or(SeatsError)
    }

    pub const fn get(self) -> u16 {
        self.0.get()
    }

    /// The number of seats as a type that is wide enough for sums.
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
    fn a_number_outside_the_range_is_refused(#[case] seats: i64) {
        assert_eq!(Seats::parse(seats), Err(SeatsError));
    }

    #[test]
    fn one_to_a_thousand_seats_are_a_party() {
        assert_eq!(Seats::parse(1), Ok(Seats::ONE));
        assert_eq!(Seats::parse(1_000).unwrap().get(), 1_000);
    }
}

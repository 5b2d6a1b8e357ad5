//! When and where the demonstration company performs.

use azionelab_application::ports::Secrets;
use azionelab_domain::{Performance, PerformanceId, Seating, Show, Venue};
use jiff::{Timestamp, ToSpan as _, civil::time, tz::TimeZone};

/// How many seats are reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filling {
    /// A percentage of the seats.
    Percent(u32),
    SoldOut,
    /// All seats but this many.
    AllBut(u32),
}

/// A performance, and how full it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Night {
    pub performance: Performance,
    pub filling: Filling,
}

impl Night {
    /// The number of seats that its reservations hold.
    pub(super) fn held(&self) -> u32 {
        let bookable = self.performance.seating.bookable();
        match self.filling {
            Filling::Percent(percent) => bookable * percent / 100,
            Filling::SoldOut => bookable,
            Filling::AllBut(left) => bookable.saturating_sub(left),
        }
    }
}

struct Plan {
    show: usize,
    venue: usize,
    /// Days from today.
    day: i32,
    hour: i8,
    minute: i8,
    filling: Filling,
    /// How many days before the start booking opens.
    opens_before: i32,
    cancelled: bool,
}

const fn on(day: i32, hour: i8, minute: i8, show: usize, venue: usize, filling: Filling) -> Plan {
    Plan { show, venue, day, hour, minute, filling, opens_before: 45, cancelled: false }
}

/// Shows: 0 La locandiera, 1 Sei personaggi, 2 Sogno, 3 Il treno, 4 La signora del faro, 5
/// Pinocchio, 6 Aspettando il tram (over). Venues: 0 Fanale, 1 Lampionai, 2 Chiostro.
const PLAN: [Plan; 22] = [
    on(-38, 21, 15, 6, 1, Filling::Percent(86)),
    on(-37, 21, 15, 6, 1, Filling::Percent(72)),
    on(-6, 21, 0, 3, 0, Filling::Percent(82)),
    on(-5, 21, 0, 3, 0, Filling::Percent(91)),
    on(-1, 16, 30, 5, 1, Filling::Percent(75)),
    // Tonight
    on(0, 20, 45, 0, 0, Filling::Percent(88)),
    on(0, 21, 15, 4, 1, Filling::SoldOut),
    on(1, 16, 30, 5, 1, Filling::AllBut(3)),
    on(1, 20, 45, 0, 0, Filling::Percent(64)),
    on(2, 17, 0, 0, 0, Filling::Percent(41)),
    on(3, 21, 15, 4, 1, Filling::Percent(93)),
    on(5, 21, 0, 1, 0, Filling::Percent(37)),
    on(6, 21, 0, 1, 0, Filling::Percent(58)),
    Plan { cancelled: true, ..on(7, 21, 0, 1, 0, Filling::Percent(22)) },
    on(8, 11, 0, 5, 1, Filling::Percent(30)),
    on(9, 21, 30, 2, 2, Filling::Percent(26)),
    on(10, 21, 30, 2, 2, Filling::Percent(19)),
    // Keeps a sold-out performance in the programme after tonight's has begun.
    on(12, 21, 15, 4, 1, Filling::SoldOut),
    on(14, 20, 45, 3, 0, Filling::Percent(12)),
    on(16, 21, 30, 2, 2, Filling::Percent(7)),
    on(21, 20, 45, 0, 0, Filling::Percent(4)),
    // Not yet open
    Plan { opens_before: 14, ..on(35, 21, 0, 1, 0, Filling::Percent(0)) },
];

/// The seats of each venue, and how many of them are blocked: sound desk, press, fire service.
const SEATS: [(u32, u32); 3] = [(148, 6), (60, 2), (220, 0)];

pub(super) fn nights(
    now: Timestamp,
    zone: &TimeZone,
    shows: &[Show],
    venues: &[Venue],
    secrets: &dyn Secrets,
) -> Vec<Night> {
    let today = now.to_zoned(zone.clone()).date();
    let night = |plan: &Plan| {
        let starts = (today + plan.day.days()).to_datetime(time(plan.hour, plan.minute, 0, 0));
        let starts_at = zone.to_timestamp(starts).expect("it is within some years of today");
        let opens = starts - plan.opens_before.days();
        let (capacity, occupied) = SEATS[plan.venue];
        Night {
            performance: Performance {
                id: PerformanceId::new(secrets.id()),
                show: shows[plan.show].id,
                venue: venues[plan.venue].id,
                listed: true,
                starts_at,
                previous_start: None,
                doors_at: starts_at - 30.minutes(),
                opens_at: zone.to_timestamp(opens).expect("it is within some years of today"),
                closes_at: starts_at,
                seating: Seating { capacity, occupied, extra: 0 },
                cancelled_at: plan.cancelled.then(|| now - 20.hours()),
            },
            filling: plan.filling,
        }
    };
    PLAN.iter().map(night).collect()
}

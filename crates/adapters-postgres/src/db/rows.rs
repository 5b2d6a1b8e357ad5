//! Rows that several parts of the crate read, and their conversion to the domain's types.
//!
//! The statements of `houses` read most of them as well, by the names of their columns; hence
//! `QueryableByName`.

use super::{
    error::bad_row,
    schema::{booking_attempts, check_ins, performances, reservations, shows, site},
};
use azionelab_application::ports::{StoreError, Version};
use azionelab_domain::{
    Attempt, AttemptKey, CheckIn, CheckInId, ClientRef, EmailAddress, Fingerprint, Guest, House,
    Locale, MultilineText, Origin, OriginHash, Performance, PerformanceId, PersonName, PhoneNumber,
    Policy, Reservation, ReservationCode, ReservationId, Seating, Seats, ShowId, StaffId, Status,
    StatusKind, TextError, Undone, VenueId, is_blank,
};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Bool, Nullable, Text, Timestamptz, Uuid},
};
use jiff::SignedDuration;
use jiff_diesel::{Timestamp, ToDiesel};
use std::str::FromStr;

/// The booking rules that `site` keeps.
#[derive(Queryable, Selectable, QueryableByName)]
#[diesel(table_name = site, check_for_backend(diesel::pg::Pg))]
pub(crate) struct PolicyRow {
    hold_seconds: i32,
    max_seats_per_reservation: i16,
    max_live_reservations_per_address: i16,
    door_opens_before_seconds: i32,
    door_closes_after_seconds: i32,
    retention_days: i32,
}

impl PolicyRow {
    pub fn policy(&self) -> Policy {
        let seconds = |number: i32| SignedDuration::from_secs(i64::from(number));
        Policy {
            hold: seconds(self.hold_seconds),
            max_seats_per_reservation: self.max_seats_per_reservation.cast_unsigned(),
            max_live_reservations_per_address: self
                .max_live_reservations_per_address
                .cast_unsigned(),
            door_opens_before: seconds(self.door_opens_before_seconds),
            door_closes_after: seconds(self.door_closes_after_seconds),
            retention: SignedDuration::from_hours(24 * i64::from(self.retention_days)),
        }
    }
}

/// The columns of [`HouseRow`], from `performances p`, `shows s` and `site`.
macro_rules! house_columns {
    () => {
        "p.id, p.show_id, p.venue_id, s.publication = 'published' AS listed, p.starts_at, \
         p.previous_start, p.doors_at, p.opens_at, p.closes_at, p.capacity, p.occupied, p.extra, \
         p.cancelled_at AS performance_cancelled_at, site.hold_seconds, \
         site.max_seats_per_reservation, site.max_live_reservations_per_address, \
         site.door_opens_before_seconds, site.door_closes_after_seconds, site.retention_days"
    };
}
pub(crate) use house_columns;

/// A performance with the booking rules.
#[derive(Queryable, Selectable, QueryableByName)]
#[diesel(table_name = performances, check_for_backend(diesel::pg::Pg))]
pub(crate) struct HouseRow {
    pub id: uuid::Uuid,
    show_id: uuid::Uuid,
    venue_id: uuid::Uuid,
    #[diesel(sql_type = Bool, select_expression = shows::publication.eq("published"))]
    listed: bool,
    starts_at: Timestamp,
    previous_start: Option<Timestamp>,
    doors_at: Timestamp,
    opens_at: Timestamp,
    closes_at: Timestamp,
    capacity: i32,
    occupied: i32,
    extra: i32,
    #[diesel(sql_type = Nullable<Timestamptz>, select_expression = performances::cancelled_at)]
    performance_cancelled_at: Option<Timestamp>,
    #[diesel(embed)]
    policy: PolicyRow,
}

impl HouseRow {
    /// The house without reservations and without held seats.
    pub fn house(&self) -> House {
        // The constraints of the table forbid negative numbers.
        let seats = |number: i32| u32::try_from(number).unwrap_or(0);
        let performance = Performance {
            id: PerformanceId::new(self.id),
            show: ShowId::new(self.show_id),
            venue: VenueId::new(self.venue_id),
            listed: self.listed,
            starts_at: self.starts_at.to_jiff(),
            previous_start: self.previous_start.map(Timestamp::to_jiff),
            doors_at: self.doors_at.to_jiff(),
            opens_at: self.opens_at.to_jiff(),
            closes_at: self.closes_at.to_jiff(),
            seating: Seating {
                capacity: seats(self.capacity),
                occupied: seats(self.occupied),
                extra: seats(self.extra),
            },
            cancelled_at: self.performance_cancelled_at.map(Timestamp::to_jiff),
        };
        House::new(performance, self.policy.policy())
    }
}

/// The columns of [`ReservationRow`], from `reservations r`.
macro_rules! reservation_columns {
    () => {
        "r.id AS reservation_id, r.performance_id, r.code, r.source, r.status, r.seats, \
         r.name AS guest_name, r.email, r.phone, r.notes, r.access_needs, r.locale, r.hold_until, \
         r.booked_at, r.confirmed_at, r.cancelled_at, r.client_hash, \
         r.network_hash, r.version AS reservation_version"
    };
}
pub(crate) use reservation_columns;

/// A reservation without its check-ins.
#[derive(Queryable, Selectable, QueryableByName)]
#[diesel(table_name = reservations, check_for_backend(diesel::pg::Pg))]
pub(crate) struct ReservationRow {
    #[diesel(sql_type = Uuid, select_expression = reservations::id)]
    pub reservation_id: uuid::Uuid,
    pub performance_id: uuid::Uuid,
    code: String,
    source: String,
    status: String,
    seats: i16,
    #[diesel(sql_type = Text, select_expression = reservations::name)]
    guest_name: String,
    email: Option<String>,
    phone: Option<String>,
    notes: Option<String>,
    access_needs: Vec<String>,
    locale: String,
    pub hold_until: Timestamp,
    booked_at: Timestamp,
    confirmed_at: Option<Timestamp>,
    cancelled_at: Option<Timestamp>,
    client_hash: Option<i64>,
    network_hash: Option<i64>,
    #[diesel(sql_type = BigInt, select_expression = reservations::version)]
    reservation_version: i64,
}

impl ReservationRow {
    pub const fn version(&self) -> Version {
        Version(self.reservation_version.cast_unsigned())
    }

    pub fn reservation(&self) -> Result<Reservation, StoreError> {
        Ok(Reservation {
            id: ReservationId::new(self.reservation_id),
            performance: PerformanceId::new(self.performance_id),
            code: ReservationCode::parse(&self.code).map_err(|_| bad_row("reservations.code"))?,
            source: parse(&self.source, "reservations.source")?,
            guest: self.guest()?,
            seats: seats(self.seats)?,
            status: status(&self.status, self.hold_until)?,
            booked_at: self.booked_at.to_jiff(),
            confirmed_at: self.confirmed_at.map(Timestamp::to_jiff),
            cancelled_at: self.cancelled_at.map(Timestamp::to_jiff),
            origin: self.client_hash.zip(self.network_hash).map(|(client, network)| Origin {
                client: OriginHash::from_stored(client),
                network: OriginHash::from_stored(network),
            }),
            check_ins: Vec::new(),
        })
    }

    fn guest(&self) -> Result<Guest, StoreError> {
        Ok(Guest {
            name: guest_name(&self.guest_name)?,
            email: optional(self.email.as_deref(), EmailAddress::parse, "reservations.email")?,
            phone: optional(self.phone.as_deref(), PhoneNumber::parse, "reservations.phone")?,
            notes: multiline_text(self.notes.as_deref(), "reservations.notes")?,
            access_needs: each(&self.access_needs, "reservations.access_needs")?,
            locale: locale(&self.locale),
        })
    }
}

pub(crate) fn status(name: &str, hold_until: Timestamp) -> Result<Status, StoreError> {
    Ok(match parse(name, "reservations.status")? {
        StatusKind::Pending => Status::Pending { hold_until: hold_until.to_jiff() },
        StatusKind::Expired => Status::Expired,
        StatusKind::Confirmed => Status::Confirmed,
        StatusKind::Cancelled => Status::Cancelled,
    })
}

#[derive(Queryable, Selectable, QueryableByName)]
#[diesel(table_name = check_ins, check_for_backend(diesel::pg::Pg))]
pub(crate) struct CheckInRow {
    id: uuid::Uuid,
    pub reservation_id: uuid::Uuid,
    seats: i16,
    at: Timestamp,
    by_staff_id: uuid::Uuid,
    client_ref: Option<String>,
    override_reason: Option<String>,
    undone_at: Option<Timestamp>,
    undone_by_staff_id: Option<uuid::Uuid>,
}

impl CheckInRow {
    pub fn check_in(&self) -> Result<CheckIn, StoreError> {
        let undone = self.undone_at.map(Timestamp::to_jiff).zip(self.undone_by_staff_id);
        Ok(CheckIn {
            id: CheckInId::new(self.id),
            seats: seats(self.seats)?,
            at: self.at.to_jiff(),
            by: StaffId::new(self.by_staff_id),
            client_ref: optional(
                self.client_ref.as_deref(),
                ClientRef::parse,
                "check_ins.client_ref",
            )?,
            override_reason: multiline_text(
                self.override_reason.as_deref(),
                "check_ins.override_reason",
            )?,
            undone: undone.map(|(at, by)| Undone { at, by: StaffId::new(by) }),
        })
    }
}

#[derive(QueryableByName)]
#[diesel(table_name = booking_attempts)]
pub(crate) struct AttemptRow {
    pub performance_id: uuid::Uuid,
    key: String,
    fingerprint: Vec<u8>,
    reservation_id: uuid::Uuid,
    code: String,
    seats: i16,
    hold_until: Timestamp,
}

impl AttemptRow {
    pub fn attempt(self) -> Result<Attempt, StoreError> {
        let bad = || bad_row("booking_attempts");
        Ok(Attempt {
            key: AttemptKey::parse(&self.key).map_err(|_| bad())?,
            fingerprint: Fingerprint::from_bytes(self.fingerprint.try_into().map_err(|_| bad())?),
            reservation: ReservationId::new(self.reservation_id),
            code: ReservationCode::parse(&self.code).map_err(|_| bad())?,
            seats: seats(self.seats)?,
            hold_until: self.hold_until.to_jiff(),
        })
    }
}

/// The seats of some reservations of a performance.
#[derive(QueryableByName)]
pub(crate) struct SeatsRow {
    #[diesel(sql_type = Uuid)]
    pub performance_id: uuid::Uuid,
    #[diesel(sql_type = BigInt)]
    seats: i64,
}

impl SeatsRow {
    pub fn seats(&self) -> u32 {
        count(self.seats)
    }
}

/// The earliest time that PostgreSQL can store, 24 November 4714 BC (`MIN_TIMESTAMP` in
/// `src/include/datatype/timestamp.h`). The range of jiff begins earlier and ends earlier.
const EARLIEST: jiff::Timestamp = jiff::Timestamp::constant(-210_866_803_200, 0);

/// Brings a time from a request into the range that PostgreSQL can compare.
pub(crate) fn comparable(at: jiff::Timestamp) -> Timestamp {
    at.max(EARLIEST).to_diesel()
}

/// A sum of seats. It is never negative.
pub(crate) fn count(sum: i64) -> u32 {
    u32::try_from(sum).unwrap_or(u32::MAX)
}

pub(crate) fn seats(number: i16) -> Result<Seats, StoreError> {
    Seats::parse(i64::from(number)).map_err(|_| bad_row("seats"))
}

/// A text, or `None` if it has no visible characters.
pub(crate) fn multiline_text(
    text: Option<&str>,
    column: &'static str,
) -> Result<Option<MultilineText>, StoreError> {
    optional(text.filter(|text| !is_blank(text)), MultilineText::parse, column)
}

/// Replaces a name without visible characters.
const INVISIBLE_NAME: &str = "—";

pub(crate) fn person_name(text: &str) -> Result<PersonName, StoreError> {
    match PersonName::parse(text) {
        // Earlier versions accepted such names. They must not make a whole list fail.
        Err(TextError::Invisible) => PersonName::parse(INVISIBLE_NAME),
        name => name,
    }
    .map_err(|_| bad_row("name"))
}

/// The name of a guest, or `None` if it has been erased.
pub(crate) fn guest_name(text: &str) -> Result<Option<PersonName>, StoreError> {
    (!text.is_empty()).then(|| person_name(text)).transpose()
}

pub(crate) fn parse<T: FromStr>(text: &str, column: &'static str) -> Result<T, StoreError> {
    text.parse().map_err(|_| bad_row(column))
}

/// A stored language. One that a newer version has stored is read as the theatre's own.
pub(crate) fn locale(tag: &str) -> Locale {
    tag.parse().unwrap_or_default()
}

pub(crate) fn optional<T, E>(
    text: Option<&str>,
    parse: impl Fn(&str) -> Result<T, E>,
    column: &'static str,
) -> Result<Option<T>, StoreError> {
    text.map(parse).transpose().map_err(|_| bad_row(column))
}

pub(crate) fn each<T: FromStr, C: FromIterator<T>>(
    texts: &[String],
    column: &'static str,
) -> Result<C, StoreError> {
    texts.iter().map(|text| parse(text, column)).collect()
}

//! What lists of reservations are asked by.
//!
//! The ids of a page come from an index alone, in its order; then the rows of that page are read.
//! So a page costs the same wherever it is, and a count reads no row.

use azionelab_application::ports::{
    ReservationFilter, ReservationOrder, ReservationQuery, ReservationSearch, StatusNow,
};
use diesel::{
    QueryableByName,
    sql_types::{SmallInt, Text, Timestamptz},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

use crate::{
    door::start_of_code,
    programme::brief_columns,
    rows::reservation_columns,
    statement::{Composed, Value, statement},
};

/// The fewest digits that single a telephone number out.
const FEWEST_DIGITS: usize = 3;

/// The columns and tables of a row in the list, of what a part before has found with its place.
macro_rules! select_entries {
    ($found:literal) => {
        concat!(
            "SELECT ",
            reservation_columns!(),
            ", (SELECT coalesce(sum(c.seats), 0) FROM check_ins c \
             WHERE c.reservation_id = r.id AND c.undone_at IS NULL) AS admitted, \
             latest.kind AS message_kind, latest.state AS message_state, \
             latest.at AS message_at, ",
            brief_columns!(),
            " FROM ",
            $found,
            " JOIN reservations r ON r.id = found.id \
             JOIN performances p ON p.id = r.performance_id JOIN shows s ON s.id = p.show_id \
             JOIN venues v ON v.id = p.venue_id LEFT JOIN LATERAL \
             (SELECT o.kind, o.state, coalesce(o.settled_at, o.created_at) AS at FROM outbox o \
             WHERE o.reservation_id = r.id ORDER BY o.created_at DESC, o.id DESC LIMIT 1) latest \
             ON true"
        )
    };
}

statement! {
    SelectEntry { id: uuid::Uuid => diesel::sql_types::Uuid }
    select_entries!("(SELECT $1::uuid AS id) found")
}

statement! {
    /// Where a reservation is in each order.
    SelectPlace { id: uuid::Uuid => diesel::sql_types::Uuid }
    "SELECT r.name_key, r.booked_at, r.seats, p.starts_at FROM reservations r \
     JOIN performances p ON p.id = r.performance_id WHERE r.id = $1"
}

/// Where a reservation is in each order.
#[derive(QueryableByName)]
pub(super) struct Place {
    #[diesel(sql_type = Text)]
    name_key: String,
    #[diesel(sql_type = Timestamptz)]
    booked_at: jiff_diesel::Timestamp,
    #[diesel(sql_type = SmallInt)]
    seats: i16,
    #[diesel(sql_type = Timestamptz)]
    starts_at: jiff_diesel::Timestamp,
}

impl Place {
    fn in_order(&self, order: ReservationOrder) -> Value {
        match order {
            ReservationOrder::Name => Value::Text(self.name_key.clone()),
            ReservationOrder::BookedAt => Value::Time(self.booked_at),
            ReservationOrder::Seats => Value::Number(self.seats.into()),
            ReservationOrder::StartsAt => Value::Time(self.starts_at),
        }
    }
}

const fn key(order: ReservationOrder) -> &'static str {
    match order {
        ReservationOrder::Name => "r.name_key",
        ReservationOrder::BookedAt => "r.booked_at",
        ReservationOrder::Seats => "r.seats",
        ReservationOrder::StartsAt => "p.starts_at",
    }
}

/// A page of the list, after `place`.
pub(super) fn page(query: &ReservationQuery, place: Option<&Place>, now: Timestamp) -> Composed {
    let mut page = Composed::default();
    let (key, order) = (key(query.order), query.order);
    let (comes_after, direction) = if query.descending { ("<", " DESC") } else { (">", "") };
    page.push("WITH found AS MATERIALIZED (SELECT r.id, ").push(key).push(" AS key FROM ");
    page.push(match order {
        ReservationOrder::StartsAt => {
            "performances p JOIN reservations r ON r.performance_id = p.id"
        }
        _ => "reservations r",
    });
    narrow(&mut page, &query.filter, now);
    if let (Some(place), Some(after)) = (place, query.after) {
        let at = page.value(place.in_order(order));
        let id = page.value(Value::Id(after.uuid()));
        if order == ReservationOrder::StartsAt {
            // The pair spans two tables, and so no index; its first part alone does.
            page.push(&format!(" AND {key} {comes_after}= {at}"));
        }
        page.push(&format!(" AND ({key}, r.id) {comes_after} ({at}, {id})"));
    }
    let limit = page.value(Value::Number(query.limit.into()));
    page.push(&format!(" ORDER BY {key}{direction}, r.id{direction} LIMIT {limit}) "));
    page.push(select_entries!("found"));
    page.push(&format!(" ORDER BY found.key{direction}, found.id{direction}"));
    page
}

/// How many there are.
pub(super) fn total(filter: &ReservationFilter, now: Timestamp) -> Composed {
    let mut total = Composed::default();
    total.push("SELECT count(*) AS total FROM reservations r");
    narrow(&mut total, filter, now);
    total
}

/// Leaves those out that are not asked for.
fn narrow(list: &mut Composed, filter: &ReservationFilter, now: Timestamp) {
    list.push(" WHERE true");
    if let Some(performance) = filter.performance {
        let performance = list.value(Value::Id(performance.uuid()));
        list.push(" AND r.performance_id = ").push(&performance);
    }
    if let Some(status) = filter.status {
        let now = match status {
            StatusNow::Pending | StatusNow::Expired => list.value(Value::Time(now.to_diesel())),
            StatusNow::Confirmed | StatusNow::Cancelled => String::new(),
        };
        let is = match status {
            StatusNow::Pending => format!("r.status = 'pending' AND r.hold_until > {now}"),
            StatusNow::Expired => format!(
                "(r.status = 'expired' OR (r.status = 'pending' AND r.hold_until <= {now}))"
            ),
            StatusNow::Confirmed => "r.status = 'confirmed'".to_owned(),
            StatusNow::Cancelled => "r.status = 'cancelled'".to_owned(),
        };
        list.push(" AND ").push(&is);
    }
    if let Some(search) = &filter.search {
        look_for(list, search);
    }
    if filter.access_needs {
        list.push(" AND r.access_needs <> '{}'");
    }
    if filter.undelivered {
        list.push(
            " AND r.id IN (SELECT o.reservation_id FROM outbox o WHERE o.state = 'refused' \
             AND NOT EXISTS (SELECT FROM outbox later \
             WHERE later.reservation_id = o.reservation_id \
             AND (later.created_at, later.id) > (o.created_at, o.id)))",
        );
    }
}

/// Part of a name, or how a code or an address begins, or some digits of a telephone number. A
/// text that is nothing but accents is part of no name.
fn look_for(list: &mut Composed, search: &ReservationSearch) {
    let text = search.as_str();
    let name = list.value(Value::Text(text.to_owned()));
    let address = list.value(Value::Text(text.to_lowercase()));
    list.push(&format!(
        " AND (position(nullif(fold({name}), '') in r.name_key) > 0 \
         OR starts_with(r.email_key, {address})"
    ));
    if let Some(code) = start_of_code(text) {
        let code = list.value(Value::Text(code));
        list.push(&format!(" OR starts_with(r.code, {code})"));
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= FEWEST_DIGITS && !text.chars().any(char::is_alphabetic) {
        let digits = list.value(Value::Text(digits));
        list.push(&format!(" OR position({digits} in r.phone_digits) > 0"));
    }
    list.push(")");
}

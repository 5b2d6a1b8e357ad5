//! What lists of reservations are asked by.
//!
//! The ids of a page come from an index alone, in its order; then the rows of that page are read.
//! So a page costs the same wherever it is, and a count reads no row.

use crate::{
    db::{
        rows::reservation_columns,
        statement::{Composed, Value, statement},
    },
    door::start_of_code,
    programme::browse::brief_columns,
};
use azionelab_application::box_office::{
    ReservationFilter, ReservationOrder, ReservationQuery, ReservationSearch, StatusNow,
};
use azionelab_domain::{comparison_key, plain};
use diesel::{
    QueryableByName,
    sql_types::{SmallInt, Text, Timestamptz},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

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
    "SELECT r.name, r.booked_at, r.seats, p.starts_at FROM reservations r \
     JOIN performances p ON p.id = r.performance_id WHERE r.id = $1"
}

/// Where a reservation is in each order.
#[derive(QueryableByName)]
pub(crate) struct Place {
    #[diesel(sql_type = Text)]
    name: String,
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
            ReservationOrder::Name => Value::Text(self.name.clone()),
            ReservationOrder::BookedAt => Value::Time(self.booked_at),
            ReservationOrder::Seats => Value::Number(self.seats.into()),
            ReservationOrder::StartsAt => Value::Time(self.starts_at),
        }
    }
}

const fn key(order: ReservationOrder) -> &'static str {
    match order {
        ReservationOrder::Name => "r.name COLLATE \"und-x-icu\"",
        ReservationOrder::BookedAt => "r.booked_at",
        ReservationOrder::Seats => "r.seats",
        ReservationOrder::StartsAt => "p.starts_at",
    }
}

/// A page of the list, after `place`.
pub(crate) fn page(query: &ReservationQuery, place: Option<&Place>, now: Timestamp) -> Composed {
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
pub(crate) fn total(filter: &ReservationFilter, now: Timestamp) -> Composed {
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

/// Every word of a search, in any order: part of a name, how a code or an address begins, or some
/// digits of a telephone number. The whole of it may be a code or a number written in groups. A
/// text that is nothing but accents is part of no name.
fn look_for(list: &mut Composed, search: &ReservationSearch) {
    let text = plain(search.as_str());
    let code = |list: &mut Composed, text: &str| {
        start_of_code(text).map(|code| {
            let code = list.value(Value::Text(code));
            format!(" OR starts_with(r.code, {code})")
        })
    };
    list.push(" AND ((true");
    for (typed, word) in search.as_str().split_whitespace().zip(text.split_whitespace()) {
        let name = list.value(Value::Text(typed.to_owned()));
        let address = list.value(Value::Text(comparison_key(word)));
        list.push(&format!(
            " AND (r.search_key LIKE ALL (search_patterns({name})) \
             OR starts_with(r.email_key, {address})"
        ));
        let code = code(list, word).unwrap_or_default();
        list.push(&code);
        look_for_digits(list, word);
        list.push(")");
    }
    list.push(")");
    let code = code(list, &text).unwrap_or_default();
    list.push(&code);
    look_for_digits(list, &text);
    list.push(")");
}

/// Finds a telephone number by some of its digits, with or without the prefix of its country.
fn look_for_digits(list: &mut Composed, text: &str) {
    if text.chars().any(char::is_alphabetic) {
        return;
    }
    for digits in spellings_of_number(text) {
        let digits = list.value(Value::Text(digits));
        list.push(&format!(" OR position({digits} in r.phone_digits) > 0"));
    }
}

/// The digits that a stored number may hold for a number that somebody typed: as they are, without
/// the prefix of the country, and without the zero that only calls within a country begin with.
fn spellings_of_number(text: &str) -> Vec<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let begins_with_plus = text.trim_start_matches([' ', '(']).starts_with('+');
    let mut spellings = vec![digits.clone()];
    let from_abroad = if begins_with_plus { Some(&*digits) } else { digits.strip_prefix("00") };
    if let Some(number) = from_abroad {
        spellings.push(number.to_owned());
        let national = number.get(length_of_country_code(number)..).unwrap_or_default();
        spellings.push(national.to_owned());
    } else if let Some(number) = digits.strip_prefix('0').filter(|number| number.len() > 5) {
        spellings.push(number.to_owned());
    }
    spellings.retain(|digits| digits.len() >= FEWEST_DIGITS);
    spellings.dedup();
    spellings
}

/// How many digits the code of the country has that a number begins with (ITU-T E.164, annex D).
fn length_of_country_code(number: &str) -> usize {
    let two = number.get(..2).unwrap_or_default();
    match two {
        "20" | "27" | "30" | "31" | "32" | "33" | "34" | "36" | "39" | "40" | "41" | "43"
        | "44" | "45" | "46" | "47" | "48" | "49" | "51" | "52" | "53" | "54" | "55" | "56"
        | "57" | "58" | "60" | "61" | "62" | "63" | "64" | "65" | "66" | "81" | "82" | "84"
        | "86" | "90" | "91" | "92" | "93" | "94" | "95" | "98" => 2,
        _ if two.starts_with(['1', '7']) => 1,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_with_and_without_its_country() {
        for (typed, digits) in [
            ("333 123", &["333123"][..]),
            ("+39 333 123", &["39333123", "333123"]),
            ("(+39) 333-123", &["39333123", "333123"]),
            ("0039 333 123", &["0039333123", "39333123", "333123"]),
            ("+1 212 555", &["1212555", "212555"]),
            ("+378 0549", &["3780549", "0549"]),
            ("020 7946 0000", &["02079460000", "2079460000"]),
            ("011", &["011"]),
            ("12", &[]),
        ] {
            assert_eq!(spellings_of_number(typed), digits, "{typed}");
        }
    }
}

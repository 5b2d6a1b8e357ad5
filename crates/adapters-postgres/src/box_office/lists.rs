//! The filters, search and order of the lists of reservations.
//!
//! The ids of a page come from an index alone, in its order. Then the rows of that page are read.
//! So every page costs the same, and a count reads no row.

use crate::{
    db::{
        functions::{
            all_of, in_language_order, is_confirmed, is_pending, is_refused, row_gt, row_lt,
            search_patterns, starts_with,
        },
        schema::{outbox, performances, reservations},
        statement::RowQuery,
    },
    door::start_of_code,
};
use azionelab_application::box_office::{
    ReservationFilter, ReservationOrder, ReservationQuery, ReservationSearch,
};
use azionelab_domain::{ReservationId, StatusKind, comparison_key, plain};
use diesel::{
    dsl::{self, exists, not},
    pg::Pg,
    prelude::*,
    sql_types::{Bool, Nullable},
};
use jiff::Timestamp;
use jiff_diesel::ToDiesel;

/// The fewest digits by which a telephone number is searched.
const FEWEST_DIGITS: usize = 3;

/// Performances are for one of the orders. The planner removes this join from the others.
type Joined = dsl::LeftJoin<reservations::table, performances::table>;

/// The ids of reservations.
type Ids<'a> = dsl::IntoBoxed<'a, dsl::Select<Joined, reservations::id>, Pg>;

/// A condition on reservations.
type Condition = Box<
    dyn BoxableExpression<
            dsl::LeftJoinQuerySource<reservations::table, performances::table>,
            Pg,
            SqlType = Nullable<Bool>,
        >,
>;

/// The place of a reservation in each order.
#[derive(Queryable, Selectable)]
#[diesel(table_name = reservations, check_for_backend(Pg))]
pub(crate) struct Place {
    id: uuid::Uuid,
    name: String,
    booked_at: jiff_diesel::Timestamp,
    seats: i16,
    #[diesel(select_expression = performances::starts_at)]
    starts_at: jiff_diesel::Timestamp,
}

pub(crate) fn place(of: ReservationId) -> impl RowQuery<Place> {
    reservations::table.find(of.uuid()).inner_join(performances::table).select(Place::as_select())
}

/// Sorts a list by a column and the id, and begins it after a place.
macro_rules! sorted {
    ($list:expr, $descending:expr, $key:expr, $place:expr) => {{
        let list = $list;
        let columns = ($key, reservations::id);
        match ($place, $descending) {
            (None, false) => list.order((columns.0.asc(), columns.1.asc())),
            (None, true) => list.order((columns.0.desc(), columns.1.desc())),
            (Some(place), false) => {
                list.filter(row_gt(columns, place)).order((columns.0.asc(), columns.1.asc()))
            }
            (Some(place), true) => {
                list.filter(row_lt(columns, place)).order((columns.0.desc(), columns.1.desc()))
            }
        }
    }};
}

/// The ids of a page of the list, after `place`.
pub(crate) fn page<'a>(
    query: &ReservationQuery,
    place: Option<&'a Place>,
    now: Timestamp,
) -> Ids<'a> {
    let list = matching(&query.filter, now).limit(query.limit.into());
    let descending = query.descending;
    match query.order {
        ReservationOrder::Name => {
            let place = place.map(|place| (place.name.as_str(), place.id));
            sorted!(list, descending, in_language_order(reservations::name), place)
        }
        ReservationOrder::BookedAt => {
            let place = place.map(|place| (place.booked_at, place.id));
            sorted!(list, descending, reservations::booked_at, place)
        }
        ReservationOrder::Seats => {
            let place = place.map(|place| (place.seats, place.id));
            sorted!(list, descending, reservations::seats, place)
        }
        ReservationOrder::StartsAt => {
            let place = place.map(|place| (place.starts_at, place.id));
            // No index has both columns of the place. An index has the first.
            let list = match place {
                None => list.filter(performances::starts_at.is_not_null()),
                Some((at, _)) if descending => list.filter(performances::starts_at.le(at)),
                Some((at, _)) => list.filter(performances::starts_at.ge(at)),
            };
            sorted!(list, descending, performances::starts_at, place)
        }
    }
}

/// The ids of the reservations that match a filter.
pub(crate) fn matching<'a>(filter: &ReservationFilter, now: Timestamp) -> Ids<'a> {
    let now = now.to_diesel();
    let mut list =
        reservations::table.left_join(performances::table).select(reservations::id).into_boxed();
    if let Some(performance) = filter.performance {
        list = list.filter(reservations::performance_id.eq(performance.uuid()));
    }
    let status = reservations::status;
    list = match filter.status {
        None => list,
        Some(StatusKind::Pending) => {
            list.filter(is_pending(status)).filter(reservations::hold_until.gt(now))
        }
        Some(StatusKind::Expired) => list.filter(
            status
                .eq(StatusKind::Expired.as_str())
                .or(is_pending(status).and(reservations::hold_until.le(now))),
        ),
        Some(StatusKind::Confirmed) => list.filter(is_confirmed(status)),
        Some(StatusKind::Cancelled) => list.filter(status.eq(StatusKind::Cancelled.as_str())),
    };
    if let Some(found) = filter.search.as_ref().and_then(found) {
        list = list.filter(found);
    }
    if filter.access_needs {
        list = list.filter(reservations::access_needs.ne(Vec::<String>::new()));
    }
    if filter.undelivered {
        let later = diesel::alias!(outbox as later);
        let has_later = later
            .filter(later.field(outbox::reservation_id).eq(outbox::reservation_id))
            .filter(row_gt(
                (later.field(outbox::created_at), later.field(outbox::id)),
                (outbox::created_at, outbox::id),
            ));
        let undelivered = outbox::table
            .filter(is_refused(outbox::state))
            .filter(not(exists(has_later)))
            .select(outbox::reservation_id.assume_not_null());
        list = list.filter(reservations::id.eq_any(undelivered));
    }
    list
}

/// The condition of a search: the reservation matches every word, or the whole text is the start
/// of a code or a telephone number with spaces. A text that consists of accents matches no name.
fn found(search: &ReservationSearch) -> Option<Condition> {
    let text = plain(search.as_str());
    let words = search.as_str().split_whitespace().zip(text.split_whitespace());
    let all_words = words.map(|(typed, plain)| {
        let name = reservations::search_key.like(all_of(search_patterns(typed.to_owned())));
        let email = starts_with(reservations::email_key, comparison_key(plain));
        either(Box::new(name.or(email)), code_or_number(plain))
    });
    let all_words = all_words.reduce(|one, other| Box::new(one.and(other)))?;
    Some(either(all_words, code_or_number(&text)))
}

fn either(one: Condition, others: impl IntoIterator<Item = Condition>) -> Condition {
    others.into_iter().fold(one, |one, other| Box::new(one.or(other)))
}

/// Finds a reservation by the start of its code, or by some digits of its telephone number with or
/// without the prefix of the country.
fn code_or_number(text: &str) -> Vec<Condition> {
    let mut conditions: Vec<Condition> = Vec::new();
    if let Some(code) = start_of_code(text) {
        conditions.push(Box::new(starts_with(reservations::code.nullable(), code)));
    }
    if !text.chars().any(char::is_alphabetic) {
        for digits in spellings_of_number(text) {
            conditions.push(Box::new(reservations::phone_digits.like(format!("%{digits}%"))));
        }
    }
    conditions
}

/// The digits that a stored number may have if somebody searches for a number: as typed, without
/// the prefix of the country, and without the leading zero of calls within a country.
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

/// The length of the country code at the start of a number (ITU-T E.164, annex D).
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
    fn a_number_is_found_with_and_without_its_country_code() {
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

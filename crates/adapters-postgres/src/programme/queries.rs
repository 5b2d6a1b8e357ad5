//! Parts that several queries share. The expressions refer to the performance or the show of the
//! query that they stand in.

use super::rows::{ShowRow, VenueRow};
use crate::db::{
    functions::{IsLive, coalesce, greatest, is_live},
    rows::HouseRow,
    schema::{performances, reservations, shows, site, venues},
};
use diesel::{
    dsl::{AsSelect, auto_type, max, min, sum},
    helper_types,
    pg::Pg,
    prelude::*,
    sql_types::BigInt,
};
use jiff_diesel::Timestamp;

/// Whether a reservation holds its seats.
#[auto_type]
pub(crate) fn holds_seats(now: Timestamp) -> _ {
    let is_live: IsLive<reservations::status> = is_live(reservations::status);
    is_live.and(reservations::status.eq("confirmed").or(reservations::hold_until.gt(now)))
}

/// The seats held of the query's performance.
#[auto_type]
pub(crate) fn seats_held(now: Timestamp) -> _ {
    let holds_seats: holds_seats = holds_seats(now);
    let seats: helper_types::sum<reservations::seats> = sum(reservations::seats);
    reservations::table
        .filter(reservations::performance_id.eq(performances::id))
        .filter(holds_seats)
        .select(seats)
        .single_value()
}

/// The performances with everything that a [`HouseRow`], a [`ShowRow`] and a [`VenueRow`] need.
#[auto_type]
pub(crate) fn houses() -> _ {
    performances::table
        .inner_join(shows::table)
        .inner_join(venues::table)
        .inner_join(site::table.on(site::only_one))
}

/// The columns of [`ListingRow`](super::rows::ListingRow)s, with the seats held at `now`.
#[auto_type]
pub(crate) fn listings_at(now: Timestamp) -> _ {
    let houses: houses = houses();
    let house: AsSelect<HouseRow, Pg> = HouseRow::as_select();
    let show: AsSelect<ShowRow, Pg> = ShowRow::as_select();
    let venue: AsSelect<VenueRow, Pg> = VenueRow::as_select();
    let held: coalesce<BigInt, seats_held, i64> = coalesce(seats_held(now), 0);
    let changed_at = greatest(performances::changed_at, shows::changed_at, venues::changed_at);
    houses.select((house, show, venue, held, changed_at))
}

/// Whether a performance is to come and not cancelled.
#[auto_type]
pub(super) fn is_to_come(now: Timestamp) -> _ {
    performances::starts_at.ge(now).and(performances::cancelled_at.is_null())
}

/// The start of the next performance of the query's show.
#[auto_type]
pub(super) fn next_at(now: Timestamp) -> _ {
    let is_to_come: is_to_come = is_to_come(now);
    let first: helper_types::min<performances::starts_at> = min(performances::starts_at);
    performances::table
        .filter(performances::show_id.eq(shows::id))
        .filter(is_to_come)
        .select(first)
        .single_value()
}

/// The columns of [`SeasonRow`](super::rows::SeasonRow)s, of the published shows.
#[auto_type]
pub(super) fn seasons_at(now: Timestamp) -> _ {
    let show: AsSelect<ShowRow, Pg> = ShowRow::as_select();
    let next_at: next_at = next_at(now);
    let last: helper_types::max<performances::starts_at> = max(performances::starts_at);
    let last_at =
        performances::table.filter(performances::show_id.eq(shows::id)).select(last).single_value();
    shows::table.filter(shows::publication.eq("published")).select((show, next_at, last_at))
}

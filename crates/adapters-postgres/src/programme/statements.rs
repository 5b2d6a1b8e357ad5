//! What is asked of the programme.

use crate::db::{rows::house_columns, statement::statement};
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamptz, Uuid};

/// The columns of [`ShowRow`](super::browse::ShowRow), of `shows s`.
macro_rules! show_columns {
    () => {
        "s.id AS show_id, s.slug AS show_slug, s.title, s.subtitle, s.summary, s.description, \
         s.credits, s.duration_minutes, s.age_advice, s.language, s.publication, \
         s.poster_alternative_text"
    };
}
pub(crate) use show_columns;

/// The columns of [`VenueRow`](super::browse::VenueRow), of `venues v`.
macro_rules! venue_columns {
    () => {
        "v.id AS venue_id, v.slug AS venue_slug, v.name AS venue_name, v.address, v.city, \
         v.access_notes, v.latitude, v.longitude, v.time_zone"
    };
}
pub(crate) use venue_columns;

/// The columns and tables of a [`ListingRow`](super::browse::ListingRow), with the seats held at `$1`.
macro_rules! select_listings {
    () => {
        concat!(
            "SELECT ",
            house_columns!(),
            ", ",
            show_columns!(),
            ", ",
            venue_columns!(),
            ", p.id AS performance_id, coalesce(held.seats, 0) AS seats, \
             greatest(p.changed_at, s.changed_at, v.changed_at) AS changed_at \
             FROM performances p JOIN shows s ON s.id = p.show_id \
             JOIN venues v ON v.id = p.venue_id CROSS JOIN site \
             LEFT JOIN LATERAL (SELECT sum(r.seats) AS seats FROM reservations r \
             WHERE r.performance_id = p.id AND r.status IN ('pending', 'confirmed') \
             AND (r.status = 'confirmed' OR r.hold_until > $1)) held ON true "
        )
    };
}
pub(crate) use select_listings;

/// The columns of a `SeasonRow`, with the next performance after `$1`.
macro_rules! select_seasons {
    () => {
        concat!(
            "SELECT ",
            show_columns!(),
            ", given.next_at, given.last_at FROM shows s LEFT JOIN LATERAL \
             (SELECT min(p.starts_at) FILTER (WHERE p.starts_at >= $1 AND p.cancelled_at IS NULL) \
             AS next_at, max(p.starts_at) AS last_at FROM performances p WHERE p.show_id = s.id) \
             given ON true WHERE s.publication = 'published' "
        )
    };
}

statement! {
    SelectSite {}
    "SELECT name, tagline, time_zone, contact_email, contact_phone, contact_address, \
     hold_seconds, max_seats_per_reservation, max_live_reservations_per_address, \
     door_opens_before_seconds, door_closes_after_seconds, retention_days FROM site"
}

statement! { SelectPageLinks {} "SELECT slug, title FROM pages ORDER BY position, slug" }

statement! {
    SelectPage { slug: String => Text }
    "SELECT title, body FROM pages WHERE slug = $1"
}

statement! {
    SelectSeasons { now: jiff_diesel::Timestamp => Timestamptz }
    concat!(select_seasons!(), "ORDER BY given.next_at NULLS LAST, given.last_at DESC NULLS LAST, s.slug")
}

statement! {
    SelectSeason { now: jiff_diesel::Timestamp => Timestamptz, slug: String => Text }
    concat!(select_seasons!(), "AND s.slug = $2")
}

statement! {
    SelectPosters { shows: Vec<uuid::Uuid> => Array<Uuid> }
    "SELECT o.show_id, i.hash, i.width, i.height FROM posters o \
     JOIN images i ON i.hash = o.image_hash WHERE o.show_id = ANY($1) ORDER BY i.width"
}

statement! {
    SelectVenues {}
    concat!("SELECT ", venue_columns!(), " FROM venues v ORDER BY v.name COLLATE \"und-x-icu\", v.slug")
}

statement! {
    SelectVenue { slug: String => Text }
    concat!("SELECT ", venue_columns!(), " FROM venues v WHERE v.slug = $1")
}

statement! {
    /// Earlier slugs of a show and a venue find it as well.
    SelectListings {
        now: jiff_diesel::Timestamp => Timestamptz,
        from: jiff_diesel::Timestamp => Timestamptz,
        to: Option<jiff_diesel::Timestamp> => Nullable<Timestamptz>,
        show: Option<String> => Nullable<Text>,
        venue: Option<String> => Nullable<Text>,
        after: Option<jiff_diesel::Timestamp> => Nullable<Timestamptz>,
        after_id: Option<uuid::Uuid> => Nullable<Uuid>,
        limit: i64 => BigInt,
    }
    concat!(select_listings!(), "WHERE s.publication = 'published' \
     AND p.starts_at >= $2 AND p.starts_at < coalesce($3, 'infinity') \
     AND ($4 IS NULL OR s.id = (SELECT k.show_id FROM show_slugs k WHERE k.slug = $4)) \
     AND ($5 IS NULL OR v.id = (SELECT k.venue_id FROM venue_slugs k WHERE k.slug = $5)) \
     AND (p.starts_at, p.id) > (coalesce($6, '-infinity'), \
     coalesce($7, '00000000-0000-0000-0000-000000000000')) ORDER BY p.starts_at, p.id LIMIT $8")
}

statement! {
    SelectListing { now: jiff_diesel::Timestamp => Timestamptz, id: uuid::Uuid => Uuid }
    concat!(select_listings!(), "WHERE s.publication = 'published' AND p.id = $2")
}

statement! {
    SelectImage { hash: Vec<u8> => Binary }
    "SELECT bytes FROM images WHERE hash = $1"
}

statement! {
    RenamedShow { slug: String => Text }
    "SELECT s.slug FROM show_slugs k JOIN shows s ON s.id = k.show_id \
     WHERE k.slug = $1 AND s.slug <> $1 AND s.publication = 'published'"
}

statement! {
    RenamedVenue { slug: String => Text }
    "SELECT v.slug FROM venue_slugs k JOIN venues v ON v.id = k.venue_id \
     WHERE k.slug = $1 AND v.slug <> $1"
}

statement! {
    RenamedPage { slug: String => Text }
    "SELECT page AS slug FROM page_slugs WHERE slug = $1 AND page <> $1"
}

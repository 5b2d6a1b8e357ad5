//! What the public sees.

use std::collections::HashMap;

use async_trait::async_trait;
use azionelab_application::ports::{
    Contact, Image, ImageHash, Listing, Page, PageLink, PerformanceQuery, Poster, PosterImage,
    Programme, ShowEntry, ShowSeason, Site, StoreError,
};
use azionelab_domain::{MapPosition, PerformanceId, Policy, Show, ShowId, Slug, Venue, VenueId};
use diesel::{
    QueryableByName,
    sql_types::{
        Array, BigInt, Binary, Double, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid,
    },
};
use futures_util::try_join;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use jiff_diesel::ToDiesel;

use crate::{
    Store,
    error::bad_row,
    pool::Loan,
    rows::{HouseRow, SeatsRow, comparable, house_columns},
    statement::statement,
};

/// The columns of [`ShowRow`], of `shows s`.
macro_rules! show_columns {
    () => {
        "s.id AS show_id, s.slug AS show_slug, s.title, s.subtitle, s.summary, s.description, \
         s.credits, s.duration_minutes, s.age_advice, s.language, s.publication, \
         s.poster_alternative_text"
    };
}
pub(crate) use show_columns;

/// The columns of [`VenueRow`], of `venues v`.
macro_rules! venue_columns {
    () => {
        "v.id AS venue_id, v.slug AS venue_slug, v.name AS venue_name, v.address, v.city, \
         v.access_notes, v.latitude, v.longitude, v.time_zone"
    };
}
pub(crate) use venue_columns;

/// The columns and tables of a [`ListingRow`], with the seats held at `$1`.
macro_rules! select_listings {
    () => {
        concat!(
            "SELECT ",
            house_columns!(),
            ", ",
            show_columns!(),
            ", ",
            venue_columns!(),
            ", p.id AS performance_id, coalesce(held.seats, 0) AS seats \
             FROM performances p JOIN shows s ON s.id = p.show_id \
             JOIN venues v ON v.id = p.venue_id CROSS JOIN site \
             LEFT JOIN LATERAL (SELECT sum(r.seats) AS seats FROM reservations r \
             WHERE r.performance_id = p.id AND r.status IN ('pending', 'confirmed') \
             AND (r.status = 'confirmed' OR r.hold_until > $1)) held ON true "
        )
    };
}
pub(crate) use select_listings;

/// The columns of a [`SeasonRow`], with the next performance after `$1`.
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
    concat!("SELECT ", venue_columns!(), " FROM venues v ORDER BY v.name, v.slug")
}

statement! {
    SelectVenue { slug: String => Text }
    concat!("SELECT ", venue_columns!(), " FROM venues v WHERE v.slug = $1")
}

statement! {
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
     AND s.slug = coalesce($4, s.slug) AND v.slug = coalesce($5, v.slug) \
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

#[derive(QueryableByName)]
struct SiteRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    tagline: String,
    #[diesel(sql_type = Text)]
    time_zone: String,
    #[diesel(sql_type = Text)]
    contact_email: String,
    #[diesel(sql_type = Text)]
    contact_phone: String,
    #[diesel(sql_type = Text)]
    contact_address: String,
    #[diesel(sql_type = Integer)]
    hold_seconds: i32,
    #[diesel(sql_type = SmallInt)]
    max_seats_per_reservation: i16,
    #[diesel(sql_type = SmallInt)]
    max_live_reservations_per_address: i16,
    #[diesel(sql_type = Integer)]
    door_opens_before_seconds: i32,
    #[diesel(sql_type = Integer)]
    door_closes_after_seconds: i32,
    #[diesel(sql_type = Integer)]
    retention_days: i32,
}

#[derive(QueryableByName)]
struct PageLinkRow {
    #[diesel(sql_type = Text)]
    slug: String,
    #[diesel(sql_type = Text)]
    title: String,
}

#[derive(QueryableByName)]
struct PageRow {
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    body: String,
}

#[derive(QueryableByName)]
pub(crate) struct ShowRow {
    #[diesel(sql_type = Uuid)]
    show_id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    show_slug: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    subtitle: String,
    #[diesel(sql_type = Text)]
    summary: String,
    #[diesel(sql_type = Text)]
    description: String,
    #[diesel(sql_type = Text)]
    credits: String,
    #[diesel(sql_type = Nullable<SmallInt>)]
    duration_minutes: Option<i16>,
    #[diesel(sql_type = Text)]
    age_advice: String,
    #[diesel(sql_type = Text)]
    language: String,
    #[diesel(sql_type = Text)]
    publication: String,
    #[diesel(sql_type = Text)]
    poster_alternative_text: String,
}

impl ShowRow {
    pub fn show(&self) -> Result<Show, StoreError> {
        Ok(Show {
            id: ShowId::new(self.show_id),
            slug: slug(&self.show_slug)?,
            title: self.title.clone(),
            subtitle: self.subtitle.clone(),
            summary: self.summary.clone(),
            description: self.description.clone(),
            credits: self.credits.clone(),
            duration_minutes: self.duration_minutes.map(i16::cast_unsigned),
            age_advice: self.age_advice.clone(),
            language: self.language.clone(),
            publication: parse_publication(&self.publication)?,
        })
    }

    fn entry(
        &self,
        images: &HashMap<uuid::Uuid, Vec<PosterImage>>,
    ) -> Result<ShowEntry, StoreError> {
        let poster = images.get(&self.show_id).map(|images| Poster {
            alternative_text: self.poster_alternative_text.clone(),
            images: images.clone(),
        });
        Ok(ShowEntry { show: self.show()?, poster })
    }
}

fn parse_publication(text: &str) -> Result<azionelab_domain::Publication, StoreError> {
    text.parse().map_err(|()| bad_row("shows.publication"))
}

fn slug(text: &str) -> Result<Slug, StoreError> {
    Slug::parse(text).map_err(|_| bad_row("slug"))
}

#[derive(QueryableByName)]
struct SeasonRow {
    #[diesel(embed)]
    show: ShowRow,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    next_at: Option<jiff_diesel::Timestamp>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last_at: Option<jiff_diesel::Timestamp>,
}

#[derive(QueryableByName)]
struct PosterRow {
    #[diesel(sql_type = Uuid)]
    show_id: uuid::Uuid,
    #[diesel(sql_type = Binary)]
    hash: Vec<u8>,
    #[diesel(sql_type = Integer)]
    width: i32,
    #[diesel(sql_type = Integer)]
    height: i32,
}

#[derive(QueryableByName)]
pub(crate) struct VenueRow {
    #[diesel(sql_type = Uuid)]
    venue_id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    venue_slug: String,
    #[diesel(sql_type = Text)]
    venue_name: String,
    #[diesel(sql_type = Text)]
    address: String,
    #[diesel(sql_type = Text)]
    city: String,
    #[diesel(sql_type = Text)]
    access_notes: String,
    #[diesel(sql_type = Nullable<Double>)]
    latitude: Option<f64>,
    #[diesel(sql_type = Nullable<Double>)]
    longitude: Option<f64>,
    #[diesel(sql_type = Text)]
    time_zone: String,
}

impl VenueRow {
    pub fn venue(&self) -> Result<Venue, StoreError> {
        let position = self.latitude.zip(self.longitude);
        Ok(Venue {
            id: VenueId::new(self.venue_id),
            slug: slug(&self.venue_slug)?,
            name: self.venue_name.clone(),
            address: self.address.clone(),
            city: self.city.clone(),
            access_notes: self.access_notes.clone(),
            position: position.map(|(latitude, longitude)| MapPosition { latitude, longitude }),
            time_zone: time_zone(&self.time_zone)?,
        })
    }
}

fn time_zone(name: &str) -> Result<TimeZone, StoreError> {
    TimeZone::get(name).map_err(|_| bad_row("time_zone"))
}

/// A performance as it is announced.
#[derive(QueryableByName)]
pub(crate) struct ListingRow {
    #[diesel(embed)]
    house: HouseRow,
    #[diesel(embed)]
    show: ShowRow,
    #[diesel(embed)]
    venue: VenueRow,
    #[diesel(embed)]
    held: SeatsRow,
}

#[derive(QueryableByName)]
struct ImageRow {
    #[diesel(sql_type = Binary)]
    bytes: Vec<u8>,
}

/// Puts the posters to performances.
pub(crate) async fn listings(
    connection: &Loan,
    rows: &[ListingRow],
) -> Result<Vec<Listing>, StoreError> {
    let images = posters(connection, rows.iter().map(|row| row.show.show_id).collect()).await?;
    rows.iter()
        .map(|row| {
            Ok(Listing {
                house: row.house.house().with_seats_held_elsewhere(row.held.seats()),
                entry: row.show.entry(&images)?,
                venue: row.venue.venue()?,
            })
        })
        .collect()
}

async fn posters(
    connection: &Loan,
    mut shows: Vec<uuid::Uuid>,
) -> Result<HashMap<uuid::Uuid, Vec<PosterImage>>, StoreError> {
    shows.sort_unstable();
    shows.dedup();
    let mut images: HashMap<_, Vec<_>> = HashMap::new();
    if shows.is_empty() {
        return Ok(images);
    }
    let found: Vec<PosterRow> = connection.rows(SelectPosters { shows }).await?;
    for row in found {
        images.entry(row.show_id).or_default().push(PosterImage {
            hash: ImageHash(row.hash.try_into().map_err(|_| bad_row("images.hash"))?),
            width: row.width.cast_unsigned(),
            height: row.height.cast_unsigned(),
        });
    }
    Ok(images)
}

async fn seasons(connection: &Loan, rows: &[SeasonRow]) -> Result<Vec<ShowSeason>, StoreError> {
    let images = posters(connection, rows.iter().map(|row| row.show.show_id).collect()).await?;
    rows.iter()
        .map(|row| {
            Ok(ShowSeason {
                entry: row.show.entry(&images)?,
                next_at: row.next_at.map(jiff_diesel::Timestamp::to_jiff),
                last_at: row.last_at.map(jiff_diesel::Timestamp::to_jiff),
            })
        })
        .collect()
}

#[async_trait]
impl Programme for Store {
    async fn site(&self) -> Result<Site, StoreError> {
        let connection = self.connections.get().await?;
        let (site, pages) = try_join!(
            connection.rows::<SiteRow>(SelectSite {}),
            connection.rows::<PageLinkRow>(SelectPageLinks {}),
        )?;
        let row = site.into_iter().next().ok_or_else(|| bad_row("site"))?;
        let seconds = |number: i32| SignedDuration::from_secs(i64::from(number));
        Ok(Site {
            name: row.name,
            tagline: row.tagline,
            time_zone: time_zone(&row.time_zone)?,
            contact: Contact {
                email: row.contact_email,
                phone: row.contact_phone,
                address: row.contact_address,
            },
            pages: pages
                .into_iter()
                .map(|page| Ok(PageLink { slug: slug(&page.slug)?, title: page.title }))
                .collect::<Result<_, StoreError>>()?,
            policy: Policy {
                hold: seconds(row.hold_seconds),
                max_seats_per_reservation: row.max_seats_per_reservation.cast_unsigned(),
                max_live_reservations_per_address: row
                    .max_live_reservations_per_address
                    .cast_unsigned(),
                door_opens_before: seconds(row.door_opens_before_seconds),
                door_closes_after: seconds(row.door_closes_after_seconds),
                retention: SignedDuration::from_hours(24 * i64::from(row.retention_days)),
            },
        })
    }

    async fn page(&self, slug: &Slug) -> Result<Option<Page>, StoreError> {
        let row: Option<PageRow> =
            self.connections.row(SelectPage { slug: slug.to_string() }).await?;
        Ok(row.map(|row| Page { title: row.title, body: row.body }))
    }

    async fn shows(&self, now: Timestamp) -> Result<Vec<ShowSeason>, StoreError> {
        let connection = self.connections.get().await?;
        let select = SelectSeasons { now: now.to_diesel() };
        let found = connection.rows(select).await?;
        seasons(&connection, &found).await
    }

    async fn show(&self, slug: &Slug, now: Timestamp) -> Result<Option<ShowSeason>, StoreError> {
        let connection = self.connections.get().await?;
        let select = SelectSeason { now: now.to_diesel(), slug: slug.to_string() };
        let found = connection.rows(select).await?;
        Ok(seasons(&connection, &found).await?.pop())
    }

    async fn venues(&self) -> Result<Vec<Venue>, StoreError> {
        let rows: Vec<VenueRow> = self.connections.rows(SelectVenues {}).await?;
        rows.iter().map(VenueRow::venue).collect()
    }

    async fn venue(&self, slug: &Slug) -> Result<Option<Venue>, StoreError> {
        let row: Option<VenueRow> =
            self.connections.row(SelectVenue { slug: slug.to_string() }).await?;
        row.map(|row| row.venue()).transpose()
    }

    async fn performances(
        &self,
        query: &PerformanceQuery,
        now: Timestamp,
    ) -> Result<Vec<Listing>, StoreError> {
        let select = SelectListings {
            now: now.to_diesel(),
            from: comparable(query.from),
            to: query.to.map(comparable),
            show: query.show.as_ref().map(Slug::to_string),
            venue: query.venue.as_ref().map(Slug::to_string),
            after: query.after.map(|after| comparable(after.starts_at)),
            after_id: query.after.map(|after| after.id.uuid()),
            limit: i64::from(query.limit),
        };
        let connection = self.connections.get().await?;
        let found: Vec<ListingRow> = connection.rows(select).await?;
        listings(&connection, &found).await
    }

    async fn performance(
        &self,
        id: PerformanceId,
        now: Timestamp,
    ) -> Result<Option<Listing>, StoreError> {
        let connection = self.connections.get().await?;
        let select = SelectListing { now: now.to_diesel(), id: id.uuid() };
        let found: Vec<ListingRow> = connection.rows(select).await?;
        Ok(listings(&connection, &found).await?.pop())
    }

    async fn image(&self, hash: ImageHash) -> Result<Option<Image>, StoreError> {
        let row: Option<ImageRow> =
            self.connections.row(SelectImage { hash: hash.0.to_vec() }).await?;
        Ok(row.map(|row| Image(row.bytes)))
    }
}

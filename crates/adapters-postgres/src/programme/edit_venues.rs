//! The venues.

use super::{
    browse::VenueRow,
    edit::{add, delete, save, stored},
};
use crate::{
    Store,
    db::{functions::in_language_order, schema::venues},
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    ports::{StoreError, Version, Versioned},
    programme::{AddError, DeleteError, SaveError, VenueEntry, Venues},
};
use azionelab_domain::{MapPosition, Venue, VenueId};
use diesel::prelude::*;

#[derive(Queryable, Selectable)]
#[diesel(table_name = venues, check_for_backend(diesel::pg::Pg))]
struct EntryRow {
    #[diesel(embed)]
    venue: VenueRow,
    default_capacity: Option<i32>,
    version: i64,
}

impl EntryRow {
    fn entry(&self) -> Result<Versioned<VenueEntry>, StoreError> {
        let default_capacity = self.default_capacity.map(i32::cast_unsigned);
        let value = VenueEntry { venue: self.venue.venue()?, default_capacity };
        Ok(Versioned { value, version: Version(self.version.cast_unsigned()) })
    }
}

/// What the office fills in.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = venues, treat_none_as_null = true)]
struct VenueValues<'a> {
    slug: &'a str,
    name: &'a str,
    address: &'a str,
    city: &'a str,
    access_notes: &'a str,
    latitude: Option<f64>,
    longitude: Option<f64>,
    time_zone: &'a str,
    default_capacity: Option<i32>,
}

impl<'a> VenueValues<'a> {
    fn of(entry: &'a VenueEntry) -> Result<Self, StoreError> {
        let Venue { slug, name, address, city, access_notes, position, time_zone, .. } =
            &entry.venue;
        Ok(Self {
            slug: slug.as_str(),
            name,
            address,
            city,
            access_notes,
            latitude: position.map(|MapPosition { latitude, .. }| latitude),
            longitude: position.map(|MapPosition { longitude, .. }| longitude),
            time_zone: time_zone
                .iana_name()
                .ok_or_else(|| StoreError::Unexpected("a time zone has no name".into()))?,
            default_capacity: entry.default_capacity.map(stored).transpose()?,
        })
    }
}

#[async_trait]
impl Venues for Store {
    async fn all(&self) -> Result<Vec<Versioned<VenueEntry>>, StoreError> {
        let select = venues::table
            .select(EntryRow::as_select())
            .order((in_language_order(venues::name), venues::slug));
        let rows: Vec<EntryRow> = self.connections.rows(select).await?;
        rows.iter().map(EntryRow::entry).collect()
    }

    async fn find(&self, venue: VenueId) -> Result<Option<Versioned<VenueEntry>>, StoreError> {
        let select = venues::table.find(venue.uuid()).select(EntryRow::as_select());
        let row: Option<EntryRow> = self.connections.row(select).await?;
        row.map(|row| row.entry()).transpose()
    }

    async fn add(&self, entry: &VenueEntry, audit: &AuditEntry) -> Result<(), AddError> {
        let insert = diesel::insert_into(venues::table)
            .values((venues::id.eq(entry.venue.id.uuid()), VenueValues::of(entry)?))
            .on_conflict(venues::slug)
            .do_nothing();
        add(&self.connections, insert, audit).await
    }

    async fn save(
        &self,
        entry: &VenueEntry,
        over: Version,
        audit: &AuditEntry,
    ) -> Result<(), SaveError> {
        let venue = venues::table
            .find(entry.venue.id.uuid())
            .filter(venues::version.eq(over.0.cast_signed()));
        let update = diesel::update(venue)
            .set((VenueValues::of(entry)?, venues::version.eq(venues::version + 1)));
        save(&self.connections, update, audit).await
    }

    async fn delete(
        &self,
        venue: VenueId,
        of: Version,
        audit: &AuditEntry,
    ) -> Result<(), DeleteError> {
        let venue = venues::table.find(venue.uuid()).filter(venues::version.eq(of.0.cast_signed()));
        delete(&self.connections, diesel::delete(venue), audit).await
    }
}

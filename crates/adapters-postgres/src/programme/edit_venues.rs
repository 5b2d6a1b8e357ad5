//! The venues.

use super::{
    browse::{VenueRow, venue_columns},
    edit::{add, edit, stored, written},
};
use crate::{Store, audit::noted, db::statement::statement};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    ports::{StoreError, Version, Versioned},
    programme::{EditError, VenueEntry, Venues},
};
use azionelab_domain::{MapPosition, VenueId};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Double, Integer, Nullable, Text, Uuid},
};

statement! {
    SelectVenueEntries {}
    concat!("SELECT ", venue_columns!(), ", v.default_capacity, v.version FROM venues v \
     ORDER BY v.name COLLATE \"und-x-icu\", v.slug")
}

statement! {
    SelectVenueEntry { id: uuid::Uuid => Uuid }
    concat!("SELECT ", venue_columns!(), ", v.default_capacity, v.version FROM venues v \
     WHERE v.id = $1")
}

statement! {
    AddVenue {
        id: uuid::Uuid => Uuid,
        slug: String => Text,
        name: String => Text,
        address: String => Text,
        city: String => Text,
        access_notes: String => Text,
        latitude: Option<f64> => Nullable<Double>,
        longitude: Option<f64> => Nullable<Double>,
        time_zone: String => Text,
        default_capacity: Option<i32> => Nullable<Integer>,
        entry: String => Text,
    }
    concat!("WITH changed AS (INSERT INTO venues (id, slug, name, address, city, access_notes, \
     latitude, longitude, time_zone, default_capacity) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (slug) DO NOTHING \
     RETURNING id), ", noted!("$11", "changed"), " SELECT id FROM changed")
}

statement! {
    SaveVenue {
        id: uuid::Uuid => Uuid,
        slug: String => Text,
        name: String => Text,
        address: String => Text,
        city: String => Text,
        access_notes: String => Text,
        latitude: Option<f64> => Nullable<Double>,
        longitude: Option<f64> => Nullable<Double>,
        time_zone: String => Text,
        default_capacity: Option<i32> => Nullable<Integer>,
        entry: String => Text,
        version: i64 => BigInt,
    }
    concat!("WITH changed AS (UPDATE venues SET slug = $2, name = $3, address = $4, city = $5, \
     access_notes = $6, latitude = $7, longitude = $8, time_zone = $9, default_capacity = $10, \
     version = version + 1 WHERE id = $1 AND version = $12 RETURNING id), ",
     noted!("$11", "changed"), " SELECT id FROM changed")
}

statement! {
    DeleteVenue { id: uuid::Uuid => Uuid, entry: String => Text, version: i64 => BigInt }
    concat!("WITH changed AS (DELETE FROM venues WHERE id = $1 AND version = $3 RETURNING id), ",
     noted!("$2", "changed"), " SELECT id FROM changed")
}

#[derive(QueryableByName)]
struct EntryRow {
    #[diesel(embed)]
    venue: VenueRow,
    #[diesel(sql_type = Nullable<Integer>)]
    default_capacity: Option<i32>,
    #[diesel(sql_type = BigInt)]
    version: i64,
}

impl EntryRow {
    fn entry(&self) -> Result<Versioned<VenueEntry>, StoreError> {
        let default_capacity = self.default_capacity.map(i32::cast_unsigned);
        let value = VenueEntry { venue: self.venue.venue()?, default_capacity };
        Ok(Versioned { value, version: Version(self.version.cast_unsigned()) })
    }
}

fn zone_name(entry: &VenueEntry) -> Result<String, StoreError> {
    let name = entry.venue.time_zone.iana_name();
    name.map(str::to_owned).ok_or_else(|| StoreError::Unexpected("a zone has no name".into()))
}

#[async_trait]
impl Venues for Store {
    async fn all(&self) -> Result<Vec<Versioned<VenueEntry>>, StoreError> {
        let rows: Vec<EntryRow> = self.connections.rows(SelectVenueEntries {}).await?;
        rows.iter().map(EntryRow::entry).collect()
    }

    async fn find(&self, venue: VenueId) -> Result<Option<Versioned<VenueEntry>>, StoreError> {
        let row: Option<EntryRow> =
            self.connections.row(SelectVenueEntry { id: venue.uuid() }).await?;
        row.map(|row| row.entry()).transpose()
    }

    async fn add(&self, entry: &VenueEntry, audit: &AuditEntry) -> Result<(), EditError> {
        let venue = &entry.venue;
        let statement = AddVenue {
            id: venue.id.uuid(),
            slug: venue.slug.to_string(),
            name: venue.name.clone(),
            address: venue.address.clone(),
            city: venue.city.clone(),
            access_notes: venue.access_notes.clone(),
            latitude: venue.position.map(|MapPosition { latitude, .. }| latitude),
            longitude: venue.position.map(|MapPosition { longitude, .. }| longitude),
            time_zone: zone_name(entry)?,
            default_capacity: entry.default_capacity.map(stored).transpose()?,
            entry: written(audit),
        };
        add(&self.connections, statement).await
    }

    async fn save(
        &self,
        entry: &VenueEntry,
        over: Version,
        audit: &AuditEntry,
    ) -> Result<(), EditError> {
        let venue = &entry.venue;
        let statement = SaveVenue {
            id: venue.id.uuid(),
            slug: venue.slug.to_string(),
            name: venue.name.clone(),
            address: venue.address.clone(),
            city: venue.city.clone(),
            access_notes: venue.access_notes.clone(),
            latitude: venue.position.map(|MapPosition { latitude, .. }| latitude),
            longitude: venue.position.map(|MapPosition { longitude, .. }| longitude),
            time_zone: zone_name(entry)?,
            default_capacity: entry.default_capacity.map(stored).transpose()?,
            entry: written(audit),
            version: over.0.cast_signed(),
        };
        edit(&self.connections, statement).await
    }

    async fn delete(
        &self,
        venue: VenueId,
        of: Version,
        audit: &AuditEntry,
    ) -> Result<(), EditError> {
        let delete =
            DeleteVenue { id: venue.uuid(), entry: written(audit), version: of.0.cast_signed() };
        edit(&self.connections, delete).await
    }
}

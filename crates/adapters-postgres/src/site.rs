//! The settings and pages of the company.

use crate::{
    Store,
    audit::recorded,
    db::{
        error::{Failure, bad_row, classify, store_error},
        rows::PolicyRow,
        schema::{pages, site},
    },
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    ports::{StoreError, Version, Versioned},
    site::{CompanyPage, Editorial, PageSaved, SiteSettings},
};
use azionelab_domain::{EmailAddress, Line, Markdown, PhoneNumber, Slug};
use diesel::prelude::*;
use jiff::{SignedDuration, tz::TimeZone};

#[derive(Queryable, Selectable)]
#[diesel(table_name = site, check_for_backend(diesel::pg::Pg))]
struct SettingsRow {
    name: String,
    tagline: String,
    time_zone: String,
    contact_email: String,
    contact_phone: String,
    contact_address: String,
    #[diesel(embed)]
    policy: PolicyRow,
    version: i64,
}

/// Parses a text; an empty one means that there is none.
fn unless_empty<T, E>(
    text: &str,
    parse: impl Fn(&str) -> Result<T, E>,
    column: &'static str,
) -> Result<Option<T>, StoreError> {
    let text = Some(text).filter(|text| !text.is_empty());
    text.map(parse).transpose().map_err(|_| bad_row(column))
}

impl SettingsRow {
    fn settings(&self) -> Result<Versioned<SiteSettings>, StoreError> {
        let settings = SiteSettings {
            name: Line::parse(&self.name).map_err(|_| bad_row("site.name"))?,
            tagline: unless_empty(&self.tagline, Line::parse, "site.tagline")?,
            time_zone: TimeZone::get(&self.time_zone).map_err(|_| bad_row("site.time_zone"))?,
            email: unless_empty(&self.contact_email, EmailAddress::parse, "site.contact_email")?,
            phone: unless_empty(&self.contact_phone, PhoneNumber::parse, "site.contact_phone")?,
            address: unless_empty(&self.contact_address, Line::parse, "site.contact_address")?,
            policy: self.policy.policy(),
        };
        Ok(Versioned { value: settings, version: version(self.version) })
    }
}

#[derive(AsChangeset)]
#[diesel(table_name = site)]
struct SettingsValues<'a> {
    name: &'a str,
    tagline: &'a str,
    time_zone: &'a str,
    contact_email: &'a str,
    contact_phone: &'a str,
    contact_address: &'a str,
    hold_seconds: i32,
    max_seats_per_reservation: i16,
    max_live_reservations_per_address: i16,
    door_opens_before_seconds: i32,
    door_closes_after_seconds: i32,
    retention_days: i32,
}

impl<'a> SettingsValues<'a> {
    fn of(settings: &'a SiteSettings) -> Self {
        let SiteSettings { name, tagline, time_zone, email, phone, address, policy } = settings;
        Self {
            name: name.as_str(),
            tagline: tagline.as_ref().map_or("", Line::as_str),
            time_zone: time_zone.iana_name().unwrap_or("UTC"),
            contact_email: email.as_ref().map_or("", EmailAddress::as_str),
            contact_phone: phone.as_ref().map_or("", PhoneNumber::as_str),
            contact_address: address.as_ref().map_or("", Line::as_str),
            hold_seconds: seconds(policy.hold),
            max_seats_per_reservation: policy.max_seats_per_reservation.cast_signed(),
            max_live_reservations_per_address: policy
                .max_live_reservations_per_address
                .cast_signed(),
            door_opens_before_seconds: seconds(policy.door_opens_before),
            door_closes_after_seconds: seconds(policy.door_closes_after),
            retention_days: i32::try_from(policy.retention.as_hours() / 24).unwrap_or(i32::MAX),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = pages, check_for_backend(diesel::pg::Pg))]
struct PageRow {
    slug: String,
    title: String,
    body: String,
    position: i16,
    version: i64,
}

impl PageRow {
    fn page(&self) -> Result<Versioned<CompanyPage>, StoreError> {
        let page = CompanyPage {
            slug: Slug::parse(&self.slug).map_err(|_| bad_row("pages.slug"))?,
            title: Line::parse(&self.title).map_err(|_| bad_row("pages.title"))?,
            body: Markdown::parse(&self.body).map_err(|_| bad_row("pages.body"))?,
            position: u16::try_from(self.position).map_err(|_| bad_row("pages.position"))?,
        };
        Ok(Versioned { value: page, version: version(self.version) })
    }
}

/// What the office fills in.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = pages)]
struct PageValues<'a> {
    slug: &'a str,
    title: &'a str,
    body: &'a str,
    position: i16,
}

impl<'a> PageValues<'a> {
    fn of(page: &'a CompanyPage) -> Self {
        Self {
            slug: page.slug.as_str(),
            title: page.title.as_str(),
            body: page.body.as_str(),
            position: i16::try_from(page.position).unwrap_or(i16::MAX),
        }
    }
}

const fn version(number: i64) -> Version {
    Version(number.cast_unsigned())
}

/// Whole seconds; the settings are limited to far less than the column can hold.
fn seconds(duration: SignedDuration) -> i32 {
    i32::try_from(duration.as_secs()).unwrap_or(i32::MAX)
}

#[async_trait]
impl Editorial for Store {
    async fn settings(&self) -> Result<Versioned<SiteSettings>, StoreError> {
        let select = site::table.select(SettingsRow::as_select());
        let row: Option<SettingsRow> = self.connections.row(select).await?;
        row.ok_or_else(|| bad_row("site"))?.settings()
    }

    async fn save_settings(
        &self,
        settings: &SiteSettings,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let update = diesel::update(site::table.filter(site::version.eq(over.0.cast_signed())))
            .set((SettingsValues::of(settings), site::version.eq(site::version + 1)));
        let saved = recorded(&self.connections, update, entry).await?;
        saved.map_err(|error| store_error(&error))
    }

    async fn pages(&self) -> Result<Vec<Versioned<CompanyPage>>, StoreError> {
        let select =
            pages::table.select(PageRow::as_select()).order((pages::position, pages::slug));
        let rows: Vec<PageRow> = self.connections.rows(select).await?;
        rows.iter().map(PageRow::page).collect()
    }

    async fn page(&self, slug: &Slug) -> Result<Option<Versioned<CompanyPage>>, StoreError> {
        let select = pages::table.find(slug.as_str()).select(PageRow::as_select());
        let row: Option<PageRow> = self.connections.row(select).await?;
        row.map(|row| row.page()).transpose()
    }

    async fn add_page(&self, page: &CompanyPage, entry: &AuditEntry) -> Result<bool, StoreError> {
        let insert = diesel::insert_into(pages::table)
            .values(PageValues::of(page))
            .on_conflict(pages::slug)
            .do_nothing();
        let added = recorded(&self.connections, insert, entry).await?;
        added.map_err(|error| store_error(&error))
    }

    async fn save_page(
        &self,
        of: &Slug,
        page: &CompanyPage,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<PageSaved, StoreError> {
        let page_of_version =
            pages::table.find(of.as_str()).filter(pages::version.eq(over.0.cast_signed()));
        let update = diesel::update(page_of_version)
            .set((PageValues::of(page), pages::version.eq(pages::version + 1)));
        match recorded(&self.connections, update, entry).await? {
            Ok(true) => Ok(PageSaved::Saved),
            Ok(false) => Ok(PageSaved::EditedMeanwhile),
            // Slugs are the only unique values that people choose.
            Err(error) if classify(&error) == Failure::Duplicate => Ok(PageSaved::SlugTaken),
            Err(error) => Err(store_error(&error)),
        }
    }

    async fn delete_page(
        &self,
        slug: &Slug,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let page_of_version =
            pages::table.find(slug.as_str()).filter(pages::version.eq(of.0.cast_signed()));
        let delete = diesel::delete(page_of_version);
        let deleted = recorded(&self.connections, delete, entry).await?;
        deleted.map_err(|error| store_error(&error))
    }
}

//! What the company writes of itself.

use crate::{
    Store,
    audit::{document, noted},
    db::{
        error::{Failure, bad_row, classify, store_error},
        rows::PolicyRow,
        statement::statement,
    },
};
use async_trait::async_trait;
use azionelab_application::{
    audit::AuditEntry,
    ports::{StoreError, Version, Versioned},
    site::{CompanyPage, Editorial, PageSaved, SiteSettings},
};
use azionelab_domain::{EmailAddress, Line, Markdown, PhoneNumber, Slug};
use diesel::{
    QueryResult, QueryableByName,
    sql_types::{BigInt, Integer, SmallInt, Text},
};
use jiff::{SignedDuration, tz::TimeZone};

statement! {
    SelectSettings {}
    "SELECT name, tagline, time_zone, contact_email, contact_phone, contact_address, \
     hold_seconds, max_seats_per_reservation, max_live_reservations_per_address, \
     door_opens_before_seconds, door_closes_after_seconds, retention_days, version FROM site"
}

statement! {
    UpdateSettings {
        version: i64 => BigInt,
        name: String => Text,
        tagline: String => Text,
        time_zone: String => Text,
        email: String => Text,
        phone: String => Text,
        address: String => Text,
        hold_seconds: i32 => Integer,
        max_seats: i16 => SmallInt,
        max_live: i16 => SmallInt,
        door_opens_before_seconds: i32 => Integer,
        door_closes_after_seconds: i32 => Integer,
        retention_days: i32 => Integer,
        entry: String => Text,
    }
    concat!("WITH changed AS (UPDATE site SET name = $2, tagline = $3, time_zone = $4, \
     contact_email = $5, contact_phone = $6, contact_address = $7, hold_seconds = $8, \
     max_seats_per_reservation = $9, max_live_reservations_per_address = $10, \
     door_opens_before_seconds = $11, door_closes_after_seconds = $12, retention_days = $13, \
     version = version + 1 WHERE version = $1 RETURNING version), ",
     noted!("$14", "changed"), " SELECT version FROM changed")
}

/// The columns of a `PageRow`.
macro_rules! select_pages {
    () => {
        "SELECT slug, title, body, position, version FROM pages "
    };
}

statement! { SelectPages {} concat!(select_pages!(), "ORDER BY position, slug") }

statement! {
    SelectPage { slug: String => Text }
    concat!(select_pages!(), "WHERE slug = $1")
}

statement! {
    InsertPage {
        slug: String => Text,
        title: String => Text,
        body: String => Text,
        position: i16 => SmallInt,
        entry: String => Text,
    }
    concat!("WITH added AS (INSERT INTO pages (slug, title, body, position) \
     VALUES ($1, $2, $3, $4) ON CONFLICT (slug) DO NOTHING RETURNING version), ",
     noted!("$5", "added"), " SELECT version FROM added")
}

statement! {
    UpdatePage {
        slug: String => Text,
        title: String => Text,
        body: String => Text,
        position: i16 => SmallInt,
        version: i64 => BigInt,
        new_slug: String => Text,
        entry: String => Text,
    }
    concat!("WITH changed AS (UPDATE pages SET slug = $6, title = $2, body = $3, position = $4, \
     version = version + 1 WHERE slug = $1 AND version = $5 RETURNING version), ",
     noted!("$7", "changed"), " SELECT version FROM changed")
}

statement! {
    DeletePage { slug: String => Text, version: i64 => BigInt, entry: String => Text }
    concat!("WITH gone AS (DELETE FROM pages WHERE slug = $1 AND version = $2 RETURNING version), ",
     noted!("$3", "gone"), " SELECT version FROM gone")
}

#[derive(QueryableByName)]
struct SettingsRow {
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
    #[diesel(embed)]
    policy: PolicyRow,
    #[diesel(sql_type = BigInt)]
    version: i64,
}

/// What an empty text stands for nothing of.
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

#[derive(QueryableByName)]
struct PageRow {
    #[diesel(sql_type = Text)]
    slug: String,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    body: String,
    #[diesel(sql_type = SmallInt)]
    position: i16,
    #[diesel(sql_type = BigInt)]
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

#[derive(QueryableByName)]
struct VersionRow {
    #[expect(dead_code, reason = "that there is a row says all")]
    #[diesel(sql_type = BigInt)]
    version: i64,
}

const fn version(number: i64) -> Version {
    Version(number.cast_unsigned())
}

/// Whole seconds; the bounds of the settings are far below what the column holds.
fn seconds(duration: SignedDuration) -> i32 {
    i32::try_from(duration.as_secs()).unwrap_or(i32::MAX)
}

fn position(page: &CompanyPage) -> i16 {
    i16::try_from(page.position).unwrap_or(i16::MAX)
}

#[async_trait]
impl Editorial for Store {
    async fn settings(&self) -> Result<Versioned<SiteSettings>, StoreError> {
        let row: Option<SettingsRow> = self.connections.row(SelectSettings {}).await?;
        row.ok_or_else(|| bad_row("site"))?.settings()
    }

    async fn save_settings(
        &self,
        settings: &SiteSettings,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let text = |line: Option<&str>| line.unwrap_or_default().to_owned();
        let policy = &settings.policy;
        let update = UpdateSettings {
            version: over.0.cast_signed(),
            name: settings.name.as_str().to_owned(),
            tagline: text(settings.tagline.as_ref().map(Line::as_str)),
            time_zone: settings.time_zone.iana_name().unwrap_or("UTC").to_owned(),
            email: text(settings.email.as_ref().map(EmailAddress::as_str)),
            phone: text(settings.phone.as_ref().map(PhoneNumber::as_str)),
            address: text(settings.address.as_ref().map(Line::as_str)),
            hold_seconds: seconds(policy.hold),
            max_seats: policy.max_seats_per_reservation.cast_signed(),
            max_live: policy.max_live_reservations_per_address.cast_signed(),
            door_opens_before_seconds: seconds(policy.door_opens_before),
            door_closes_after_seconds: seconds(policy.door_closes_after),
            retention_days: i32::try_from(policy.retention.as_hours() / 24).unwrap_or(i32::MAX),
            entry: document(entry).to_string(),
        };
        let saved: Option<VersionRow> = self.connections.row(update).await?;
        Ok(saved.is_some())
    }

    async fn pages(&self) -> Result<Vec<Versioned<CompanyPage>>, StoreError> {
        let rows: Vec<PageRow> = self.connections.rows(SelectPages {}).await?;
        rows.iter().map(PageRow::page).collect()
    }

    async fn page(&self, slug: &Slug) -> Result<Option<Versioned<CompanyPage>>, StoreError> {
        let row: Option<PageRow> =
            self.connections.row(SelectPage { slug: slug.to_string() }).await?;
        row.map(|row| row.page()).transpose()
    }

    async fn add_page(&self, page: &CompanyPage, entry: &AuditEntry) -> Result<bool, StoreError> {
        let insert = InsertPage {
            slug: page.slug.to_string(),
            title: page.title.as_str().to_owned(),
            body: page.body.as_str().to_owned(),
            position: position(page),
            entry: document(entry).to_string(),
        };
        let added: Option<VersionRow> = self.connections.row(insert).await?;
        Ok(added.is_some())
    }

    async fn save_page(
        &self,
        of: &Slug,
        page: &CompanyPage,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<PageSaved, StoreError> {
        let update = UpdatePage {
            slug: of.to_string(),
            title: page.title.as_str().to_owned(),
            body: page.body.as_str().to_owned(),
            position: position(page),
            version: over.0.cast_signed(),
            new_slug: page.slug.to_string(),
            entry: document(entry).to_string(),
        };
        let saved: QueryResult<Vec<VersionRow>> = self.connections.attempt(update).await?;
        match saved {
            Ok(rows) if rows.is_empty() => Ok(PageSaved::EditedMeanwhile),
            Ok(_) => Ok(PageSaved::Saved),
            // Of all that is unique only slugs are chosen by people.
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
        let delete = DeletePage {
            slug: slug.to_string(),
            version: of.0.cast_signed(),
            entry: document(entry).to_string(),
        };
        let gone: Option<VersionRow> = self.connections.row(delete).await?;
        Ok(gone.is_some())
    }
}

use crate::programme::view::{Contact, days, zone_name};
use azionelab_application::{
    ports::Versioned,
    site::{CompanyPage, SiteSettings as Settings},
};
use azionelab_domain::{EmailAddress, Line, PhoneNumber};
use serde::Serialize;
use utoipa::ToSchema;

/// The settings of the site.
#[derive(Serialize, ToSchema)]
pub(crate) struct SiteSettings {
    name: String,
    /// A short line about the company; may be empty.
    tagline: String,
    /// The company's time zone (IANA).
    #[schema(example = "Europe/Rome")]
    time_zone: String,
    contact: Contact,
    /// How many minutes seats are held until the visitor confirms.
    hold_minutes: i64,
    /// The largest party that a visitor may book.
    max_seats_per_reservation: u16,
    /// How many reservations one e-mail address may have for one performance.
    max_live_reservations_per_address: u16,
    /// How many minutes before the start the door window opens.
    door_opens_before_minutes: i64,
    /// How many minutes after the start the door window closes.
    door_closes_after_minutes: i64,
    /// How many days after a performance personal data is erased.
    retention_days: u32,
}

impl From<Versioned<Settings>> for SiteSettings {
    fn from(Versioned { value: settings, .. }: Versioned<Settings>) -> Self {
        let text = |line: Option<&str>| line.unwrap_or_default().to_owned();
        let policy = &settings.policy;
        Self {
            name: settings.name.as_str().to_owned(),
            tagline: text(settings.tagline.as_ref().map(Line::as_str)),
            time_zone: zone_name(&settings.time_zone),
            contact: Contact {
                email: text(settings.email.as_ref().map(EmailAddress::as_str)),
                phone: text(settings.phone.as_ref().map(PhoneNumber::as_str)),
                address: text(settings.address.as_ref().map(Line::as_str)),
            },
            hold_minutes: policy.hold.as_mins(),
            max_seats_per_reservation: policy.max_seats_per_reservation,
            max_live_reservations_per_address: policy.max_live_reservations_per_address,
            door_opens_before_minutes: policy.door_opens_before.as_mins(),
            door_closes_after_minutes: policy.door_closes_after.as_mins(),
            retention_days: days(policy.retention),
        }
    }
}

/// A page of the company in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct CompanyPageRow {
    slug: String,
    title: String,
    /// The position among the pages, the lowest first.
    position: u16,
    version: u64,
}

impl From<Versioned<CompanyPage>> for CompanyPageRow {
    fn from(Versioned { value: page, version }: Versioned<CompanyPage>) -> Self {
        Self {
            slug: page.slug.to_string(),
            title: page.title.as_str().to_owned(),
            position: page.position,
            version: version.0,
        }
    }
}

/// A page of the company with its text.
#[derive(Serialize, ToSchema)]
pub(crate) struct CompanyPageText {
    slug: String,
    title: String,
    /// The text in Markdown.
    body: String,
    /// The position among the pages, the lowest first.
    position: u16,
}

impl From<Versioned<CompanyPage>> for CompanyPageText {
    fn from(Versioned { value: page, .. }: Versioned<CompanyPage>) -> Self {
        Self {
            slug: page.slug.to_string(),
            title: page.title.as_str().to_owned(),
            body: page.body.as_str().to_owned(),
            position: page.position,
        }
    }
}

/// A rendered text.
#[derive(Serialize, ToSchema)]
pub(crate) struct Preview {
    /// The sanitised HTML.
    pub html: String,
}

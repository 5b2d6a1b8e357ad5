use crate::{
    audit::AuditEntry,
    ports::{StoreError, Version, Versioned},
};
use async_trait::async_trait;
use azionelab_domain::{EmailAddress, Line, Markdown, PhoneNumber, Policy, Slug};
use jiff::tz::TimeZone;

/// The site as the company sets it up.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteSettings {
    /// The company's name.
    pub name: Line<100>,
    /// A line about it.
    pub tagline: Option<Line<200>>,
    /// The zone in which the company lives.
    pub time_zone: TimeZone,
    /// How it is reached by mail.
    pub email: Option<EmailAddress>,
    /// By telephone.
    pub phone: Option<PhoneNumber>,
    /// By post.
    pub address: Option<Line<200>>,
    /// How it takes bookings.
    pub policy: Policy,
}

/// A page of the company's own, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyPage {
    /// Its part of an address.
    pub slug: Slug,
    pub title: Line<200>,
    /// Its text.
    pub body: Markdown,
    /// Its place among the others: the lowest comes first.
    pub position: u16,
}

/// What came of saving a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageSaved {
    Saved,
    /// It is of another version by now, or gone.
    EditedMeanwhile,
    /// Another page has its new slug.
    SlugTaken,
}

/// What the company writes of itself. Each change is stored with its entry of the audit or not at
/// all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Editorial: Send + Sync {
    /// The site's settings.
    async fn settings(&self) -> Result<Versioned<SiteSettings>, StoreError>;

    /// Stores settings in the place of those of this version; false if they are of another one by
    /// now.
    async fn save_settings(
        &self,
        settings: &SiteSettings,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Every page in its order.
    async fn pages(&self) -> Result<Vec<Versioned<CompanyPage>>, StoreError>;

    async fn page(&self, slug: &Slug) -> Result<Option<Versioned<CompanyPage>>, StoreError>;

    /// Adds a page; false if another one has its slug.
    async fn add_page(&self, page: &CompanyPage, entry: &AuditEntry) -> Result<bool, StoreError>;

    /// Stores a page in the place of the one of this slug that is of this version.
    async fn save_page(
        &self,
        of: &Slug,
        page: &CompanyPage,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<PageSaved, StoreError>;

    /// Deletes a page of this version; false if it is of another one by now, or gone.
    async fn delete_page(
        &self,
        slug: &Slug,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;
}

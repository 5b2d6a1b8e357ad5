use crate::{
    audit::AuditEntry,
    ports::{StoreError, Version, Versioned},
};
use async_trait::async_trait;
use azionelab_domain::{EmailAddress, Line, Markdown, PhoneNumber, Policy, Slug};
use jiff::tz::TimeZone;

/// The settings of the site.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteSettings {
    /// The company's name.
    pub name: Line<100>,
    /// A line about the company.
    pub tagline: Option<Line<200>>,
    /// The company's time zone.
    pub time_zone: TimeZone,
    pub email: Option<EmailAddress>,
    pub phone: Option<PhoneNumber>,
    /// The postal address.
    pub address: Option<Line<200>>,
    /// The booking policy.
    pub policy: Policy,
}

/// A page of the company, for editing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyPage {
    /// The part of the page address that identifies the page.
    pub slug: Slug,
    pub title: Line<200>,
    pub body: Markdown,
    /// The order among the pages, lowest first.
    pub position: u16,
}

/// The result of saving a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageSaved {
    Saved,
    /// The page has another version, or does not exist.
    EditedMeanwhile,
    /// Another page has the new slug.
    SlugTaken,
}

/// The settings and pages of the company. Each change is stored together with its audit entry, or
/// not at all.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait Editorial: Send + Sync {
    async fn settings(&self) -> Result<Versioned<SiteSettings>, StoreError>;

    /// Saves the settings if they still have the version `over`. Returns false otherwise.
    async fn save_settings(
        &self,
        settings: &SiteSettings,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;

    /// All pages in their order.
    async fn pages(&self) -> Result<Vec<Versioned<CompanyPage>>, StoreError>;

    async fn page(&self, slug: &Slug) -> Result<Option<Versioned<CompanyPage>>, StoreError>;

    /// Adds a page. Returns false if another page has its slug.
    async fn add_page(&self, page: &CompanyPage, entry: &AuditEntry) -> Result<bool, StoreError>;

    /// Replaces the page with the slug `of` if it still has the version `over`.
    async fn save_page(
        &self,
        of: &Slug,
        page: &CompanyPage,
        over: Version,
        entry: &AuditEntry,
    ) -> Result<PageSaved, StoreError>;

    /// Deletes a page if it still has this version. Returns false otherwise.
    async fn delete_page(
        &self,
        slug: &Slug,
        of: Version,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError>;
}

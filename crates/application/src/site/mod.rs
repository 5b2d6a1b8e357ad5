//! The settings and pages of the company.

mod edit_pages;
mod edit_site;
mod port;

#[cfg(feature = "mock")]
pub use self::port::MockEditorial;
pub use self::{
    edit_pages::{EditPageError, EditPages, PageChange},
    edit_site::{EditSite, EditSiteError},
    port::{CompanyPage, Editorial, PageSaved, SiteSettings},
};

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
use crate::Ports;

pub struct SiteUseCases {
    pub pages: EditPages,
    pub settings: EditSite,
}

impl SiteUseCases {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { pages: EditPages::new(ports), settings: EditSite::new(ports) }
    }
}

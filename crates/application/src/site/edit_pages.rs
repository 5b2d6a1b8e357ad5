use super::{CompanyPage, Editorial, PageSaved};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject, differing},
    ports::{StoreError, Version, Versioned},
};
use azionelab_domain::{Line, Markdown, Permission, Slug};
use std::sync::Arc;
use thiserror::Error;

const SEE: Action = Action::named("page.see");
const ADD: Action = Action::named("page.add");
const EDIT: Action = Action::named("page.edit");
const DELETE: Action = Action::named("page.delete");

#[derive(Debug, Error)]
pub enum EditPageError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such page")]
    NotFound,
    #[error("another page has this slug")]
    SlugTaken,
    /// The page has another version.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The new content of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageChange {
    /// `None` keeps the current slug.
    pub slug: Option<Slug>,
    pub title: Line<200>,
    pub body: Markdown,
    /// The order among the pages, lowest first.
    pub position: u16,
}

/// Edits the company's own pages.
pub struct EditPages {
    authority: Authority,
    editorial: Arc<dyn Editorial>,
}

impl EditPages {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self { authority: Authority::new(ports), editorial: ports.editorial.clone() }
    }

    /// All pages in their order.
    pub async fn all(
        &self,
        who: &StaffMember,
    ) -> Result<Vec<Versioned<CompanyPage>>, EditPageError> {
        let act = Act::new(SEE, Subject::Site);
        self.authority.authorize(who, Permission::ManageSite, &act).await?;
        Ok(self.editorial.pages().await?)
    }

    pub async fn one(
        &self,
        who: &StaffMember,
        slug: &Slug,
    ) -> Result<Versioned<CompanyPage>, EditPageError> {
        self.authorize(who, SEE, slug).await?;
        self.read(slug).await
    }

    pub async fn add(
        &self,
        who: &StaffMember,
        page: CompanyPage,
    ) -> Result<Versioned<CompanyPage>, EditPageError> {
        let act = self.authorize(who, ADD, &page.slug).await?;
        let entry = AuditEntry { after: facts(&page), ..self.authority.entry(who, act.clone()) };
        if !self.editorial.add_page(&page, &entry).await? {
            self.authority.refused(who, &act, "slug-taken", Facts::new()).await;
            return Err(EditPageError::SlugTaken);
        }
        self.read(&page.slug).await
    }

    /// Saves a page if it still has the version `over`. With a new slug, the old address no longer
    /// works.
    pub async fn save(
        &self,
        who: &StaffMember,
        slug: Slug,
        over: Version,
        change: PageChange,
    ) -> Result<Versioned<CompanyPage>, EditPageError> {
        let act = self.authorize(who, EDIT, &slug).await?;
        let current = self.read(&slug).await?;
        let PageChange { slug: new_slug, title, body, position } = change;
        let page =
            CompanyPage { slug: new_slug.unwrap_or_else(|| slug.clone()), title, body, position };
        // Saving the same content is not an edit.
        if current.version == over && current.value == page {
            return Ok(current);
        }
        let (before, mut after) = differing(facts(&current.value), facts(&page));
        if current.value.body != page.body {
            after.insert("text_changed", true.into());
        }
        // The audit entry uses the new slug.
        let act_done = Act::new(EDIT, Subject::Page(page.slug.clone()));
        let entry = AuditEntry { before, after, ..self.authority.entry(who, act_done) };
        let saved = if current.version == over {
            self.editorial.save_page(&slug, &page, over, &entry).await?
        } else {
            PageSaved::EditedMeanwhile
        };
        if saved == PageSaved::SlugTaken {
            let requested = Facts::from([("slug", page.slug.as_str().into())]);
            self.authority.refused(who, &act, "slug-taken", requested).await;
            return Err(EditPageError::SlugTaken);
        }
        self.unless_edited_meanwhile(who, &act, saved == PageSaved::Saved).await?;
        self.read(&page.slug).await
    }

    /// Deletes a page if it still has this version.
    pub async fn delete(
        &self,
        who: &StaffMember,
        slug: &Slug,
        of: Version,
    ) -> Result<(), EditPageError> {
        let act = self.authorize(who, DELETE, slug).await?;
        let current = self.read(slug).await?;
        let before = facts(&current.value);
        let entry = AuditEntry { before, ..self.authority.entry(who, act.clone()) };
        let deleted = current.version == of && self.editorial.delete_page(slug, of, &entry).await?;
        self.unless_edited_meanwhile(who, &act, deleted).await
    }

    async fn unless_edited_meanwhile(
        &self,
        who: &StaffMember,
        act: &Act,
        act_done: bool,
    ) -> Result<(), EditPageError> {
        if act_done {
            return Ok(());
        }
        self.authority.refused(who, act, "edited-meanwhile", Facts::new()).await;
        Err(EditPageError::EditedMeanwhile)
    }

    async fn authorize(&self, who: &StaffMember, action: Action, of: &Slug) -> Result<Act, Denied> {
        let act = Act::new(action, Subject::Page(of.clone()));
        self.authority.authorize(who, Permission::ManageSite, &act).await?;
        Ok(act)
    }

    async fn read(&self, slug: &Slug) -> Result<Versioned<CompanyPage>, EditPageError> {
        self.editorial.page(slug).await?.ok_or(EditPageError::NotFound)
    }
}

/// The audit facts of a page. For its text only the length, because the audit is not an archive of
/// texts.
fn facts(page: &CompanyPage) -> Facts {
    let characters = u32::try_from(page.body.as_str().chars().count()).unwrap_or(u32::MAX);
    Facts::from([
        ("characters", characters.into()),
        ("position", page.position.into()),
        ("slug", page.slug.as_str().into()),
        ("title", page.title.as_str().into()),
    ])
}

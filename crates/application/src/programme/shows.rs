use super::{
    AddError, DeleteError, SaveError, ShowEntry, ShowQuery, ShowRow, Shows, UpcomingSummary,
};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject, differing},
    ports::{Clock, Part, Secrets, StoreError, Version, Versioned},
};
use azionelab_domain::{Line, Markdown, Permission, Publication, Show, ShowId, Slug};
use std::sync::Arc;
use thiserror::Error;

const SEE: Action = Action::named("show.see");
const ADD: Action = Action::named("show.add");
const EDIT: Action = Action::named("show.edit");
const DELETE: Action = Action::named("show.delete");

/// How many slugs are tried for a title.
const TRIES: u32 = 20;

#[derive(Debug, Error)]
pub enum ShowError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such show")]
    NotFound,
    /// The show has another version.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    /// No slug can be made from the title, so the request must contain one.
    #[error("no slug can be made from the title")]
    NoSlug,
    #[error("another show has this slug")]
    SlugTaken,
    /// A show with performances can't be deleted.
    #[error("it has performances")]
    HasPerformances,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The content of a show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShowContent {
    /// `None` keeps the current slug, or makes one from the title for a new show.
    pub slug: Option<Slug>,
    pub title: Line<200>,
    /// A line under the title.
    pub subtitle: Option<Line<200>>,
    /// One or two sentences of plain text.
    pub summary: Option<Line<500>>,
    pub description: Markdown,
    /// The people who made it.
    pub credits: Markdown,
    pub duration_minutes: Option<u16>,
    /// The recommended age.
    pub age_advice: Option<Line<100>>,
    /// The language of the performance, as a BCP 47 tag.
    pub language: String,
    pub publication: Publication,
}

impl ShowContent {
    fn of(&self, id: ShowId, slug: Slug) -> Show {
        Show {
            id,
            slug,
            title: self.title.as_str().to_owned(),
            subtitle: text(self.subtitle.as_ref()),
            summary: text(self.summary.as_ref()),
            description: self.description.as_str().to_owned(),
            credits: self.credits.as_str().to_owned(),
            duration_minutes: self.duration_minutes,
            age_advice: text(self.age_advice.as_ref()),
            language: self.language.clone(),
            publication: self.publication,
        }
    }
}

/// A missing line is stored as an empty text.
pub(crate) fn text<const MAX: usize>(line: Option<&Line<MAX>>) -> String {
    line.map(Line::as_str).unwrap_or_default().to_owned()
}

/// Edits and publishes shows.
pub struct ManageShows {
    authority: Authority,
    shows: Arc<dyn Shows>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
}

impl ManageShows {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            shows: ports.shows.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    /// A page of the table of shows.
    pub async fn table(
        &self,
        who: &StaffMember,
        query: &ShowQuery,
    ) -> Result<Part<ShowRow>, ShowError> {
        let act = Act::new(SEE, Subject::Shows);
        self.authority.authorize(who, Permission::SeeHouses, &act).await?;
        Ok(self.shows.table(query, self.clock.now()).await?)
    }

    pub async fn one(
        &self,
        who: &StaffMember,
        show: ShowId,
    ) -> Result<Versioned<ShowEntry>, ShowError> {
        let act = Act::new(SEE, Subject::Show(show));
        self.authority.authorize(who, Permission::SeeHouses, &act).await?;
        self.read(show).await
    }

    /// What a show still has to come, as a warning before it is taken off the site.
    pub async fn consequences(
        &self,
        who: &StaffMember,
        show: ShowId,
    ) -> Result<UpcomingSummary, ShowError> {
        self.authorize(who, EDIT, show).await?;
        self.read(show).await?;
        Ok(self.shows.upcoming_summary(show, self.clock.now()).await?)
    }

    /// Adds a show. If the slug made from the title is taken, a number is added.
    pub async fn add(
        &self,
        who: &StaffMember,
        content: ShowContent,
    ) -> Result<Versioned<ShowEntry>, ShowError> {
        let id = ShowId::new(self.secrets.id());
        let act = self.authorize(who, ADD, id).await?;
        let suggested = Slug::suggested_by(content.title.as_str());
        let first = content.slug.clone().or(suggested).ok_or(ShowError::NoSlug)?;
        let tries = if content.slug.is_some() { 1 } else { TRIES };
        for number in 1..=tries {
            let slug = if number == 1 { first.clone() } else { first.numbered(number) };
            let show = content.of(id, slug);
            let entry =
                AuditEntry { after: facts(&show), ..self.authority.entry(who, act.clone()) };
            match self.shows.add(&show, &entry).await {
                Ok(()) => return self.read(id).await,
                Err(AddError::SlugTaken) => {}
                Err(AddError::Store(error)) => return Err(error.into()),
            }
        }
        Err(self.refused(who, &act, ShowError::SlugTaken).await)
    }

    /// Saves a show if it still has the version `over`.
    pub async fn save(
        &self,
        who: &StaffMember,
        id: ShowId,
        over: Version,
        content: ShowContent,
    ) -> Result<Versioned<ShowEntry>, ShowError> {
        let act = self.authorize(who, EDIT, id).await?;
        let current = self.read(id).await?;
        if current.version != over {
            return Err(self.refused(who, &act, ShowError::EditedMeanwhile).await);
        }
        let before = &current.value.show;
        let show = content.of(id, content.slug.clone().unwrap_or_else(|| before.slug.clone()));
        // Saving the same content is not an edit.
        if show == *before {
            return Ok(current);
        }
        let (was, mut is) = differing(facts(before), facts(&show));
        for (name, changed) in [
            ("description_changed", show.description != before.description),
            ("credits_changed", show.credits != before.credits),
        ] {
            if changed {
                is.insert(name, true.into());
            }
        }
        let entry = AuditEntry { before: was, after: is, ..self.authority.entry(who, act.clone()) };
        if let Err(failed) = self.shows.save(&show, over, &entry).await {
            return Err(self.refused(who, &act, failed.into()).await);
        }
        self.read(id).await
    }

    /// Deletes a show without performances if it still has this version.
    pub async fn delete(
        &self,
        who: &StaffMember,
        id: ShowId,
        of: Version,
    ) -> Result<(), ShowError> {
        let act = self.authorize(who, DELETE, id).await?;
        let current = self.read(id).await?;
        let before = facts(&current.value.show);
        let entry = AuditEntry { before, ..self.authority.entry(who, act.clone()) };
        match self.shows.delete(id, of, &entry).await {
            Ok(()) => Ok(()),
            Err(failed) => Err(self.refused(who, &act, failed.into()).await),
        }
    }

    async fn authorize(
        &self,
        who: &StaffMember,
        action: Action,
        of: ShowId,
    ) -> Result<Act, Denied> {
        let act = Act::new(action, Subject::Show(of));
        self.authority.authorize(who, Permission::ManageProgramme, &act).await?;
        Ok(act)
    }

    async fn read(&self, show: ShowId) -> Result<Versioned<ShowEntry>, ShowError> {
        self.shows.find(show).await?.ok_or(ShowError::NotFound)
    }

    /// Records a refusal.
    async fn refused(&self, who: &StaffMember, act: &Act, error: ShowError) -> ShowError {
        let why = match error {
            ShowError::EditedMeanwhile => "edited-meanwhile",
            ShowError::SlugTaken => "slug-taken",
            ShowError::HasPerformances => "has-performances",
            ShowError::Denied(_)
            | ShowError::NotFound
            | ShowError::NoSlug
            | ShowError::Store(_) => return error,
        };
        self.authority.refused(who, act, why, Facts::new()).await;
        error
    }
}

/// The audit facts of a show. For long texts only the length, because the audit is not an archive
/// of texts.
fn facts(show: &Show) -> Facts {
    let characters = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    Facts::from([
        ("age_advice", show.age_advice.as_str().into()),
        ("credits_characters", characters(&show.credits).into()),
        ("description_characters", characters(&show.description).into()),
        ("duration_minutes", show.duration_minutes.into()),
        ("language", show.language.as_str().into()),
        ("publication", show.publication.as_str().into()),
        ("slug", show.slug.as_str().into()),
        ("subtitle", show.subtitle.as_str().into()),
        ("summary", show.summary.as_str().into()),
        ("title", show.title.as_str().into()),
    ])
}

impl From<SaveError> for ShowError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::EditedMeanwhile => Self::EditedMeanwhile,
            SaveError::SlugTaken => Self::SlugTaken,
            SaveError::Store(error) => Self::Store(error),
        }
    }
}

impl From<DeleteError> for ShowError {
    fn from(error: DeleteError) -> Self {
        match error {
            DeleteError::EditedMeanwhile => Self::EditedMeanwhile,
            DeleteError::InUse => Self::HasPerformances,
            DeleteError::Store(error) => Self::Store(error),
        }
    }
}

use super::{Poster, PosterConverter, SavePosterError, ShowEntry, Shows};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject},
    ports::{StoreError, Version, Versioned},
};
use azionelab_domain::{Line, Permission, ShowId};
use std::sync::Arc;
use thiserror::Error;

// The audit is never rewritten, so the actions keep their first names.
const SET: Action = Action::named("poster.hang");
const DESCRIBE: Action = Action::named("poster.describe");
const REMOVE: Action = Action::named("poster.take_down");

#[derive(Debug, Error)]
pub enum PosterError {
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such show, or it has no poster.
    #[error("there is no such poster")]
    NotFound,
    /// The show has another version.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    /// The data is not an image, is damaged, or is too large.
    #[error("cannot read the picture")]
    UnreadableImage,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sets and removes the posters of shows.
pub struct ManagePosters {
    authority: Authority,
    shows: Arc<dyn Shows>,
    converter: Arc<dyn PosterConverter>,
}

impl ManagePosters {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            shows: ports.shows.clone(),
            converter: ports.poster_converter.clone(),
        }
    }

    /// Checks permission and version before a client uploads a picture.
    pub async fn may_set(
        &self,
        who: &StaffMember,
        show: ShowId,
        over: Version,
    ) -> Result<(), PosterError> {
        self.begin(who, SET, show, over).await.map(drop)
    }

    /// Converts a picture to a poster and sets it, if the show still has the version `over`.
    pub async fn set(
        &self,
        who: &StaffMember,
        show: ShowId,
        over: Version,
        alternative_text: &Line<500>,
        picture: Vec<u8>,
    ) -> Result<Versioned<ShowEntry>, PosterError> {
        let (act, current) = self.begin(who, SET, show, over).await?;
        let Ok(images) = self.converter.convert(picture).await else {
            return Err(self.refused(who, &act, PosterError::UnreadableImage).await);
        };
        let width = images.last().map(|image| image.width);
        let entry = AuditEntry {
            before: facts(current.poster.as_ref()),
            after: Facts::from([
                ("alternative_text", alternative_text.as_str().into()),
                ("width", width.into()),
            ]),
            ..self.authority.entry(who, act.clone())
        };
        let result =
            self.shows.set_poster(show, over, alternative_text.as_str(), &images, &entry).await;
        self.finish(who, &act, show, result).await
    }

    /// Replaces the alternative text of the poster.
    pub async fn describe(
        &self,
        who: &StaffMember,
        show: ShowId,
        over: Version,
        alternative_text: &Line<500>,
    ) -> Result<Versioned<ShowEntry>, PosterError> {
        let (act, current) = self.begin(who, DESCRIBE, show, over).await?;
        let poster = current.poster.ok_or(PosterError::NotFound)?;
        let text = |text: &str| Facts::from([("alternative_text", text.into())]);
        let entry = AuditEntry {
            before: text(&poster.alternative_text),
            after: text(alternative_text.as_str()),
            ..self.authority.entry(who, act.clone())
        };
        let described = self.shows.describe(show, over, alternative_text.as_str(), &entry).await;
        self.finish(who, &act, show, described).await
    }

    /// Removes the poster.
    pub async fn remove(
        &self,
        who: &StaffMember,
        show: ShowId,
        over: Version,
    ) -> Result<Versioned<ShowEntry>, PosterError> {
        let (act, current) = self.begin(who, REMOVE, show, over).await?;
        if current.poster.is_none() {
            return Err(PosterError::NotFound);
        }
        let before = facts(current.poster.as_ref());
        let entry = AuditEntry { before, ..self.authority.entry(who, act.clone()) };
        let removed = self.shows.set_poster(show, over, "", &[], &entry).await;
        self.finish(who, &act, show, removed).await
    }

    /// Authorizes the action and returns the show if it still has the version `over`.
    async fn begin(
        &self,
        who: &StaffMember,
        action: Action,
        show: ShowId,
        over: Version,
    ) -> Result<(Act, ShowEntry), PosterError> {
        let act = Act::new(action, Subject::Show(show));
        self.authority.authorize(who, Permission::ManageProgramme, &act).await?;
        let current = self.shows.find(show).await?.ok_or(PosterError::NotFound)?;
        if current.version != over {
            return Err(self.refused(who, &act, PosterError::EditedMeanwhile).await);
        }
        Ok((act, current.value))
    }

    async fn finish(
        &self,
        who: &StaffMember,
        act: &Act,
        show: ShowId,
        done: Result<(), SavePosterError>,
    ) -> Result<Versioned<ShowEntry>, PosterError> {
        match done {
            Ok(()) => self.shows.find(show).await?.ok_or(PosterError::NotFound),
            Err(failed) => Err(self.refused(who, act, failed.into()).await),
        }
    }

    /// Records a refusal.
    async fn refused(&self, who: &StaffMember, act: &Act, error: PosterError) -> PosterError {
        let why = match error {
            PosterError::EditedMeanwhile => "edited-meanwhile",
            PosterError::UnreadableImage => "unreadable-image",
            PosterError::Denied(_) | PosterError::NotFound | PosterError::Store(_) => return error,
        };
        self.authority.refused(who, act, why, Facts::new()).await;
        error
    }
}

fn facts(poster: Option<&Poster>) -> Facts {
    let width = poster.and_then(|poster| poster.images.last()).map(|image| image.width);
    Facts::from([
        ("alternative_text", poster.map(|poster| poster.alternative_text.as_str()).into()),
        ("width", width.into()),
    ])
}

impl From<SavePosterError> for PosterError {
    fn from(error: SavePosterError) -> Self {
        match error {
            SavePosterError::EditedMeanwhile => Self::EditedMeanwhile,
            SavePosterError::Store(error) => Self::Store(error),
        }
    }
}

use super::{AddError, DeleteError, SaveError, VenueEntry, Venues, shows::text};
use crate::{
    Ports,
    accounts::{Act, Authority, Denied, StaffMember},
    audit::{Action, AuditEntry, Facts, Subject, differing},
    ports::{Secrets, StoreError, Version, Versioned},
};
use azionelab_domain::{Line, MapPosition, MultilineText, Permission, Slug, Venue, VenueId};
use jiff::tz::TimeZone;
use std::sync::Arc;
use thiserror::Error;

const SEE: Action = Action::named("venue.see");
const ADD: Action = Action::named("venue.add");
const EDIT: Action = Action::named("venue.edit");
const DELETE: Action = Action::named("venue.delete");

/// How many slugs are tried for a name.
const TRIES: u32 = 20;

#[derive(Debug, Error)]
pub enum VenueError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error("there is no such venue")]
    NotFound,
    /// The venue has another version.
    #[error("somebody else edited it in the meantime")]
    EditedMeanwhile,
    /// No slug can be made from the name, so the request must contain one.
    #[error("no slug can be made from the name")]
    NoSlug,
    #[error("another venue has this slug")]
    SlugTaken,
    /// A venue with performances can't be deleted.
    #[error("it has performances")]
    HasPerformances,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The content of a venue.
#[derive(Debug, Clone, PartialEq)]
pub struct VenueContent {
    /// `None` keeps the current slug, or makes one from the name for a new venue.
    pub slug: Option<Slug>,
    pub name: Line<200>,
    /// Street and number.
    pub address: Option<Line<200>>,
    pub city: Option<Line<100>>,
    /// How to get in with a wheelchair, where the hearing loop is, and so on.
    pub access_notes: Option<MultilineText>,
    pub position: Option<MapPosition>,
    pub time_zone: TimeZone,
    /// The usual number of seats of a performance there.
    pub default_capacity: Option<u32>,
}

impl VenueContent {
    fn of(&self, id: VenueId, slug: Slug) -> VenueEntry {
        let venue = Venue {
            id,
            slug,
            name: self.name.as_str().to_owned(),
            address: text(self.address.as_ref()),
            city: text(self.city.as_ref()),
            access_notes: self.access_notes.as_ref().map_or("", MultilineText::as_str).to_owned(),
            position: self.position,
            time_zone: self.time_zone.clone(),
        };
        VenueEntry { venue, default_capacity: self.default_capacity }
    }
}

/// Edits venues.
pub struct ManageVenues {
    authority: Authority,
    venues: Arc<dyn Venues>,
    secrets: Arc<dyn Secrets>,
}

impl ManageVenues {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            authority: Authority::new(ports),
            venues: ports.venues.clone(),
            secrets: ports.secrets.clone(),
        }
    }

    /// All venues, by name.
    pub async fn all(&self, who: &StaffMember) -> Result<Vec<Versioned<VenueEntry>>, VenueError> {
        let act = Act::new(SEE, Subject::Venues);
        self.authority.authorize(who, Permission::SeeHouses, &act).await?;
        Ok(self.venues.all().await?)
    }

    pub async fn one(
        &self,
        who: &StaffMember,
        venue: VenueId,
    ) -> Result<Versioned<VenueEntry>, VenueError> {
        let act = Act::new(SEE, Subject::Venue(venue));
        self.authority.authorize(who, Permission::SeeHouses, &act).await?;
        self.read(venue).await
    }

    /// Adds a venue. If the slug made from the name is taken, a number is added.
    pub async fn add(
        &self,
        who: &StaffMember,
        content: VenueContent,
    ) -> Result<Versioned<VenueEntry>, VenueError> {
        let id = VenueId::new(self.secrets.id());
        let act = self.authorize(who, ADD, id).await?;
        let suggested = Slug::suggested_by(content.name.as_str());
        let first = content.slug.clone().or(suggested).ok_or(VenueError::NoSlug)?;
        let tries = if content.slug.is_some() { 1 } else { TRIES };
        for number in 1..=tries {
            let slug = if number == 1 { first.clone() } else { first.numbered(number) };
            let venue = content.of(id, slug);
            let entry =
                AuditEntry { after: facts(&venue), ..self.authority.entry(who, act.clone()) };
            match self.venues.add(&venue, &entry).await {
                Ok(()) => return self.read(id).await,
                Err(AddError::SlugTaken) => {}
                Err(AddError::Store(error)) => return Err(error.into()),
            }
        }
        Err(self.refused(who, &act, VenueError::SlugTaken).await)
    }

    /// Saves a venue if it still has the version `over`.
    pub async fn save(
        &self,
        who: &StaffMember,
        id: VenueId,
        over: Version,
        content: VenueContent,
    ) -> Result<Versioned<VenueEntry>, VenueError> {
        let act = self.authorize(who, EDIT, id).await?;
        let current = self.read(id).await?;
        if current.version != over {
            return Err(self.refused(who, &act, VenueError::EditedMeanwhile).await);
        }
        let slug = content.slug.clone().unwrap_or_else(|| current.value.venue.slug.clone());
        let venue = content.of(id, slug);
        // Saving the same content is not an edit.
        if venue == current.value {
            return Ok(current);
        }
        let (before, after) = differing(facts(&current.value), facts(&venue));
        let entry = AuditEntry { before, after, ..self.authority.entry(who, act.clone()) };
        if let Err(failed) = self.venues.save(&venue, over, &entry).await {
            return Err(self.refused(who, &act, failed.into()).await);
        }
        self.read(id).await
    }

    /// Deletes a venue without performances if it still has this version.
    pub async fn delete(
        &self,
        who: &StaffMember,
        id: VenueId,
        of: Version,
    ) -> Result<(), VenueError> {
        let act = self.authorize(who, DELETE, id).await?;
        let before = facts(&self.read(id).await?.value);
        let entry = AuditEntry { before, ..self.authority.entry(who, act.clone()) };
        match self.venues.delete(id, of, &entry).await {
            Ok(()) => Ok(()),
            Err(failed) => Err(self.refused(who, &act, failed.into()).await),
        }
    }

    async fn authorize(
        &self,
        who: &StaffMember,
        action: Action,
        of: VenueId,
    ) -> Result<Act, Denied> {
        let act = Act::new(action, Subject::Venue(of));
        self.authority.authorize(who, Permission::ManageProgramme, &act).await?;
        Ok(act)
    }

    async fn read(&self, venue: VenueId) -> Result<Versioned<VenueEntry>, VenueError> {
        self.venues.find(venue).await?.ok_or(VenueError::NotFound)
    }

    /// Records a refusal.
    async fn refused(&self, who: &StaffMember, act: &Act, error: VenueError) -> VenueError {
        let why = match error {
            VenueError::EditedMeanwhile => "edited-meanwhile",
            VenueError::SlugTaken => "slug-taken",
            VenueError::HasPerformances => "has-performances",
            VenueError::Denied(_)
            | VenueError::NotFound
            | VenueError::NoSlug
            | VenueError::Store(_) => return error,
        };
        self.authority.refused(who, act, why, Facts::new()).await;
        error
    }
}

fn facts(entry: &VenueEntry) -> Facts {
    let venue = &entry.venue;
    let position = venue.position.map(|at| format!("{} {}", at.latitude, at.longitude));
    Facts::from([
        ("access_notes", venue.access_notes.as_str().into()),
        ("address", venue.address.as_str().into()),
        ("city", venue.city.as_str().into()),
        ("default_capacity", entry.default_capacity.into()),
        ("name", venue.name.as_str().into()),
        ("position", position.into()),
        ("slug", venue.slug.as_str().into()),
        ("time_zone", venue.time_zone.iana_name().into()),
    ])
}

impl From<SaveError> for VenueError {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::EditedMeanwhile => Self::EditedMeanwhile,
            SaveError::SlugTaken => Self::SlugTaken,
            SaveError::Store(error) => Self::Store(error),
        }
    }
}

impl From<DeleteError> for VenueError {
    fn from(error: DeleteError) -> Self {
        match error {
            DeleteError::EditedMeanwhile => Self::EditedMeanwhile,
            DeleteError::InUse => Self::HasPerformances,
            DeleteError::Store(error) => Self::Store(error),
        }
    }
}

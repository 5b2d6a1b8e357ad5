//! Shows: the productions, independent of their performances.

use crate::{ShowId, Slug};
use core::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// In preparation. Visitors can't see it.
    Draft,
    /// On the site. Its performances can be booked.
    Published,
    /// Over. It stays on the site, but its performances can't be booked.
    Archived,
}

impl Publication {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Archived => "archived",
        }
    }
}

impl FromStr for Publication {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Draft, Self::Published, Self::Archived]
            .into_iter()
            .find(|publication| publication.as_str() == text)
            .ok_or(())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Show {
    pub id: ShowId,
    /// The part of the page address that identifies the show.
    pub slug: Slug,
    pub title: String,
    /// A line under the title, such as the author. May be empty.
    pub subtitle: String,
    /// One or two sentences of plain text for lists and previews.
    pub summary: String,
    /// In Markdown.
    pub description: String,
    /// The people who made it, in Markdown.
    pub credits: String,
    /// Including intervals.
    pub duration_minutes: Option<u16>,
    /// The recommended age, such as `dai 14 anni`. Empty if the show is for everybody.
    pub age_advice: String,
    /// The language of the performance, as a BCP 47 tag.
    pub language: String,
    pub publication: Publication,
}

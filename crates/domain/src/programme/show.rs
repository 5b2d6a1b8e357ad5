//! A show: the production, whatever the nights on which it is given.

use crate::{ShowId, Slug};
use core::str::FromStr;

/// Whether the public sees a show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publication {
    /// Being written: nobody outside sees it.
    Draft,
    /// On the site; its performances can be booked.
    Published,
    /// Over: kept for the record, its performances can't be booked.
    Archived,
}

impl Publication {
    /// The name used in the database.
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

/// A production.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Show {
    pub id: ShowId,
    /// Its part of an address.
    pub slug: Slug,
    pub title: String,
    /// A line under the title, such as the author; empty when there is none.
    pub subtitle: String,
    /// One or two sentences of plain text, for lists and previews.
    pub summary: String,
    /// The text, in Markdown.
    pub description: String,
    /// Who made it, in Markdown.
    pub credits: String,
    /// How long it lasts, in minutes, intervals included.
    pub duration_minutes: Option<u16>,
    /// For whom it is, as in `dai 14 anni`; empty when for all.
    pub age_advice: String,
    /// The language it is played in, as a BCP 47 tag.
    pub language: String,
    /// Whether the public sees it.
    pub publication: Publication,
}

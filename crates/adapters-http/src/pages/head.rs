use super::{preloads::Preloads, visitor::Visitor};
use crate::{programme::view::media_path, texts};
use askama::Template;
use azionelab_application::programme::{Poster, Site};
use azionelab_domain::Locale;
use serde_json::Value;

/// In pixels: the widest picture for link previews.
const WIDEST_PREVIEW: u32 = 1280;

/// In characters: search engines cut longer descriptions.
const MAX_DESCRIPTION: usize = 160;

/// The metadata of a page.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub title: String,
    pub description: String,
    /// The path on the site; `None` if search engines must not index the page.
    pub path: Option<String>,
    pub picture: Picture,
    /// Calendars for subscribing, each with its title and path.
    pub feeds: Vec<(String, String)>,
    /// Structured data (JSON-LD).
    pub things: Vec<Value>,
    pub site_name: String,
}

impl Head {
    /// `subject` is empty for the home page.
    pub fn new(site: &Site, subject: &str, description: &str) -> Self {
        let title = match (subject, site.tagline.as_str()) {
            ("", "") => site.name.clone(),
            ("", tagline) => format!("{}: {tagline}", site.name),
            (subject, _) => format!("{subject} · {}", site.name),
        };
        Self {
            title,
            description: shortened(description),
            path: None,
            picture: Picture::of_the_site(site),
            feeds: vec![(site.name.clone(), "/calendar.ics".to_owned())],
            things: Vec::new(),
            site_name: site.name.clone(),
        }
    }

    /// Makes the page indexable, at this path.
    pub fn at(self, path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..self }
    }

    /// Uses the poster in link previews, if there is one.
    pub fn with_poster(self, poster: Option<&Poster>) -> Self {
        let picture = poster.and_then(Picture::of).unwrap_or(self.picture);
        Self { picture, ..self }
    }

    pub fn about(self, things: Vec<Value>) -> Self {
        Self { things, ..self }
    }
}

/// The picture in link previews.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    path: String,
    media_type: &'static str,
    width: u32,
    height: u32,
    alternative_text: String,
}

impl Picture {
    fn of_the_site(site: &Site) -> Self {
        let path = "/og.png".to_owned();
        let media_type = "image/png";
        Self { path, media_type, width: 1200, height: 630, alternative_text: site.name.clone() }
    }

    fn of(poster: &Poster) -> Option<Self> {
        let image = poster.images.iter().rfind(|image| image.width <= WIDEST_PREVIEW)?;
        Some(Self {
            // Few programs that preview links support WebP.
            path: media_path(image.hash).replace(".webp", ".jpg"),
            media_type: "image/jpeg",
            width: image.width,
            height: image.height,
            alternative_text: poster.alternative_text.clone(),
        })
    }
}

#[derive(Template)]
#[template(path = "website/head.html")]
struct HeadOfPage<'a> {
    head: &'a Head,
    base: &'a str,
    language: Locale,
    requested: Option<Locale>,
    preloads: &'a Preloads,
}

impl HeadOfPage<'_> {
    fn og_locale(&self) -> String {
        texts::all(self.language).language.region.replace('-', "_")
    }

    /// The query of the canonical address.
    fn query(&self) -> String {
        self.requested.map(query_of).unwrap_or_default()
    }
}

/// A page in each language, as the tag and the query.
pub(super) fn alternatives() -> [(&'static str, String); Locale::ALL.len()] {
    Locale::ALL.map(|language| (language.tag(), query_of(language)))
}

/// The query of a page in a language. The theatre's own language needs none.
fn query_of(language: Locale) -> String {
    if language == Locale::default() { String::new() } else { format!("?lang={language}") }
}

impl Head {
    /// Renders the head for a site at `base`.
    pub fn written(&self, base: &str, visitor: &Visitor, preloads: &Preloads) -> String {
        let Visitor { language, requested, .. } = *visitor;
        let head = HeadOfPage { head: self, base, language, requested, preloads };
        // Rendering into a string fails only if the template does, and this one does not.
        head.render().unwrap_or_default()
    }
}

/// Cuts a text after a complete word.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(MAX_DESCRIPTION) else { return text };
    let start = text[..end].rsplit_once(' ').map_or(&text[..end], |(whole_words, _)| whole_words);
    let mut short = start.trim_end_matches([',', ';', ':', '.']).to_owned();
    // The removed space leaves room for it.
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_description_is_cut_after_a_word() {
        assert_eq!(shortened(" Una\n commedia. "), "Una commedia.");
        let long = shortened(&"però ".repeat(40));
        assert!(long.ends_with("però…") && long.chars().count() <= MAX_DESCRIPTION, "{long}");
        assert!(shortened(&"a".repeat(200)).chars().count() <= MAX_DESCRIPTION + 1);
    }
}

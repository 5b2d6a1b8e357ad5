use super::{preloads::Preloads, visitor::Visitor};
use crate::programme::view::media_path;
use askama::Template;
use azionelab_application::programme::{Poster, Site};
use azionelab_domain::Locale;
use serde_json::Value;

/// How wide a picture may be that others show in a preview.
const WIDEST_PREVIEW: u32 = 1280;

/// How long a description may be that search engines show whole, in characters.
const LONGEST_DESCRIPTION: usize = 160;

/// What a page says of itself in its head.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub title: String,
    pub description: String,
    /// Where it is below the site; none for what search engines are not to find.
    pub path: Option<String>,
    pub picture: Picture,
    /// Calendars to subscribe to, each with its title and its path.
    pub feeds: Vec<(String, String)>,
    /// What it is about, for machines (JSON-LD).
    pub things: Vec<Value>,
    pub site_name: String,
}

impl Head {
    /// The head of a page about `thing`; of the first page when it is empty.
    pub fn new(site: &Site, thing: &str, description: &str) -> Self {
        let title = match (thing, site.tagline.as_str()) {
            ("", "") => site.name.clone(),
            ("", tagline) => format!("{}: {tagline}", site.name),
            (thing, _) => format!("{thing} · {}", site.name),
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

    /// Search engines find it here.
    pub fn at(self, path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..self }
    }

    /// A preview shows this poster, if there is one.
    pub fn with_poster(self, poster: Option<&Poster>) -> Self {
        let picture = poster.and_then(Picture::of).unwrap_or(self.picture);
        Self { picture, ..self }
    }

    /// Machines read of it what these say.
    pub fn about(self, things: Vec<Value>) -> Self {
        Self { things, ..self }
    }
}

/// What a preview of a page shows.
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
            // Few programs that preview links show WebP.
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
    asked: Option<Locale>,
    preloads: &'a Preloads,
}

impl HeadOfPage<'_> {
    const fn og_locale(&self) -> &'static str {
        match self.language {
            Locale::It => "it_IT",
            Locale::En => "en_GB",
        }
    }

    /// What follows the address for who asked for a language that is not the usual one.
    fn query(&self) -> &'static str {
        if self.asked == Some(Locale::En) { "?lang=en" } else { "" }
    }
}

impl Head {
    /// As HTML, for a site at `base`.
    pub fn written(&self, base: &str, visitor: &Visitor, preloads: &Preloads) -> String {
        let Visitor { language, asked, .. } = *visitor;
        let head = HeadOfPage { head: self, base, language, asked, preloads };
        // Writing into a string fails only if a template says so, and none does.
        head.render().unwrap_or_default()
    }
}

/// As much of a text as fits, to the end of a word.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(LONGEST_DESCRIPTION) else { return text };
    let start = text[..end].rsplit_once(' ').map_or(&text[..end], |(whole_words, _)| whole_words);
    let mut short = start.trim_end_matches([',', ';', ':', '.']).to_owned();
    // There is room for it: a space stood there.
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_description_ends_with_a_word() {
        assert_eq!(shortened(" Una\n commedia. "), "Una commedia.");
        let long = shortened(&"però ".repeat(40));
        assert!(long.ends_with("però…") && long.chars().count() <= LONGEST_DESCRIPTION, "{long}");
        assert!(shortened(&"a".repeat(200)).chars().count() <= LONGEST_DESCRIPTION + 1);
    }
}

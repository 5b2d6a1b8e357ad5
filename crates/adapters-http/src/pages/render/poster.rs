use crate::programme::view::media_path;
use askama::Template;

/// The poster of a show, or its title if there is none (the app's `app-poster`).
#[derive(Template)]
#[template(path = "website/poster.html")]
pub(super) struct Poster<'a> {
    title: &'a str,
    /// The widest image, with the others as sources.
    image: Option<Image>,
    sizes: &'static str,
    /// Empty if the text beside it says the same.
    alternative_text: &'a str,
    is_first: bool,
}

struct Image {
    path: String,
    sources: String,
    width: u32,
    height: u32,
}

/// Values of the attribute `sizes`.
const AMONG_OTHERS: &str = "(min-width: 48rem) 15rem, 44vw";
const ON_STAGE: &str = "(min-width: 48rem) 25rem, 14rem";

impl<'a> Poster<'a> {
    /// The largest picture of the page.
    pub fn on_stage(
        entry: &'a azionelab_application::programme::ShowEntry,
        is_decorative: bool,
    ) -> Self {
        Self { sizes: ON_STAGE, is_first: true, ..Self::new(entry, is_decorative) }
    }

    /// One picture of several.
    pub fn among_others(
        entry: &'a azionelab_application::programme::ShowEntry,
        is_first: bool,
    ) -> Self {
        Self { is_first, ..Self::new(entry, true) }
    }

    fn new(entry: &'a azionelab_application::programme::ShowEntry, is_decorative: bool) -> Self {
        let poster = entry.poster.as_ref();
        let image = poster.and_then(|poster| {
            let widest = poster.images.last()?;
            let sources = poster
                .images
                .iter()
                .map(|image| format!("{} {}w", media_path(image.hash), image.width))
                .collect::<Vec<_>>();
            Some(Image {
                path: media_path(widest.hash),
                sources: sources.join(", "),
                width: widest.width,
                height: widest.height,
            })
        });
        let described = poster.filter(|_| !is_decorative);
        Self {
            title: &entry.show.title,
            image,
            sizes: AMONG_OTHERS,
            alternative_text: described.map_or("", |poster| &poster.alternative_text),
            is_first: false,
        }
    }
}

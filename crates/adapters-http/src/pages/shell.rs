//! The frontend's `index.html`, filled with a page.

use crate::texts;
use azionelab_domain::Locale;

/// The placeholder that the build writes for each nonce.
const OFFLINE: &str = "=\"offline\"";

/// The parts of a page. All except the nonce and the theme are HTML.
pub(super) struct Filling<'a> {
    pub nonce: &'a str,
    pub language: Locale,
    /// `None` to follow the device.
    pub theme: Option<&'a str>,
    pub title: &'a str,
    pub head: &'a str,
    /// The HTML that is shown until the app has started.
    pub html: &'a str,
    /// The HTML after the app's element.
    pub after: &'a str,
    /// Replaces the shell's own script that starts the app.
    pub start: Option<&'a str>,
}

/// The notice on a page whose app cannot start. It is hidden until then.
fn why_it_stays(language: Locale) -> String {
    let text = &texts::server(language).cannot_start;
    format!("<p class=\"bar why-it-stays\" role=\"alert\">{text}</p>")
}

/// Returns `None` if the shell does not have the expected form.
pub(super) fn fill(shell: &str, filling: &Filling) -> Option<String> {
    // First of all, so that texts of other people are not changed.
    let shell = shell.replace(OFFLINE, &format!("=\"{}\"", filling.nonce));
    let (before_html, rest) = shell.split_once("<html lang=\"it\"")?;
    let (before_title, rest) = rest.split_once("<title>")?;
    let (_, rest) = rest.split_once("</title>")?;
    let (before_head, rest) = rest.split_once("<!--head-->")?;
    let (before_app, app) = rest.split_once("<app-root")?;
    let (attributes, rest) = app.split_once("></app-root>")?;
    let (before_start, start) = rest.split_once("<script ")?;
    let (own_start, rest) = start.split_once("</script>")?;
    let own_start = format!("<script {own_start}</script>");

    let theme = filling.theme.map(|theme| format!(" data-theme=\"{theme}\"")).unwrap_or_default();
    // The app replaces the rendered page in one step, once it has something to show.
    let (html, hidden) = match filling.html {
        "" => (String::new(), ""),
        html => {
            let why = why_it_stays(filling.language);
            (format!("<div class=\"server-page\">{why}{html}</div>"), " hidden")
        }
    };
    Some(
        [
            before_html,
            "<html lang=\"",
            filling.language.tag(),
            "\"",
            &theme,
            before_title,
            "<title>",
            filling.title,
            "</title>",
            before_head,
            filling.head,
            before_app,
            &html,
            "<app-root",
            attributes,
            hidden,
            "></app-root>",
            filling.after,
            before_start,
            filling.start.unwrap_or(&own_start),
            rest,
        ]
        .concat(),
    )
}

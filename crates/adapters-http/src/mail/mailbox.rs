//! The local mailbox: mail that is kept instead of being sent, for people on this machine.

use crate::{
    http::{problem::ApiError, state::App},
    pages::{self, Visitor, plain},
};
use askama::Template;
use axum::{
    Json, Router,
    extract::{FromRequestParts, Path},
    response::{IntoResponse, Response},
    routing::get,
};
use azionelab_application::mail::{Mailbox, MailboxAttachment, MailboxEntry, MailboxMessage};
use base64ct::{Base64, Encoding};
use http::{HeaderName, StatusCode, header, request::Parts};
use jiff::Timestamp;
use serde::Serialize;
use std::{fmt, sync::Arc};

/// A message's HTML runs nothing, loads only images of this site, and has no origin. Its links
/// work.
const SANDBOX: &str = "sandbox allow-popups allow-popups-to-escape-sandbox \
    allow-top-navigation-by-user-activation; default-src 'none'; img-src data: 'self'; \
    style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// The page that shows the message in a frame.
const FRAME: &str = "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/mailbox", get(list))
        .route("/mailbox.json", get(list_json))
        .route("/mailbox/{id}", get(message))
        .route("/mailbox/{id}/html", get(html))
        .route("/mailbox/{id}/text", get(text))
        .route("/mailbox/{id}/raw", get(raw))
        .route("/mailbox/{id}/attachments/{number}", get(attachment))
}

/// The mailbox, for a visitor who may see it.
struct Local {
    mailbox: Arc<dyn Mailbox>,
    app: Arc<App>,
    visitor: Visitor,
}

impl FromRequestParts<Arc<App>> for Local {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        match app.mailbox.clone().filter(|_| visitor.sees_mailbox) {
            Some(mailbox) => Ok(Self { mailbox, app: app.clone(), visitor }),
            None => Err(pages::not_found(app, &visitor).await),
        }
    }
}

impl Local {
    async fn read(&self, id: &str) -> Result<MailboxMessage, Response> {
        match self.mailbox.read(id).await.map_err(failed)? {
            Some(message) => Ok(message),
            None => Err(self.not_found().await),
        }
    }

    async fn not_found(&self) -> Response {
        pages::not_found(&self.app, &self.visitor).await
    }
}

fn failed(error: azionelab_application::ports::StoreError) -> Response {
    ApiError::from(error).into_response()
}

/// A row of the list.
struct Line {
    id: String,
    to: String,
    subject: String,
    date: Timestamp,
}

impl Line {
    fn when(&self) -> impl fmt::Display {
        self.date.strftime("%-d %B %Y, %H:%M UTC")
    }
}

impl From<MailboxEntry> for Line {
    fn from(entry: MailboxEntry) -> Self {
        Self { id: entry.id, to: entry.to, subject: entry.subject, date: entry.date }
    }
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct ListPage {
    lines: Vec<Line>,
}

async fn list(mailbox: Local) -> Result<Response, Response> {
    let entries = mailbox.mailbox.list().await.map_err(failed)?;
    let lines = entries.into_iter().map(Line::from).collect();
    Ok(framed(&ListPage { lines }))
}

/// A message in the JSON list.
#[derive(Serialize)]
struct Entry {
    id: String,
    to: String,
    subject: String,
    date: crate::http::time::Time,
    size: u64,
}

async fn list_json(mailbox: Local) -> Result<Response, Response> {
    let entry = |entry: MailboxEntry| Entry {
        id: entry.id,
        to: entry.to,
        subject: entry.subject,
        date: entry.date.into(),
        size: entry.size,
    };
    let entries = mailbox.mailbox.list().await.map_err(failed)?;
    Ok(Json(entries.into_iter().map(entry).collect::<crate::http::pagination::List<_>>())
        .into_response())
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    line: Line,
    has_html: bool,
    text: String,
    /// Each with its index.
    attachments: Vec<(usize, String)>,
}

async fn message(mailbox: Local, Path(id): Path<String>) -> Result<Response, Response> {
    let message = mailbox.read(&id).await?;
    let name = |(number, attachment): (usize, &MailboxAttachment)| {
        let name = if attachment.name.is_empty() {
            format!("{} ({})", number + 1, attachment.content_type)
        } else {
            attachment.name.clone()
        };
        (number, name)
    };
    let has_html = !message.html.is_empty();
    // Images that the HTML shows are not listed again.
    let is_beside =
        |(_, file): &(usize, &MailboxAttachment)| !has_html || file.content_id.is_none();
    let files = message.attachments.iter().enumerate();
    let attachments = files.filter(is_beside).map(name).collect();
    Ok(framed(&MessagePage {
        attachments,
        has_html,
        text: message.text,
        line: message.entry.into(),
    }))
}

fn framed(template: &impl Template) -> Response {
    let mut response = plain::page(StatusCode::OK, template);
    let policy = http::HeaderValue::from_static(FRAME);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    response.headers_mut().remove(header::CACHE_CONTROL);
    response
}

/// Returns a message's HTML with its own images embedded, and with the site's posters from this
/// process. Links open in a new tab.
async fn html(mailbox: Local, Path(id): Path<String>) -> Result<Response, Response> {
    let message = mailbox.read(&id).await?;
    let base_url = mailbox.app.settings.base_url.as_str();
    let mut html = message.html.replace(&format!("src=\"{base_url}/"), "src=\"/");
    for attachment in &message.attachments {
        if let Some(content_id) = &attachment.content_id
            && attachment.content_type.starts_with("image/")
        {
            let image = Base64::encode_string(&attachment.bytes);
            let data = format!("data:{};base64,{image}", attachment.content_type);
            html = html.replace(&format!("cid:{content_id}"), &data);
        }
    }
    let html = match html.split_once("<head>") {
        Some((before, after)) => format!("{before}<head><base target=\"_blank\">{after}"),
        None => format!("<base target=\"_blank\">{html}"),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    Ok((headers, html).into_response())
}

async fn text(mailbox: Local, Path(id): Path<String>) -> Result<Response, Response> {
    let message = mailbox.read(&id).await?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], message.text).into_response())
}

async fn raw(mailbox: Local, Path(id): Path<String>) -> Result<Response, Response> {
    let message = mailbox.read(&id).await?;
    Ok((download("message/rfc822", "message.eml"), message.raw).into_response())
}

async fn attachment(
    mailbox: Local,
    Path((id, number)): Path<(String, usize)>,
) -> Result<Response, Response> {
    let mut attachments = mailbox.read(&id).await?.attachments;
    if number >= attachments.len() {
        return Err(mailbox.not_found().await);
    }
    let attachment = attachments.swap_remove(number);
    let kind = match attachment.content_type.as_str() {
        kind @ ("image/png" | "text/calendar") => kind,
        _ => "application/octet-stream",
    };
    Ok((download(kind, &attachment.name), attachment.bytes).into_response())
}

/// Headers that make browsers save a file. The name keeps only safe characters.
fn download(content_type: &str, name: &str) -> [(HeaderName, String); 2] {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name = name.chars().filter(|c| plain(*c)).collect::<String>();
    [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ]
}

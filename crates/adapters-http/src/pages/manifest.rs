use super::{answer, visitor::Reader};
use crate::http::{problem::ApiError, state::App};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::header;
use serde_json::{Value, json};
use std::sync::Arc;

/// The dark background colour of the frontend's `index.html`.
const DARK: &str = "#14110f";

/// The Web Application Manifest.
pub(super) async fn manifest(State(app): State<Arc<App>>, reader: Reader) -> Response {
    let site = match app.use_cases.programme.browse.site().await {
        Ok(site) => site,
        Err(error) => return ApiError::from(error).into_response(),
    };
    let manifest = json!({
        "id": "/",
        "name": site.name,
        "short_name": site.name,
        "description": site.tagline,
        "lang": reader.language.tag(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": DARK,
        "background_color": DARK,
        "icons": [
            icon("/icons/icon-192.png", 192, "any"),
            icon("/icons/icon-512.png", 512, "any"),
            icon("/icons/maskable-512.png", 512, "maskable"),
        ],
    });
    let headers = [
        (header::CONTENT_TYPE, "application/manifest+json"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::VARY, answer::DEPENDS_ON),
    ];
    (headers, Json(manifest)).into_response()
}

fn icon(path: &str, size: u32, purpose: &str) -> Value {
    json!({
        "src": path,
        "sizes": format!("{size}x{size}"),
        "type": "image/png",
        "purpose": purpose,
    })
}

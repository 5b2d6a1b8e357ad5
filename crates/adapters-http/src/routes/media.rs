use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use azionelab_application::ports::ImageHash;
use http::{HeaderName, header};

use crate::{
    app::App,
    extract::{FromSegment, Segment},
    problem::{ApiError, Problem, UsualProblems},
};

impl FromSegment for ImageHash {
    /// Reads 64 hexadecimal digits in lower case before `.webp`.
    fn from_segment(segment: &str) -> Option<Self> {
        let digits = segment.strip_suffix(".webp")?.as_bytes();
        let half = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let mut hash = [0; 32];
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = half(pair[0])? << 4 | half(pair[1])?;
        }
        Some(Self(hash))
    }
}

/// A poster in one width. What is at such an address never changes.
#[utoipa::path(
    get,
    path = "/api/v1/media/{file}",
    tag = "programme",
    params(("file" = String, Path, description = "SHA-256 in hexadecimal and `.webp`, as in a poster's `url`")),
    responses(
        (status = 200, description = "The image", body = Vec<u8>, content_type = "image/webp"),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
        UsualProblems,
    )
)]
pub(crate) async fn image(
    State(app): State<Arc<App>>,
    Segment(hash): Segment<ImageHash>,
) -> Result<Response, ApiError> {
    let image = app.use_cases.browse.image(hash).await?;
    let headers = [
        (header::CONTENT_TYPE, "image/webp"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        // Whoever links to a show may show its poster.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((headers, image.0).into_response())
}

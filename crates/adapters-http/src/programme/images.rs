use crate::http::{
    extract::{FromSegment, Segment},
    problem::{ApiError, NotFound, UsualProblems},
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use azionelab_application::programme::ImageHash;
use http::{HeaderName, header};
use std::sync::Arc;

/// An image of a poster in a format.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    hash: ImageHash,
    as_jpeg: bool,
}

impl FromSegment for Wanted {
    /// Reads 64 lower-case hexadecimal digits before `.webp` or `.jpg`.
    fn from_segment(segment: &str) -> Option<Self> {
        let (digits, extension) = segment.split_once('.')?;
        let as_jpeg = match extension {
            "webp" => false,
            "jpg" => true,
            _ => return None,
        };
        let digits = digits.as_bytes();
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
        Some(Self { hash: ImageHash(hash), as_jpeg })
    }
}

/// Returns an image of a poster.
///
/// The content at an address never changes. With `.jpg` instead of `.webp` the answer is JPEG, for
/// link previews.
#[utoipa::path(
    get,
    path = "/api/v1/media/{file}",
    tag = "programme",
    params(("file" = String, Path, description = "The SHA-256 hash in hexadecimal with `.webp`, as in a poster's `url`, or with `.jpg`")),
    responses(
        (status = 200, description = "The image", content(
            (Vec<u8> = "image/webp"),
            (Vec<u8> = "image/jpeg"),
        )),
        NotFound,
        UsualProblems,
    )
)]
pub(crate) async fn image(
    State(app): State<Arc<App>>,
    Segment(Wanted { hash, as_jpeg }): Segment<Wanted>,
) -> Result<Response, ApiError> {
    let browse = &app.use_cases.programme.browse;
    let (kind, image) = if as_jpeg {
        ("image/jpeg", browse.preview(hash).await?)
    } else {
        ("image/webp", browse.image(hash).await?.0)
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        // Pages of other sites may show the poster.
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((headers, image).into_response())
}

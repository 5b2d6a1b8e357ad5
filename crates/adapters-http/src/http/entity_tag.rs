//! Entity tags (RFC 9110, section 8.8.3).

use http::{HeaderMap, header};

/// The tag of these very bytes, by their hash. Each encoding has its own.
pub(crate) fn strong(hash: &[u8; 32]) -> String {
    let half = |half: &[u8]| half.iter().fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    format!("\"{:016x}{:016x}\"", half(&hash[..8]), half(&hash[8..16]))
}

/// The tag of equivalent answers.
pub(crate) fn weak(hash: &[u8; 32]) -> String {
    format!("W/{}", strong(hash))
}

/// Whether the client has this version already (RFC 9110, section 13.1.2).
pub(crate) fn has_version(request_headers: &HeaderMap, tag: &str) -> bool {
    let opaque = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag).to_owned();
    let values = request_headers.get_all(header::IF_NONE_MATCH).iter();
    let mut tags = values.filter_map(|value| value.to_str().ok()).flat_map(|all| all.split(','));
    tags.any(|known| known.trim() == "*" || opaque(known.trim()) == opaque(tag))
}

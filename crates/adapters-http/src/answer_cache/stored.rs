use super::encoded::Encoded;
use crate::http::{
    encoding::Encoding,
    entity_tag::{self, has_version},
    website::Website,
};
use axum::{
    body::{Body, to_bytes},
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};
use sha2::{Digest as _, Sha256};

/// In bytes. A smaller answer fits into one packet anyway.
const MIN_COMPRESSED: usize = 1024;

/// The parts of a request that matter for an answer from memory.
pub(super) struct Asked {
    headers: HeaderMap,
    is_head: bool,
}

impl Asked {
    pub fn of(parts: &Parts) -> Self {
        let known = parts.headers.get_all(header::IF_NONE_MATCH).iter();
        let known = known.map(|tag| (header::IF_NONE_MATCH, tag.clone()));
        Self { headers: known.collect(), is_head: parts.method == Method::HEAD }
    }
}

/// An answer in one encoding, with a place for the nonce.
pub(super) struct Stored {
    tag: String,
    /// All but the policy.
    headers: HeaderMap,
    /// The content security policy of a page, in parts. The nonce stands between them.
    policy: Option<Vec<String>>,
    text: Encoded,
}

impl Stored {
    /// Reads a response. `placeholder` stands where the nonce belongs.
    pub async fn read(response: Response, placeholder: &str, encoding: Encoding) -> Option<Self> {
        let (parts, body) = response.into_parts();
        let text = to_bytes(body, usize::MAX).await.ok()?;
        let encoding = if text.len() < MIN_COMPRESSED { Encoding::Identity } else { encoding };
        let mut headers = parts.headers;
        let policy = headers.remove(header::CONTENT_SECURITY_POLICY);
        let policy = policy.as_ref().and_then(|policy| policy.to_str().ok());
        let policy = policy.map(|policy| policy.split(placeholder).map(str::to_owned).collect());
        // The nonces differ, so the answers are equivalent but not equal.
        let tag = entity_tag::weak(&Sha256::digest(&text).into());
        headers.extend(HeaderValue::try_from(&tag).ok().map(|tag| (header::ETAG, tag)));
        if let Some(name) = encoding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        headers.entry(header::VARY).or_insert(HeaderValue::from_static("Accept-Encoding"));
        headers.remove(header::CONTENT_LENGTH);
        let parts: Vec<_> =
            str::from_utf8(&text).ok()?.split(placeholder).map(str::as_bytes).collect();
        let text = Encoded::new(&parts, encoding).ok()?;
        Some(Self { tag, headers, policy, text })
    }

    /// In bytes.
    pub fn size(&self) -> usize {
        /// A guess: some headers and the policy.
        const REST: usize = 2048;
        self.text.size() + REST
    }

    /// The answer with this nonce.
    pub fn with(&self, nonce: &str, asked: &Asked) -> Response {
        let mut headers = self.headers.clone();
        if has_version(&asked.headers, &self.tag) {
            // The client keeps its body with the policy that came with it.
            headers.remove(header::CONTENT_ENCODING);
            headers.remove(header::CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        headers.extend(self.policy.as_ref().and_then(|parts| {
            let policy = HeaderValue::try_from(parts.join(nonce)).ok()?;
            Some((header::CONTENT_SECURITY_POLICY, policy))
        }));
        let body = self.text.with(nonce);
        headers.insert(header::CONTENT_LENGTH, body.len().into());
        let body = if asked.is_head { Body::empty() } else { Body::from(body) };
        (headers, body).into_response()
    }
}

/// Puts a new nonce into a page that is not stored.
pub(super) async fn put_nonce_into(mut response: Response, website: &Website) -> Response {
    let policy = response.headers().get(header::CONTENT_SECURITY_POLICY);
    let policy = policy.and_then(|policy| policy.to_str().ok());
    let Some(policy) = policy.filter(|policy| policy.contains(&website.placeholder)) else {
        return response;
    };
    let nonce = website.nonce();
    let Ok(policy) = HeaderValue::try_from(policy.replace(&website.placeholder, &nonce)) else {
        return response;
    };
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    let (parts, body) = response.into_parts();
    // A page is a text in memory.
    let text = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&text).replace(&website.placeholder, &nonce);
    Response::from_parts(parts, text.into())
}

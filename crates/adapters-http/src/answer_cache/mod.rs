//! Pages and public lists are answered from memory.
//!
//! A page is queried, rendered and compressed once, and sent to everybody who asks for it during
//! the next second. While one request computes an answer, all others with the same key wait for it.
//! An edit of the programme or the site, in this process, makes all earlier answers unused at once.
//! No answer with a cookie is stored, and no route that shows personal data is cached. A page's
//! nonce is still new in each answer ([`encoded`]).

mod encoded;
mod key;
mod stored;

use self::{
    key::Key,
    stored::{Asked, Stored, put_nonce_into},
};
use crate::http::{problem::ApiError, state::App};
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http::{Method, StatusCode, header, request::Parts};
use moka::future::Cache;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// How long an answer is used. The time to compute it comes on top, and together they stay below a
/// second.
const LIFETIME: Duration = Duration::from_millis(900);

/// The most memory for answers, in bytes: about 300 compressed pages.
const CAPACITY: u64 = 8 << 20;

/// The routes whose changes show on public pages, with all routes below them.
const EDITED: [&str; 5] = [
    "/api/v1/admin/pages",
    "/api/v1/admin/performances",
    "/api/v1/admin/shows",
    "/api/v1/admin/site",
    "/api/v1/admin/venues",
];

#[derive(Clone)]
pub(crate) struct AnswerCache {
    app: Arc<App>,
    answers: Cache<Key, Arc<Stored>>,
    /// The number of edits. It is part of each key, so an answer from before an edit is not found,
    /// even if it is stored after the edit.
    edits: Arc<AtomicU64>,
}

impl AnswerCache {
    pub fn new(app: Arc<App>) -> Self {
        let answers = Cache::builder()
            .max_capacity(CAPACITY)
            .weigher(|key: &Key, answer: &Arc<Stored>| {
                u32::try_from(key.size() + answer.size()).unwrap_or(u32::MAX)
            })
            .time_to_live(LIFETIME)
            .build();
        Self { app, answers, edits: Arc::default() }
    }

    /// Answers from memory, or computes the answer and stores it.
    async fn answer(&self, key: Key, parts: Parts, body: Body, next: Next) -> Response {
        let website = &self.app.website;
        let asked = Asked::of(&parts);
        if let Some(answer) = self.answers.get(&key).await {
            if self.may_read(&key, &parts) {
                return answer.with(&website.nonce(), &asked);
            }
            // The page's handler refuses it too.
            return self.compute(Request::from_parts(parts, body), next).await;
        }
        // Whoever computes takes the request. One that has waited in vain still has its own.
        let request = Mutex::new(Some((Request::from_parts(parts, body), next)));
        let take = || request.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut computed = None;
        let encoding = key.encoding();
        let compute = async {
            let (mut request, next) = take()?;
            *request.method_mut() = Method::GET;
            let response = next.run(request).await;
            if is_for_everybody(&response) {
                return Stored::read(response, &website.placeholder, encoding).await.map(Arc::new);
            }
            computed = Some(response);
            None
        };
        if let Some(answer) = self.answers.optionally_get_with(key, compute).await {
            return answer.with(&website.nonce(), &asked);
        }
        if let Some(response) = computed {
            return put_nonce_into(response, website).await;
        }
        match take() {
            Some((request, next)) => self.compute(request, next).await,
            None => ApiError::Internal.into_response(),
        }
    }

    async fn compute(&self, request: Request, next: Next) -> Response {
        put_nonce_into(next.run(request).await, &self.app.website).await
    }

    /// Counts a request for a page. Requests to the API are counted already.
    fn may_read(&self, key: &Key, parts: &Parts) -> bool {
        !key.is_of_page() || self.app.may_read(&parts.extensions, &parts.headers).is_ok()
    }
}

/// Answers from memory where that is possible.
pub(crate) async fn answer_from_memory(
    State(cache): State<AnswerCache>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    if let Some(key) = Key::of(&cache.app, cache.edits.load(Ordering::Acquire), &parts) {
        return cache.answer(key, parts, body, next).await;
    }
    let is_edit = is_edit(&parts);
    let response = cache.compute(Request::from_parts(parts, body), next).await;
    if is_edit && response.status().is_success() {
        cache.edits.fetch_add(1, Ordering::Release);
    }
    response
}

fn is_edit(parts: &Parts) -> bool {
    let route = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
    !matches!(parts.method, Method::GET | Method::HEAD)
        && EDITED.iter().any(|edited| {
            route.strip_prefix(edited).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
}

fn is_for_everybody(response: &Response) -> bool {
    response.status() == StatusCode::OK && !response.headers().contains_key(header::SET_COOKIE)
}

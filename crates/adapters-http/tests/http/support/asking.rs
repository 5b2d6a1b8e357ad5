use std::net::SocketAddr;

use axum::{Router, body::Body, extract::ConnectInfo};
use http::{HeaderMap, Request, Response, StatusCode, Version, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

use super::{PERFORMANCE, bearer, cookie};

/// A request.
pub(crate) struct Ask(Request<Body>);

impl Ask {
    pub fn new(method: &str, path: &str) -> Self {
        let request = Request::builder().method(method).uri(path).header("host", "teatro.example");
        Self(request.body(Body::empty()).unwrap())
    }

    /// The same request without its body.
    pub fn again(&self) -> Self {
        let mut again = Self::new(self.0.method().as_str(), self.0.uri().path());
        *again.0.headers_mut() = self.0.headers().clone();
        again
    }

    pub fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    pub fn post(path: &str) -> Self {
        Self::new("POST", path)
    }

    /// Books seats of the only performance.
    pub fn book(body: impl Into<Body>) -> Self {
        Self::post(&format!("/api/v1/performances/{PERFORMANCE}/reservations")).json(body)
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.0.headers_mut().insert(name, value.parse().unwrap());
        self
    }

    /// Adds a header without replacing an earlier one.
    pub fn and_header(mut self, name: &'static str, value: &str) -> Self {
        self.0.headers_mut().append(name, value.parse().unwrap());
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.0.headers_mut().remove(name);
        self
    }

    pub fn version(mut self, version: Version) -> Self {
        *self.0.version_mut() = version;
        self
    }

    pub fn json(mut self, body: impl Into<Body>) -> Self {
        *self.0.body_mut() = body.into();
        self.header("content-type", "application/json")
    }

    pub fn holder(self) -> Self {
        self.header("authorization", &bearer())
    }

    pub fn staff(self) -> Self {
        self.header("cookie", &cookie())
    }

    pub fn from(mut self, peer: &str) -> Self {
        let peer: SocketAddr = peer.parse().unwrap();
        self.0.extensions_mut().insert(ConnectInfo(peer));
        self
    }

    pub async fn of(self, router: &Router) -> Answer {
        let response = router.clone().oneshot(self.0).await.unwrap();
        Answer::read(response).await
    }
}

pub(crate) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    async fn read(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}: no JSON: {:?}", self.status, self.text()))
    }

    /// Returns the problem document and checks its common members.
    #[track_caller]
    pub fn problem(&self, status: u16, name: &str) -> Value {
        let problem = self.json();
        assert_eq!(problem["type"], format!("/problems/{name}"), "{problem}");
        assert_eq!(self.status, status, "{problem}");
        assert_eq!(problem["status"], status);
        assert_eq!(self.header(header::CONTENT_TYPE.as_str()), "application/problem+json");
        for words in ["title", "detail"] {
            assert!(problem[words].as_str().is_some_and(|words| !words.is_empty()), "{problem}");
        }
        problem
    }

    /// Returns the invalid fields with their codes.
    #[track_caller]
    pub fn faults(&self) -> Vec<String> {
        let problem = self.problem(422, "validation");
        let errors = problem["errors"].as_array().unwrap().iter();
        errors
            .map(|error| {
                assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()));
                format!("{}: {}", error["field"].as_str().unwrap(), error["code"].as_str().unwrap())
            })
            .collect()
    }
}

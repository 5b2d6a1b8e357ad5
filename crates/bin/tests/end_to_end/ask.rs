//! Builds and sends requests.

use serde_json::Value;
use ureq::{
    Agent,
    http::{Request, request::Builder},
};

use crate::program::{Answer, Program, agent};

/// A server that requests can be sent to.
pub trait Site {
    /// The URL of a path.
    fn url(&self, path: &str) -> String;
}

impl Site for Program {
    fn url(&self, path: &str) -> String {
        Self::url(self, path)
    }
}

/// A request that can be changed before it is sent.
#[derive(Debug, Clone)]
pub struct Ask {
    pub method: String,
    pub path: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Ask {
    pub fn new(method: &str, path: &str) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), headers: Vec::new(), body: None }
    }

    pub fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    pub fn post(path: &str, body: &Value) -> Self {
        Self::new("POST", path).json(body)
    }

    /// Changes the path.
    pub fn elsewhere(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Sets a header and replaces earlier values.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(before, _)| !before.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(before, _)| !before.eq_ignore_ascii_case(name));
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.bytes(body.to_string()).header("Content-Type", "application/json")
    }

    pub fn bytes(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Adds the holder's secret.
    pub fn holder(self, secret: &str) -> Self {
        self.header("Authorization", &format!("Bearer {secret}"))
    }

    fn head(&self, site: &impl Site) -> Builder {
        let head = Request::builder().method(&*self.method).uri(site.url(&self.path));
        self.headers.iter().fold(head, |head, (name, value)| head.header(name, value))
    }

    pub fn of(&self, site: &impl Site) -> Answer {
        self.by(&agent(), site)
    }

    pub fn by(&self, agent: &Agent, site: &impl Site) -> Answer {
        let head = self.head(site);
        Answer::from(match &self.body {
            Some(body) => agent.run(head.body(&body[..]).unwrap()),
            None => agent.run(head.body(()).unwrap()),
        })
    }
}

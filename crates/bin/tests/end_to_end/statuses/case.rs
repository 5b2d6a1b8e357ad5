//! A request and its expected answer.

use super::theatre::Theatre;
use crate::{ask::Ask, program::Answer};

/// A promise of the OpenAPI document: a status of a route, and the name of the problem for an
/// error.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Promise {
    pub method: String,
    pub route: String,
    pub status: u16,
    pub problem: String,
}

impl Promise {
    pub fn new(method: &str, route: &str, status: u16, problem: &str) -> Self {
        let [method, route, problem] = [method, route, problem].map(str::to_owned);
        Self { method, route, status, problem }
    }
}

pub struct Case {
    promise: Promise,
    ask: Box<dyn Fn(&Theatre) -> Ask>,
    look: fn(&Answer),
}

/// A request that succeeds.
pub fn done(
    method: &str,
    route: &str,
    status: u16,
    ask: impl Fn(&Theatre) -> Ask + 'static,
) -> Case {
    refused(method, route, status, "", ask)
}

/// A request that is refused and changes nothing.
pub fn refused(
    method: &str,
    route: &str,
    status: u16,
    problem: &str,
    ask: impl Fn(&Theatre) -> Ask + 'static,
) -> Case {
    let promise = Promise::new(method, route, status, problem);
    Case { promise, ask: Box::new(ask), look: |_| {} }
}

impl Case {
    /// Adds checks of the answer.
    pub fn and(self, look: fn(&Answer)) -> Self {
        Self { look, ..self }
    }

    /// The promise that this case tests.
    pub fn promise(&self) -> Promise {
        self.promise.clone()
    }

    fn play(&self, theatre: &Theatre) {
        let promise = &self.promise;
        let ask = (self.ask)(theatre);
        assert!(ask.method == promise.method && leads_to(&ask.path, &promise.route), "{ask:?}");
        let before = theatre.seen();
        let answer = theatre.send(&ask);
        assert_eq!(answer.status, promise.status, "{promise:?}: {}", answer.text());
        if promise.status >= 400 {
            assert_eq!(answer.problem(promise.status), promise.problem, "{promise:?}");
            assert_eq!(
                theatre.seen(),
                before,
                "{promise:?}: it was refused, but something has changed"
            );
        }
        (self.look)(&answer);
    }
}

/// Whether a path matches a route.
fn leads_to(path: &str, route: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').count() == route.split('/').count()
        && path.split('/').zip(route.split('/')).all(|(is, of)| of.starts_with('{') || is == of)
}

/// Runs all cases in one theatre.
pub fn play(cases: &[Case]) {
    let theatre = Theatre::open();
    for case in cases {
        case.play(&theatre);
    }
}

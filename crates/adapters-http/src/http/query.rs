//! The query parameters that each route accepts.
//!
//! The OpenAPI document is the only list of a route's parameters: the server accepts those and
//! refuses all others, so that the two cannot disagree.

use super::problem::{ApiError, Fault, FieldFault};
use axum::extract::{MatchedPath, Query, Request};
use azionelab_domain::is_blank;
use http::Method;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use utoipa::openapi::{
    OpenApi, PathItem, RefOr, Schema, Type,
    path::{Operation, Parameter, ParameterIn},
    schema::SchemaType,
};

/// How many errors of a query are reported.
const MAX_FAULTS: usize = 20;

/// The query parameters of a method of a route, each with whether it may be empty.
type Parameters = BTreeMap<String, bool>;

/// The query parameters of all routes, by path template and method.
pub(crate) struct QueryParameters(HashMap<String, HashMap<Method, Parameters>>);

impl QueryParameters {
    pub fn of(description: &mut OpenApi) -> Self {
        let paths = description.paths.paths.iter_mut().map(|(path, item)| {
            let methods = operations(item).map(|(method, operation)| (method, queried(operation)));
            (path.clone(), methods.collect())
        });
        Self(paths.collect())
    }

    /// Refuses query parameters that the document does not name for this route, that occur twice, or
    /// that must not be empty. A route outside the document accepts any query.
    pub fn check(&self, request: &Request) -> Result<(), ApiError> {
        if request.uri().query().is_none_or(str::is_empty) {
            return Ok(());
        }
        let route = request.extensions().get::<MatchedPath>();
        let methods = route.and_then(|path| self.0.get(path.as_str()));
        let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
        let Some(parameters) = methods.and_then(|methods| methods.get(method)) else {
            return Ok(());
        };
        let given = Query::<Vec<(String, String)>>::try_from_uri(request.uri())
            .map_err(|_| ApiError::field("query", Fault::Invalid))?;
        let mut seen = BTreeSet::new();
        let mut faults = Vec::new();
        for (name, value) in &given.0 {
            let fault = match parameters.get(name) {
                None => Fault::UnknownParameter,
                Some(_) if seen.contains(name) => Fault::Repeated,
                Some(false) if is_blank(value) => Fault::Invalid,
                Some(_) => {
                    seen.insert(name);
                    continue;
                }
            };
            seen.insert(name);
            let field = name.chars().take(100).collect::<String>().into();
            faults.push(FieldFault { field, fault });
        }
        faults.truncate(MAX_FAULTS);
        if faults.is_empty() { Ok(()) } else { Err(ApiError::Validation(faults)) }
    }
}

/// The operations of a path, by method.
pub(crate) fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    [
        (Method::GET, &mut item.get),
        (Method::PUT, &mut item.put),
        (Method::POST, &mut item.post),
        (Method::DELETE, &mut item.delete),
        (Method::PATCH, &mut item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn queried(operation: &Operation) -> Parameters {
    let parameters =
        operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
            RefOr::T(parameter) if matches!(parameter.parameter_in, ParameterIn::Query) => {
                Some((parameter.name.clone(), may_be_empty(parameter)))
            }
            _ => None,
        });
    parameters.collect()
}

fn may_be_empty(parameter: &Parameter) -> bool {
    match &parameter.schema {
        Some(RefOr::T(Schema::Object(object))) => {
            object.schema_type == SchemaType::Type(Type::String)
                && object.format.is_none()
                && object.enum_values.is_none()
                && object.pattern.is_none()
                && object.min_length.is_none()
        }
        _ => false,
    }
}

//! Completes the OpenAPI document.

use crate::http::{problem, query::operations};
use serde_json::Value;
use std::collections::BTreeSet;
use utoipa::openapi::{
    KnownFormat, Object, ObjectBuilder, OpenApi, RefOr, Schema, SchemaFormat, Type,
    path::{Operation, Parameter, ParameterIn},
    schema::{AdditionalProperties, AnyOfBuilder, ArrayItems, SchemaType},
};

/// Header values are trimmed, so no key begins or ends with a space.
const IDEMPOTENCY_KEY: &str = "^[!-~]([ -~]{0,253}[!-~])?$";
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
const MAX_SLUG: usize = 80;
const PICTURE: &str = "^[0-9a-f]{64}\\.webp$";

/// Adds the parts that many routes share.
pub(crate) fn complete(openapi: &mut OpenApi) {
    let mut bodies = BTreeSet::new();
    for (path, item) in &mut openapi.paths.paths {
        for (_, operation) in operations(item) {
            for parameter in operation.parameters.iter_mut().flatten() {
                if let RefOr::T(parameter) = parameter {
                    narrow(parameter);
                }
            }
            answer_foreign_requests(path, operation);
            if let Some(RefOr::T(body)) = &operation.request_body {
                for content in body.content.values() {
                    if let RefOr::T(content) = content {
                        content.schema.iter().for_each(|schema| refer(schema, &mut bodies));
                    }
                }
            }
        }
    }
    close(openapi, bodies);
}

/// Adds the form of parameters that many routes share.
fn narrow(parameter: &mut Parameter) {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let schema = match (&*parameter.name, &parameter.parameter_in) {
        ("Idempotency-Key", ParameterIn::Header) => {
            text().pattern(Some(IDEMPOTENCY_KEY)).min_length(Some(1)).max_length(Some(255))
        }
        ("slug", ParameterIn::Path) => slug_text(),
        ("file", ParameterIn::Path) => text().pattern(Some(PICTURE)),
        _ => return,
    };
    parameter.schema = Some(RefOr::T(schema.into()));
}

fn slug_text() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some(SLUG))
        .min_length(Some(1))
        .max_length(Some(MAX_SLUG))
}

/// Every route refuses unknown parameters. Every route except the health probes refuses foreign
/// hosts.
fn answer_foreign_requests(path: &str, operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    let mut add = |status: u16, description| {
        for (status, response) in problem::described(&[(status, description)]) {
            responses.entry(status).or_insert(response);
        }
    };
    add(422, "`validation`, with `errors`: a query parameter that is unknown or comes twice");
    if !crate::http::edge::is_probe(path) {
        add(421, "`foreign-host`: this site does not answer to the host of the request");
    }
}

/// Collects the names of the schemas that a schema refers to.
fn refer(schema: &RefOr<Schema>, names: &mut BTreeSet<String>) {
    match schema {
        RefOr::Ref(reference) => {
            let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
            names.insert(name.to_owned());
        }
        RefOr::T(Schema::Array(array)) => {
            if let ArrayItems::RefOrSchema(items) = &array.items {
                refer(items, names);
            }
        }
        RefOr::T(Schema::Object(object)) => {
            object.properties.values().for_each(|property| refer(property, names));
        }
        RefOr::T(Schema::OneOf(any)) => any.items.iter().for_each(|item| refer(item, names)),
        RefOr::T(Schema::AllOf(all)) => all.items.iter().for_each(|item| refer(item, names)),
        RefOr::T(Schema::AnyOf(any)) => any.items.iter().for_each(|item| refer(item, names)),
        RefOr::T(_) => {}
    }
}

/// Forbids additional fields in these schemas and in the schemas they refer to.
fn close(openapi: &mut OpenApi, names: BTreeSet<String>) {
    let Some(components) = &mut openapi.components else { return };
    let mut closed = BTreeSet::new();
    let mut open = names;
    while let Some(name) = open.pop_first() {
        let Some(schema) = components.schemas.get_mut(&name) else { continue };
        if let RefOr::T(Schema::Object(object)) = schema
            && object.schema_type == SchemaType::Type(Type::Object)
        {
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
        let mut within = BTreeSet::new();
        refer(schema, &mut within);
        closed.insert(name);
        open.extend(within.into_iter().filter(|name| !closed.contains(name)));
    }
}

pub(crate) fn word(of: impl IntoIterator<Item = impl Into<Value>>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(of)).build()
}

/// Each name sorts in ascending order, or in descending order after a `-`.
pub(crate) fn order<'a>(names: impl IntoIterator<Item = &'a str>) -> Object {
    word(names.into_iter().flat_map(|name| [name.to_owned(), format!("-{name}")]))
}

/// Defines a type for the schema of a query parameter. `schema_with` would drop the parameter's
/// description.
macro_rules! described {
    ($name:ident, $schema:expr) => {
        pub(crate) struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                utoipa::openapi::RefOr::T(utoipa::openapi::Schema::from($schema))
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}
pub(crate) use described;

described!(TimeOrDate, {
    let text = |format| {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(format)))
    };
    AnyOfBuilder::new().item(text(KnownFormat::DateTime)).item(text(KnownFormat::Date)).build()
});
described!(Slug, slug_text().build());
described!(
    Cursor,
    ObjectBuilder::new()
        .schema_type(Type::String)
        .pattern(Some("^[A-Za-z0-9_-]{22,2000}$"))
        .build()
);

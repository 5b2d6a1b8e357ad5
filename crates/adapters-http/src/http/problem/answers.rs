//! The problems that many routes share, for the description of the API.

use std::collections::BTreeMap;
use utoipa::{
    IntoResponses,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder},
};

type Responses = BTreeMap<String, RefOr<Response>>;

/// Describes answers of these statuses, each a problem document.
pub(crate) fn described(statuses: &[(u16, &str)]) -> Responses {
    let describe = |(status, description): &(u16, &str)| {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = ResponseBuilder::new()
            .description(*description)
            .content("application/problem+json", content)
            .build();
        (status.to_string(), RefOr::T(response))
    };
    statuses.iter().map(describe).collect()
}

macro_rules! answers {
    ($($(#[$doc:meta])* $name:ident = [$($status:literal: $description:literal),*];)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> Responses {
                described(&[$(($status, $description)),*])
            }
        }
    )*};
}

answers! {
    /// What may go wrong with any request.
    UsualProblems = [
        429: "`rate-limited`, with `Retry-After`",
        500: "`internal`",
        503: "`unavailable`: the database can't be reached; with `Retry-After`",
        504: "`timeout`"
    ];
    /// What may go wrong with a body.
    BodyProblems = [
        400: "`malformed-request`: not JSON",
        403: "`cross-site`: sent by another site's page",
        408: "`request-timeout`: the body came too slowly",
        413: "`too-large`",
        415: "`unsupported-media-type`",
        422: "`validation`, with `errors`"
    ];
    /// What may go wrong with query parameters.
    QueryProblems = [
        422: "`validation`, with `errors`"
    ];
    /// What may go wrong with an id or slug in a path.
    NotFound = [
        404: "`not-found`"
    ];
    /// What may go wrong with a picture.
    PictureProblems = [
        403: "`cross-site`: sent by another site's page",
        408: "`request-timeout`: the body came too slowly",
        413: "`too-large`",
        415: "`unsupported-image`: not said to be PNG, JPEG or WebP",
        422: "`validation`, with `errors`; `unreadable-image`: damaged, or larger than 50 megapixels"
    ];
    /// What may go wrong with a secret.
    HolderProblems = [
        401: "`no-secret`",
        404: "`unknown-reservation`: the secret is unknown or has expired"
    ];
    /// What may go wrong with a session.
    StaffProblems = [
        401: "`not-signed-in`",
        403: "`forbidden`: not with this role; `cross-site`"
    ];
    /// What may go wrong with a session, where every role has the right.
    AccountProblems = [
        401: "`not-signed-in`",
        403: "`cross-site`"
    ];
    /// What may go wrong with an edit.
    EditProblems = [
        412: "`edited-meanwhile`: it is of another version by now",
        428: "`if-match-required`"
    ];
}

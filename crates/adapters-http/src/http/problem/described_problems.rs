//! Sets of problems that many routes share in the OpenAPI document.

use std::collections::BTreeMap;
use utoipa::{
    IntoResponses,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder},
};

type Responses = BTreeMap<String, RefOr<Response>>;

/// Describes responses with these statuses, each a problem document.
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
    /// The problems of any request.
    UsualProblems = [
        429: "`rate-limited`, with `Retry-After`",
        500: "`internal`",
        503: "`unavailable`: the database can't be reached; with `Retry-After`",
        504: "`timeout`"
    ];
    /// The problems of a JSON body.
    BodyProblems = [
        400: "`malformed-request`: not JSON",
        403: "`cross-site`: sent by another site's page",
        408: "`request-timeout`: the body came too slowly",
        413: "`too-large`",
        415: "`unsupported-media-type`",
        422: "`validation`, with `errors`"
    ];
    /// The problems of query parameters.
    QueryProblems = [
        422: "`validation`, with `errors`"
    ];
    /// The problem of an unknown id or slug in a path.
    NotFound = [
        404: "`not-found`"
    ];
    /// The problems of an uploaded picture.
    PictureProblems = [
        403: "`cross-site`: sent by another site's page",
        408: "`request-timeout`: the body came too slowly",
        413: "`too-large`",
        415: "`unsupported-image`: not said to be PNG, JPEG or WebP",
        422: "`validation`, with `errors`; `unreadable-image`: damaged, or larger than 50 megapixels"
    ];
    /// The problems of a secret from a mail.
    HolderProblems = [
        401: "`no-secret`",
        404: "`unknown-reservation`: the secret is unknown or has expired"
    ];
    /// The problems of a staff session and its role.
    StaffProblems = [
        401: "`not-signed-in`",
        403: "`forbidden`: not with this role; `cross-site`"
    ];
    /// The problems of a staff session, where every role is allowed.
    AccountProblems = [
        401: "`not-signed-in`",
        403: "`cross-site`"
    ];
    /// The problems of an edit with `If-Match`.
    EditProblems = [
        412: "`edited-meanwhile`: it is of another version by now",
        428: "`if-match-required`"
    ];
}

use crate::http::{problem::Problem, state::App};
use axum::{Router, body::Bytes, response::IntoResponse, routing::get};
use http::{HeaderValue, header};
use std::sync::Arc;
use tower::ServiceBuilder;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// The general part of the OpenAPI document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "AzioneLab",
        description = "Reservations for the performances of a theatre company, without payment. \
            Times are RFC 3339 in UTC. Errors are problem documents (RFC 9457) in the language \
            that `Accept-Language` asks for, Italian or English.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(Problem)),
    modifiers(&Security),
    tags(
        (name = "programme", description = "The public programme"),
        (name = "booking", description = "Booking seats"),
        (name = "holder", description = "The holder's own reservation, with the secret from the mail"),
        (name = "ticket", description = "The status of a ticket"),
        (name = "staff", description = "Signing in, and the account of a member of staff"),
        (name = "door", description = "Admitting parties"),
        (name = "box office", description = "Reservations, as the box office manages them"),
        (name = "office", description = "Managing the programme, the site, staff and privacy"),
        (name = "health", description = "Health probes"),
    ),
)]
pub(crate) struct Description;

struct Security;

impl Modify for Security {
    fn modify(&self, openapi: &mut openapi::OpenApi) {
        let secret = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The secret from the mail: what stands behind the `#` of its link"))
            .build();
        let ticket = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The ticket: what stands behind the `#` in its QR code"))
            .build();
        let staff_link = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("What stands behind the `#` of a link in a mail to staff"))
            .build();
        let session = ApiKeyValue::with_description(
            "__Host-azionelab",
            "The cookie that signing in sets. A site tried out over plain HTTP on this machine \
                 calls it `azionelab`",
        );
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("secret", SecurityScheme::Http(secret));
        components.add_security_scheme("ticket", SecurityScheme::Http(ticket));
        components.add_security_scheme("staff_link", SecurityScheme::Http(staff_link));
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
}

/// The API browser uses inline styles, `data:` icons, and requests to this site only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// Serves the OpenAPI document and a page to browse it.
pub(crate) fn routes(description: &openapi::OpenApi) -> Router<Arc<App>> {
    let json = Bytes::from(serde_json::to_vec(description).unwrap_or_default());
    let document = get(move || async move {
        let headers =
            [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
        (headers, json).into_response()
    });
    let config = Config::from("/api/openapi.json").validator_url("none");
    let page = Router::from(SwaggerUi::new("/api/docs").config(config)).layer(
        ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::if_not_present(
                header::CONTENT_SECURITY_POLICY,
                HeaderValue::from_static(POLICY),
            ))
            .layer(SetResponseHeaderLayer::if_not_present(
                header::CACHE_CONTROL,
                HeaderValue::from_static("no-cache"),
            )),
    );
    Router::new().route("/api/openapi.json", document).merge(page)
}

use super::staff_view::AdminVenue;
use crate::http::{
    extract::{Body, Check, Given, IfMatch, Segment, Staff, Unknown, time_zone, whole},
    pagination::List,
    problem::{
        ApiError, BodyProblems, EditProblems, Fault, NotFound, Problem, StaffProblems,
        UsualProblems,
    },
    state::App,
    tagged::Tagged,
};
use axum::{Json, extract::State};
use azionelab_application::programme::VenueContent;
use azionelab_domain::{Line, MapPosition, MultilineText, Slug, VenueId};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

/// A venue.
#[derive(Deserialize, ToSchema)]
#[schema(as = VenueRequest)]
pub(crate) struct VenueBody {
    /// If absent, the venue keeps its slug; a new venue gets one from its name.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 80, example = "teatro-piccolo")]
    slug: Given<String>,
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 200)]
    name: Given<String>,
    /// The street and number.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200)]
    address: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100)]
    city: Given<String>,
    /// Directions for wheelchair users, the place of the hearing loop and the like.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000)]
    access_notes: Given<String>,
    /// In degrees (WGS 84); only together with `longitude`.
    #[serde(default)]
    #[schema(value_type = Option<f64>, minimum = -90, maximum = 90)]
    latitude: Given<f64>,
    /// In degrees (WGS 84); only together with `latitude`.
    #[serde(default)]
    #[schema(value_type = Option<f64>, minimum = -180, maximum = 180)]
    longitude: Given<f64>,
    /// The venue's time zone (IANA).
    #[serde(default)]
    #[schema(value_type = String, required, example = "Europe/Rome")]
    time_zone: Given<String>,
    /// The usual number of seats.
    #[serde(default)]
    #[schema(value_type = Option<u32>, maximum = 100_000)]
    default_capacity: Given<Number>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl VenueBody {
    fn read(self) -> Result<VenueContent, ApiError> {
        let mut check = Check::new(self.unknown);
        let slug = check
            .text("slug", self.slug, |text| Slug::parse(text.trim()).map_err(|_| Fault::Invalid));
        let name = check.required("name", self.name, |text| Line::parse(&text));
        let address = check.text("address", self.address, Line::parse);
        let city = check.text("city", self.city, Line::parse);
        let access_notes = check.text("access_notes", self.access_notes, MultilineText::parse);
        let latitude = check.optional("latitude", self.latitude, |degrees| within(degrees, 90));
        let longitude = check.optional("longitude", self.longitude, |degrees| within(degrees, 180));
        match (latitude, longitude) {
            (Some(_), None) => check.note("longitude", Fault::Required),
            (None, Some(_)) => check.note("latitude", Fault::Required),
            _ => {}
        }
        let time_zone = check.required("time_zone", self.time_zone, |name| time_zone(&name));
        let default_capacity =
            check.optional("default_capacity", self.default_capacity, |number| {
                whole(&number, 0, 100_000)
            });
        let position = latitude
            .zip(longitude)
            .map(|(latitude, longitude)| MapPosition { latitude, longitude });
        let content = name.zip(time_zone).map(|(name, time_zone)| VenueContent {
            slug,
            name,
            address,
            city,
            access_notes,
            position,
            time_zone,
            default_capacity,
        });
        check.done(content)
    }
}

fn within(degrees: f64, most: i64) -> Result<f64, Fault> {
    #[expect(clippy::cast_precision_loss, reason = "at most 180")]
    let is_within = degrees.abs() <= most as f64;
    if is_within { Ok(degrees) } else { Err(Fault::OutOfRange { min: -most, max: most }) }
}

/// Lists all venues by name.
#[utoipa::path(
    get,
    path = "/api/v1/admin/venues",
    operation_id = "admin_venues",
    tag = "office",
    security(("session" = [])),
    responses((status = 200, body = List<AdminVenue>), StaffProblems, UsualProblems)
)]
pub(crate) async fn all(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
) -> Result<Json<List<AdminVenue>>, ApiError> {
    let venues = app.use_cases.programme.venues.all(&who).await?;
    Ok(Json(venues.into_iter().map(AdminVenue::from).collect()))
}

/// Returns a venue.
#[utoipa::path(
    get,
    path = "/api/v1/admin/venues/{id}",
    operation_id = "admin_venue",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The venue")),
    responses(
        (status = 200, description = "With its version as `ETag`", body = AdminVenue),
        NotFound,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn one(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<VenueId>,
) -> Result<Tagged<AdminVenue>, ApiError> {
    Ok(app.use_cases.programme.venues.one(&who, id).await?.into())
}

/// Adds a venue.
#[utoipa::path(
    post,
    path = "/api/v1/admin/venues",
    operation_id = "add_venue",
    tag = "office",
    security(("session" = [])),
    request_body = VenueBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 201, description = "Added; with its version as `ETag`", body = AdminVenue),
        (status = 409, description = "`slug-taken`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Body(body): Body<VenueBody>,
) -> Result<(StatusCode, Tagged<AdminVenue>), ApiError> {
    let content = body.read()?;
    let venue = app
        .edit(|use_cases| async move { use_cases.programme.venues.add(&who, content).await })
        .await?;
    Ok((StatusCode::CREATED, venue))
}

/// Replaces a venue.
#[utoipa::path(
    put,
    path = "/api/v1/admin/venues/{id}",
    operation_id = "save_venue",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The venue"), IfMatch),
    request_body = VenueBody,
    responses(
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "Saved; with its version as `ETag`", body = AdminVenue),
        NotFound,
        (status = 409, description = "`slug-taken`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn save(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<VenueId>,
    IfMatch(version): IfMatch,
    Body(body): Body<VenueBody>,
) -> Result<Tagged<AdminVenue>, ApiError> {
    let content = body.read()?;
    app.edit(|use_cases| async move {
        use_cases.programme.venues.save(&who, id, version, content).await
    })
    .await
}

/// Deletes a venue that has no performances.
#[utoipa::path(
    delete,
    path = "/api/v1/admin/venues/{id}",
    operation_id = "delete_venue",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The venue"), IfMatch),
    responses(
        (status = 204, description = "Deleted"),
        NotFound,
        (status = 409, description = "`has-performances`", body = Problem, content_type = "application/problem+json"),
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn delete(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<VenueId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, ApiError> {
    app.carry_out(
        |use_cases| async move { use_cases.programme.venues.delete(&who, id, version).await },
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

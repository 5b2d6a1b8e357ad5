#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::staff_view::AdminShow;
use crate::http::{
    extract::{Body, Check, Given, IfMatch, Params, Picture, Segment, Staff, Unknown},
    problem::{
        ApiError, BodyProblems, EditProblems, PictureProblems, Problem, StaffProblems,
        UsualProblems,
    },
    state::App,
    tagged::Tagged,
};
use axum::extract::State;
use azionelab_application::UseCases;
use azionelab_domain::{Line, ShowId};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// What a poster shows.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PosterParams {
    /// What it shows, for who can't see it: 1 to 500 characters.
    #[param(required, value_type = String, min_length = 1, max_length = 500)]
    alternative_text: Option<String>,
}

fn read_text(mut check: Check, text: Given<String>) -> Result<Line<500>, ApiError> {
    let text = check.required("alternative_text", text, |text| {
        Line::parse(&text.lines().collect::<Vec<_>>().join(" "))
    });
    check.done(text)
}

/// Hangs a poster in the place of the one that the show has, if any. It is turned upright and drawn
/// again in several widths; nothing else of the file is kept.
#[utoipa::path(
    put,
    path = "/api/v1/admin/shows/{id}/poster",
    operation_id = "hang_poster",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = Uuid, Path, description = "The show"),
        ("If-Match" = String, Header, description = "The `ETag` of the show as it was read"),
        PosterParams,
    ),
    request_body(
        content(
            (Vec<u8> = "image/png"),
            (Vec<u8> = "image/jpeg"),
            (Vec<u8> = "image/webp"),
        ),
        description = "The picture, at most 15 MB and 50 megapixels",
    ),
    responses(
        PictureProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "Hung, with the show's version as `ETag`", body = AdminShow),
        (status = 404, description = "`not-found`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn hang(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ShowId>,
    IfMatch(over): IfMatch,
    Params(params): Params<PosterParams>,
    picture: Picture,
) -> Result<Tagged<AdminShow>, ApiError> {
    let given = params.alternative_text.map_or(Given::Missing, Given::Right);
    let may_hang = app.use_cases.programme.posters.may_set(&who, id, over).await;
    let text = match may_hang.map_err(ApiError::from).and(read_text(Check::default(), given)) {
        Ok(text) => text,
        Err(refusal) => {
            picture.let_pass(&app).await;
            return Err(refusal);
        }
    };
    let hang = async |picture| {
        let hanging = |use_cases: Arc<UseCases>| async move {
            use_cases.programme.posters.set(&who, id, over, &text, picture).await
        };
        app.carry_out(hanging).await
    };
    Ok(Tagged::whole(picture.take(&app, hang).await?))
}

/// What a poster shows, in other words.
#[derive(Deserialize, ToSchema)]
#[schema(as = PosterRequest)]
pub(crate) struct PosterBody {
    /// What it shows, for who can't see it.
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 500)]
    alternative_text: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Says in other words what the poster of a show shows.
#[utoipa::path(
    patch,
    path = "/api/v1/admin/shows/{id}/poster",
    operation_id = "describe_poster",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The show"), ("If-Match" = String, Header, description = "The `ETag` of the show as it was read")),
    request_body = PosterBody,
    responses(
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "Saved, with the show's version as `ETag`", body = AdminShow),
        (status = 404, description = "`not-found`: no such show, or it has no poster", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn describe(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ShowId>,
    IfMatch(over): IfMatch,
    Body(body): Body<PosterBody>,
) -> Result<Tagged<AdminShow>, ApiError> {
    let text = read_text(Check::new(body.unknown), body.alternative_text)?;
    let describing = |use_cases: Arc<UseCases>| async move {
        use_cases.programme.posters.describe(&who, id, over, &text).await
    };
    Ok(Tagged::whole(app.carry_out(describing).await?))
}

/// Takes the poster of a show down.
#[utoipa::path(
    delete,
    path = "/api/v1/admin/shows/{id}/poster",
    operation_id = "take_poster_down",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The show"), ("If-Match" = String, Header, description = "The `ETag` of the show as it was read")),
    responses(
        (status = 200, description = "Taken down, with the show's version as `ETag`", body = AdminShow),
        (status = 404, description = "`not-found`: no such show, or it has no poster", body = Problem, content_type = "application/problem+json"),
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn take_down(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ShowId>,
    IfMatch(over): IfMatch,
) -> Result<Tagged<AdminShow>, ApiError> {
    let taking = |use_cases: Arc<UseCases>| async move {
        use_cases.programme.posters.remove(&who, id, over).await
    };
    Ok(Tagged::whole(app.carry_out(taking).await?))
}

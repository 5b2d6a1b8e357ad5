#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::staff_view::AdminShow;
use crate::http::{
    extract::{Body, Check, Given, IfMatch, Params, Picture, Segment, Staff, Unknown},
    problem::{
        ApiError, BodyProblems, EditProblems, NotFound, PictureProblems, Problem, StaffProblems,
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

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PosterParams {
    /// A description of the picture for people who cannot see it, 1 to 500 characters.
    #[param(required, value_type = String, min_length = 1, max_length = 500)]
    alternative_text: Option<String>,
}

fn read_text(mut check: Check, text: Given<String>) -> Result<Line<500>, ApiError> {
    let text = check.required("alternative_text", text, |text| {
        Line::parse(&text.lines().collect::<Vec<_>>().join(" "))
    });
    check.done(text)
}

/// Adds or replaces the poster of a show.
///
/// The picture is turned upright and encoded again in several widths. Nothing else of the file is
/// kept.
#[utoipa::path(
    put,
    path = "/api/v1/admin/shows/{id}/poster",
    operation_id = "upload_poster",
    tag = "office",
    security(("session" = [])),
    params(
        ("id" = Uuid, Path, description = "The show"),
        IfMatch,
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
        (status = 200, description = "Saved; with the show's version as `ETag`", body = AdminShow),
        NotFound,
    )
)]
pub(crate) async fn upload(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ShowId>,
    IfMatch(version): IfMatch,
    Params(params): Params<PosterParams>,
    picture: Picture,
) -> Result<Tagged<AdminShow>, ApiError> {
    let given = params.alternative_text.into();
    let may_set = app.use_cases.programme.posters.may_set(&who, id, version).await;
    let text = match may_set.map_err(ApiError::from).and(read_text(Check::default(), given)) {
        Ok(text) => text,
        Err(refusal) => {
            picture.drain(&app).await;
            return Err(refusal);
        }
    };
    let upload = async |picture| {
        let saving = |use_cases: Arc<UseCases>| async move {
            use_cases.programme.posters.set(&who, id, version, &text, picture).await
        };
        app.edit(saving).await
    };
    picture.take(&app, upload).await
}

/// The description of a poster.
#[derive(Deserialize, ToSchema)]
#[schema(as = PosterRequest)]
pub(crate) struct PosterBody {
    /// A description of the picture for people who cannot see it.
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 500)]
    alternative_text: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Changes the description of a show's poster.
#[utoipa::path(
    patch,
    path = "/api/v1/admin/shows/{id}/poster",
    operation_id = "describe_poster",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The show"), IfMatch),
    request_body = PosterBody,
    responses(
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "Saved; with the show's version as `ETag`", body = AdminShow),
        (status = 404, description = "`not-found`: there is no such show, or it has no poster", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn describe(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ShowId>,
    IfMatch(version): IfMatch,
    Body(body): Body<PosterBody>,
) -> Result<Tagged<AdminShow>, ApiError> {
    let text = read_text(Check::new(body.unknown), body.alternative_text)?;
    app.edit(|use_cases| async move {
        use_cases.programme.posters.describe(&who, id, version, &text).await
    })
    .await
}

/// Deletes the poster of a show.
#[utoipa::path(
    delete,
    path = "/api/v1/admin/shows/{id}/poster",
    operation_id = "delete_poster",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The show"), IfMatch),
    responses(
        (status = 200, description = "Deleted; with the show's version as `ETag`", body = AdminShow),
        (status = 404, description = "`not-found`: there is no such show, or it has no poster", body = Problem, content_type = "application/problem+json"),
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn delete(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ShowId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<AdminShow>, ApiError> {
    app.edit(|use_cases| async move { use_cases.programme.posters.remove(&who, id, version).await })
        .await
}

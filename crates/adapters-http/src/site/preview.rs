use super::view::Preview;
use crate::http::{
    extract::{Body, Check, Given, Staff, Unknown},
    markdown,
    problem::{ApiError, BodyProblems, StaffProblems, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use azionelab_domain::Markdown;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A text to preview.
#[derive(Deserialize, ToSchema)]
#[schema(as = PreviewRequest)]
pub(crate) struct PreviewBody {
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 50_000)]
    markdown: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl PreviewBody {
    fn read(self) -> Result<Markdown, ApiError> {
        let mut check = Check::new(self.unknown);
        let markdown = check.required("markdown", self.markdown, |text| Markdown::parse(&text));
        check.done(markdown)
    }
}

/// Returns a text as the site will show it.
#[utoipa::path(
    post,
    path = "/api/v1/admin/preview",
    tag = "office",
    security(("session" = [])),
    request_body = PreviewBody,
    responses(
        (status = 200, body = Preview),
        BodyProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn preview(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Body(body): Body<PreviewBody>,
) -> Result<Json<Preview>, ApiError> {
    let markdown = body.read()?;
    app.use_cases.site.settings.may_preview(&who).await?;
    Ok(Json(Preview { html: markdown::preview(markdown.as_str()) }))
}

use super::view::{CompanyPageRow, CompanyPageText};
use crate::http::{
    extract::{Body, Check, Given, IfMatch, Segment, Staff, Unknown, whole},
    pagination::List,
    problem::{
        ApiError, BodyProblems, EditProblems, Fault, NotFound, Problem, StaffProblems,
        UsualProblems,
    },
    state::App,
    tagged::Tagged,
};
use axum::{Json, extract::State};
use azionelab_application::site::{CompanyPage, PageChange};
use azionelab_domain::{Line, Markdown, Slug};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

const LAST_PLACE: i64 = 1_000;

/// Lists the pages of the company in their order.
#[utoipa::path(
    get,
    path = "/api/v1/admin/pages",
    operation_id = "company_pages",
    tag = "office",
    security(("session" = [])),
    responses((status = 200, body = List<CompanyPageRow>), StaffProblems, UsualProblems)
)]
pub(crate) async fn all(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
) -> Result<Json<List<CompanyPageRow>>, ApiError> {
    let pages = app.use_cases.site.pages.all(&who).await?;
    Ok(Json(pages.into_iter().map(CompanyPageRow::from).collect()))
}

/// Returns a page with its text in Markdown.
#[utoipa::path(
    get,
    path = "/api/v1/admin/pages/{slug}",
    operation_id = "company_page",
    tag = "office",
    security(("session" = [])),
    params(("slug" = String, Path, description = "The `slug` from the list of pages")),
    responses(
        (status = 200, description = "With its version as `ETag`", body = CompanyPageText),
        NotFound,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn one(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(slug): Segment<Slug>,
) -> Result<Tagged<CompanyPageText>, ApiError> {
    Ok(app.use_cases.site.pages.one(&who, &slug).await?.into())
}

/// A page of the company.
#[derive(Deserialize, ToSchema)]
#[schema(as = CompanyPageEdit)]
pub(crate) struct PageBody {
    /// The page's part of its address; if absent, it stays as it is. After a change the old address
    /// redirects to the new one.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 80)]
    slug: Given<String>,
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 200)]
    title: Given<String>,
    /// The text in Markdown.
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 50_000)]
    body: Given<String>,
    /// The position among the pages, the lowest first; by default 0.
    #[serde(default)]
    #[schema(value_type = Option<u16>, maximum = 1_000)]
    position: Given<Number>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl PageBody {
    fn read(self) -> Result<PageChange, ApiError> {
        let mut check = Check::new(self.unknown);
        let slug = check
            .optional("slug", self.slug, |slug| Slug::parse(&slug).map_err(|_| Fault::Invalid));
        let change = read_change(&mut check, self.title, self.body, self.position);
        check.done(change.map(|change| PageChange { slug, ..change }))
    }
}

/// A new page of the company.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewCompanyPage)]
pub(crate) struct NewPageBody {
    /// The page's part of its address, such as `privacy` or `chi-siamo`.
    #[serde(default)]
    #[schema(value_type = String, required, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    slug: Given<String>,
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 200)]
    title: Given<String>,
    /// The text in Markdown.
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 50_000)]
    body: Given<String>,
    /// The position among the pages, the lowest first; by default 0.
    #[serde(default)]
    #[schema(value_type = Option<u16>, maximum = 1_000)]
    position: Given<Number>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl NewPageBody {
    fn read(self) -> Result<CompanyPage, ApiError> {
        let mut check = Check::new(self.unknown);
        let slug = check
            .required("slug", self.slug, |slug| Slug::parse(&slug).map_err(|_| Fault::Invalid));
        let change = read_change(&mut check, self.title, self.body, self.position);
        check.done(slug.zip(change).map(|(slug, PageChange { title, body, position, .. })| {
            CompanyPage { slug, title, body, position }
        }))
    }
}

fn read_change(
    check: &mut Check,
    title: Given<String>,
    body: Given<String>,
    position: Given<Number>,
) -> Option<PageChange> {
    let title = check.required("title", title, |title| Line::parse(&title));
    let body = check.required("body", body, |body| Markdown::parse(&body));
    let position = check.optional("position", position, |place| whole(&place, 0, LAST_PLACE));
    let position = position.unwrap_or_default();
    title.zip(body).map(|(title, body)| PageChange { slug: None, title, body, position })
}

/// Adds a page.
#[utoipa::path(
    post,
    path = "/api/v1/admin/pages",
    operation_id = "add_company_page",
    tag = "office",
    security(("session" = [])),
    request_body = NewPageBody,
    responses(
        (status = 201, description = "Added; with its version as `ETag`", body = CompanyPageText),
        (status = 409, description = "`slug-taken`", body = Problem, content_type = "application/problem+json"),
        BodyProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Body(body): Body<NewPageBody>,
) -> Result<(StatusCode, Tagged<CompanyPageText>), ApiError> {
    let page = body.read()?;
    let added =
        app.edit(|use_cases| async move { use_cases.site.pages.add(&who, page).await }).await?;
    Ok((StatusCode::CREATED, added))
}

/// Replaces a page.
#[utoipa::path(
    put,
    path = "/api/v1/admin/pages/{slug}",
    operation_id = "edit_company_page",
    tag = "office",
    security(("session" = [])),
    params(
        ("slug" = String, Path, description = "The `slug` from the list of pages"),
        IfMatch,
    ),
    request_body = PageBody,
    responses(
        (status = 200, description = "Saved; with its version as `ETag`", body = CompanyPageText),
        NotFound,
        (status = 409, description = "`slug-taken`", body = Problem, content_type = "application/problem+json"),
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn save(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(slug): Segment<Slug>,
    IfMatch(version): IfMatch,
    Body(body): Body<PageBody>,
) -> Result<Tagged<CompanyPageText>, ApiError> {
    let change = body.read()?;
    app.edit(
        |use_cases| async move { use_cases.site.pages.save(&who, slug, version, change).await },
    )
    .await
}

/// Deletes a page.
#[utoipa::path(
    delete,
    path = "/api/v1/admin/pages/{slug}",
    operation_id = "delete_company_page",
    tag = "office",
    security(("session" = [])),
    params(
        ("slug" = String, Path, description = "The `slug` from the list of pages"),
        IfMatch,
    ),
    responses(
        (status = 204, description = "Deleted"),
        NotFound,
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn delete(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(slug): Segment<Slug>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, ApiError> {
    app.carry_out(
        |use_cases| async move { use_cases.site.pages.delete(&who, &slug, version).await },
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

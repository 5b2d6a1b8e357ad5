#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::staff_view::{AdminShow, ShowConsequences, ShowRow};
use crate::{
    http::{
        extract::{Body, Check, Given, IfMatch, Params, Segment, Staff, Unknown, parsed, whole},
        pagination::{PageSize, Table, read_sort},
        problem::{
            ApiError, BodyProblems, EditProblems, Fault, NotFound, Problem, QueryProblems,
            StaffProblems, UsualProblems,
        },
        state::App,
        tagged::Tagged,
    },
    openapi::contract,
};
use axum::{Json, extract::State};
use azionelab_application::{
    ports::{Paging, Sorting},
    programme::{ShowContent, ShowOrder, ShowQuery},
};
use azionelab_domain::{Line, Markdown, Publication, ShowId, Slug};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

const ORDERS: [(&str, ShowOrder); 2] =
    [("title", ShowOrder::Title), ("next_at", ShowOrder::NextAt)];

const PAGE_SIZE: PageSize = PageSize { default: 20, max: 100 };

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShowParams {
    /// A text in the title or subtitle.
    #[param(max_length = 100)]
    search: Option<String>,
    /// `draft`, `published` or `archived`.
    #[param(value_type = Option<crate::http::labels::Publication>, inline)]
    publication: Option<String>,
    /// `title` or `next_at`, after a `-` in descending order; by default `title`.
    #[param(value_type = Option<Orders>, inline)]
    sort: Option<String>,
    /// The page size, 1 to 100; by default 20.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the previous page.
    #[param(value_type = Option<contract::Cursor>, inline)]
    cursor: Option<String>,
}

contract::described!(Orders, contract::order(ORDERS.map(|(name, _)| name)));

impl ShowParams {
    fn read(self) -> Result<ShowQuery, ApiError> {
        let mut check = Check::default();
        let search = search(&mut check, self.search);
        let publication = check.text("publication", self.publication.into(), parsed::<Publication>);
        let sorting = read_sort(&mut check, self.sort, &ORDERS)
            .unwrap_or(Sorting { by: ShowOrder::Title, descending: false });
        let (limit, after) = PAGE_SIZE.read(&mut check, self.limit, self.cursor);
        let paging = Paging { sorting, after, limit };
        check.done(Some(ShowQuery { search, publication, paging }))
    }
}

/// Reads the parameter `search`.
pub(crate) fn search(check: &mut Check, text: Option<String>) -> Option<String> {
    check.text("search", text.into(), Line::<100>::parse).map(|line| line.as_str().to_owned())
}

/// A show.
#[derive(Deserialize, ToSchema)]
#[schema(as = ShowRequest)]
pub(crate) struct ShowBody {
    /// If absent, the show keeps its slug; a new show gets one from its title.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 80, example = "la-locandiera")]
    slug: Given<String>,
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 200)]
    title: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200)]
    subtitle: Given<String>,
    /// One or two sentences of plain text.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 500)]
    summary: Given<String>,
    /// In Markdown.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 50_000)]
    description: Given<String>,
    /// In Markdown.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 50_000)]
    credits: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 1, maximum = 1440)]
    duration_minutes: Given<Number>,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100)]
    age_advice: Given<String>,
    /// The language of the show (BCP 47).
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 35, example = "it")]
    language: Given<String>,
    /// `draft`, `published` or `archived`.
    #[serde(default)]
    #[schema(value_type = crate::http::labels::Publication, required)]
    publication: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl ShowBody {
    fn read(self) -> Result<ShowContent, ApiError> {
        let mut check = Check::new(self.unknown);
        let slug = check
            .text("slug", self.slug, |text| Slug::parse(text.trim()).map_err(|_| Fault::Invalid));
        let title = check.required("title", self.title, |text| Line::parse(&text));
        let subtitle = check.text("subtitle", self.subtitle, Line::parse);
        let summary = check.text("summary", self.summary, |text| {
            Line::parse(&text.lines().collect::<Vec<_>>().join(" "))
        });
        let markdown = |text: String| Markdown::parse(&text);
        let description = check.optional("description", self.description, markdown);
        let credits = check.optional("credits", self.credits, markdown);
        let duration_minutes =
            check.optional("duration_minutes", self.duration_minutes, |number| {
                whole(&number, 1, 1_440)
            });
        let age_advice = check.text("age_advice", self.age_advice, Line::parse);
        let language = check.required("language", self.language, |text| read_language(text.trim()));
        let publication =
            check.required("publication", self.publication, |text| parsed::<Publication>(&text));
        let content =
            title.zip(language).zip(publication).map(|((title, language), publication)| {
                ShowContent {
                    slug,
                    title,
                    subtitle,
                    summary,
                    description: description.unwrap_or_default(),
                    credits: credits.unwrap_or_default(),
                    duration_minutes,
                    age_advice,
                    language,
                    publication,
                }
            });
        check.done(content)
    }
}

/// Checks the form of a language tag (RFC 5646, section 2.1), not whether the language exists.
fn read_language(tag: &str) -> Result<String, Fault> {
    let mut parts = tag.split('-');
    let is_language = parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
    });
    let rest = parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    match tag {
        "" => Err(Fault::Required),
        tag if tag.len() <= 35 && is_language && rest => Ok(tag.to_owned()),
        _ => Err(Fault::Invalid),
    }
}

/// Lists all shows, including drafts and archived ones.
#[utoipa::path(
    get,
    path = "/api/v1/admin/shows",
    operation_id = "admin_shows",
    tag = "office",
    security(("session" = [])),
    params(ShowParams),
    responses(
        (status = 200, body = Table<ShowRow>),
        QueryProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn table(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Params(params): Params<ShowParams>,
) -> Result<Json<Table<ShowRow>>, ApiError> {
    let part = app.use_cases.programme.shows.table(&who, &params.read()?).await?;
    Ok(Json(Table::page(part.rows.iter().map(ShowRow::from), part.next, part.total)))
}

/// Returns a show with its texts in Markdown.
#[utoipa::path(
    get,
    path = "/api/v1/admin/shows/{id}",
    operation_id = "admin_show",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The show")),
    responses(
        (status = 200, description = "With its version as `ETag`", body = AdminShow),
        NotFound,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn one(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ShowId>,
) -> Result<Tagged<AdminShow>, ApiError> {
    Ok(app.use_cases.programme.shows.one(&who, id).await?.into())
}

/// Adds a show.
#[utoipa::path(
    post,
    path = "/api/v1/admin/shows",
    operation_id = "add_show",
    tag = "office",
    security(("session" = [])),
    request_body = ShowBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 201, description = "Added; with its version as `ETag`", body = AdminShow),
        (status = 409, description = "`slug-taken`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Body(body): Body<ShowBody>,
) -> Result<(StatusCode, Tagged<AdminShow>), ApiError> {
    let content = body.read()?;
    let show = app
        .edit(|use_cases| async move { use_cases.programme.shows.add(&who, content).await })
        .await?;
    Ok((StatusCode::CREATED, show))
}

/// Replaces a show.
#[utoipa::path(
    put,
    path = "/api/v1/admin/shows/{id}",
    operation_id = "save_show",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The show"), IfMatch),
    request_body = ShowBody,
    responses(
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, description = "Saved; with its version as `ETag`", body = AdminShow),
        NotFound,
        (status = 409, description = "`slug-taken`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn save(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ShowId>,
    IfMatch(version): IfMatch,
    Body(body): Body<ShowBody>,
) -> Result<Tagged<AdminShow>, ApiError> {
    let content = body.read()?;
    app.edit(
        |use_cases| async move { use_cases.programme.shows.save(&who, id, version, content).await },
    )
    .await
}

/// Deletes a show that has no performances.
#[utoipa::path(
    delete,
    path = "/api/v1/admin/shows/{id}",
    operation_id = "delete_show",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The show"), IfMatch),
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
    Segment(id): Segment<ShowId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, ApiError> {
    app.carry_out(
        |use_cases| async move { use_cases.programme.shows.delete(&who, id, version).await },
    )
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A publication under consideration.
#[derive(Deserialize, ToSchema)]
#[schema(as = PublicationRequest)]
pub(crate) struct PublicationBody {
    /// `draft`, `published` or `archived`.
    #[serde(default)]
    #[schema(value_type = crate::http::labels::Publication, required)]
    publication: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

/// Returns the coming performances and reservations that would be affected.
///
/// It changes nothing.
#[utoipa::path(
    post,
    path = "/api/v1/admin/shows/{id}/consequences",
    operation_id = "show_consequences",
    tag = "office",
    security(("session" = [])),
    params(("id" = Uuid, Path, description = "The show")),
    request_body = PublicationBody,
    responses(
        BodyProblems,
        StaffProblems,
        UsualProblems,
        (status = 200, body = ShowConsequences),
        NotFound,
    )
)]
pub(crate) async fn consequences(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Segment(id): Segment<ShowId>,
    Body(body): Body<PublicationBody>,
) -> Result<Json<ShowConsequences>, ApiError> {
    let mut check = Check::new(body.unknown);
    let publication =
        check.required("publication", body.publication, |text| parsed::<Publication>(&text));
    check.done(publication)?;
    Ok(Json(app.use_cases.programme.shows.consequences(&who, id).await?.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("it", true)]
    #[case("nap", true)]
    #[case("de-AT", true)]
    #[case("zh-Hant-TW", true)]
    #[case("", false)]
    #[case("italiano", false)]
    #[case("i", false)]
    #[case("it_IT", false)]
    #[case("it-", false)]
    #[case("it-abcdefghi", false)]
    fn only_well_formed_language_tags_are_accepted(#[case] tag: &str, #[case] taken: bool) {
        assert_eq!(read_language(tag).is_ok(), taken);
    }
}

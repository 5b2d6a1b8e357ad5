#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::view::AuditEntry;
use crate::{
    http::{
        dates::{read_time, zone_of_dates},
        extract::{Check, Params, Staff, parsed},
        pagination::{List, PageSize},
        problem::{ApiError, Fault, QueryProblems, StaffProblems, UsualProblems},
        state::App,
    },
    openapi::contract,
};
use axum::{Json, extract::State};
use azionelab_application::audit::AuditQuery;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

const PAGE_SIZE: PageSize = PageSize { default: 50, max: 100 };

/// In bytes, of actions, kinds and ids that are searched for.
const MAX_NAME: usize = 100;

#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditParams {
    /// Only entries by this member of staff.
    #[param(value_type = Option<Uuid>)]
    by: Option<String>,
    /// Only entries whose action begins with this text, such as `reservation.` or
    /// `reservation.cancel`.
    #[param(max_length = 100)]
    action: Option<String>,
    /// Only entries about this kind of thing, such as `show` or `reservation`.
    #[param(max_length = 100)]
    subject: Option<String>,
    /// Only entries about the thing with this id.
    #[param(max_length = 100)]
    subject_id: Option<String>,
    /// Only entries that concern this performance.
    #[param(value_type = Option<Uuid>)]
    performance: Option<String>,
    /// `true`: only refused actions; `false`: only actions that were carried out.
    #[param(value_type = Option<bool>)]
    refused: Option<String>,
    /// Only entries from this time on: RFC 3339, or a date in the company's time zone.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    from: Option<String>,
    /// Only entries before this time: RFC 3339, or a date, which counts until its end.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    to: Option<String>,
    /// The page size, 1 to 100; by default 50.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the previous page.
    #[param(value_type = Option<Uuid>)]
    cursor: Option<String>,
}

impl AuditParams {
    fn read(self, zone: &TimeZone) -> Result<AuditQuery, ApiError> {
        let mut check = Check::default();
        let by = check.text("by", self.by.into(), parsed);
        let action = check.text("action", self.action.into(), read_name);
        let subject = check.text("subject", self.subject.into(), read_name);
        let subject_id = check.text("subject_id", self.subject_id.into(), read_name);
        let performance = check.text("performance", self.performance.into(), parsed);
        let refused = check.text("refused", self.refused.into(), parsed::<bool>);
        let from = check.text("from", self.from.into(), |text| read_time(text, zone, 0));
        let to = check.text("to", self.to.into(), |text| read_time(text, zone, 1));
        let (limit, after) = PAGE_SIZE.read(&mut check, self.limit, self.cursor);
        check.done(Some(AuditQuery {
            by,
            action,
            subject,
            subject_id,
            performance,
            refused,
            from,
            to,
            after,
            limit,
        }))
    }
}

/// A PostgreSQL text cannot contain U+0000; no name contains any control character.
fn read_name(text: &str) -> Result<String, Fault> {
    let plain = text.len() <= MAX_NAME && !text.contains(char::is_control);
    plain.then(|| text.to_owned()).ok_or(Fault::Invalid)
}

/// Lists the actions of staff, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/admin/audit",
    operation_id = "audit",
    tag = "office",
    security(("session" = [])),
    params(AuditParams),
    responses(
        (status = 200, body = List<AuditEntry>),
        QueryProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn entries(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Params(params): Params<AuditParams>,
) -> Result<Json<List<AuditEntry>>, ApiError> {
    let zone = zone_of_dates(&app, [params.from.as_deref(), params.to.as_deref()]).await?;
    let (records, next) = app.use_cases.audit.read.execute(&who, params.read(&zone)?).await?;
    Ok(Json(List::page(records.into_iter().map(AuditEntry::from), next)))
}

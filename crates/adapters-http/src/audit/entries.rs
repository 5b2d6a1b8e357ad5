#![expect(unused_qualifications, reason = "what utoipa writes for the parameters")]

use super::view::AuditEntry;
use crate::{
    http::{
        extract::{Check, Given, Params, Staff},
        list::List,
        problem::{ApiError, Fault, Problem, StaffProblems, UsualProblems},
        state::App,
    },
    openapi::contract,
    programme::performances::{read_limit, read_time},
};
use axum::{Json, extract::State};
use azionelab_application::audit::AuditQuery;
use azionelab_domain::{AuditEntryId, PerformanceId, StaffId};
use jiff::{civil::Date, tz::TimeZone};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

const USUAL_LIMIT: u32 = 50;

/// The longest name of an action or of a thing that is looked for, in bytes.
const LONGEST_NAME: usize = 100;

/// Which entries are asked for.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditParams {
    /// Those by this member of staff.
    #[param(value_type = Option<Uuid>)]
    by: Option<String>,
    /// Those whose action begins with this: `reservation.` or `reservation.cancel`.
    #[param(max_length = 100)]
    action: Option<String>,
    /// Those about a thing of this kind: `show`, `reservation`.
    #[param(max_length = 100)]
    subject: Option<String>,
    /// Those about this very thing.
    #[param(max_length = 100)]
    subject_id: Option<String>,
    /// Those that concern this performance.
    #[param(value_type = Option<Uuid>)]
    performance: Option<String>,
    /// Those that were refused (`true`), or those that were done (`false`).
    #[param(value_type = Option<bool>)]
    refused: Option<String>,
    /// Those from this time on: RFC 3339, or a date in the company's own zone.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    from: Option<String>,
    /// Those before this time; a date counts until its end.
    #[param(value_type = Option<contract::TimeOrDate>, inline)]
    to: Option<String>,
    /// How many at most, from 1 to 100; 50 when it is not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the part before.
    #[param(value_type = Option<Uuid>)]
    cursor: Option<String>,
}

impl AuditParams {
    /// Whether a zone has to be known to read it.
    fn has_dates(&self) -> bool {
        [&self.from, &self.to].into_iter().flatten().any(|time| time.parse::<Date>().is_ok())
    }

    fn read(self, zone: &TimeZone) -> Result<AuditQuery, ApiError> {
        let mut check = Check::default();
        let given = |text: Option<String>| text.map_or(Given::Missing, Given::Right);
        let query = AuditQuery {
            by: check.text("by", given(self.by), |text| {
                text.parse::<StaffId>().map_err(|_| Fault::Invalid)
            }),
            action: check.text("action", given(self.action), read_name),
            subject: check.text("subject", given(self.subject), read_name),
            subject_id: check.text("subject_id", given(self.subject_id), read_name),
            performance: check.text("performance", given(self.performance), |text| {
                text.parse::<PerformanceId>().map_err(|_| Fault::Invalid)
            }),
            refused: check.text("refused", given(self.refused), |text| {
                text.parse::<bool>().map_err(|_| Fault::Invalid)
            }),
            from: check.text("from", given(self.from), |text| read_time(text, zone, 0)),
            to: check.text("to", given(self.to), |text| read_time(text, zone, 1)),
            limit: check.text("limit", given(self.limit), read_limit).unwrap_or(USUAL_LIMIT),
            after: check.text("cursor", given(self.cursor), |text| {
                text.parse::<AuditEntryId>().map_err(|_| Fault::Invalid)
            }),
        };
        check.done(Some(query))
    }
}

/// Reads a name that is looked for. No name holds what PostgreSQL's texts can't.
fn read_name(text: &str) -> Result<String, Fault> {
    let plain = text.len() <= LONGEST_NAME && !text.contains(char::is_control);
    plain.then(|| text.to_owned()).ok_or(Fault::Invalid)
}

/// Who did what, the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/admin/audit",
    operation_id = "audit",
    tag = "office",
    security(("session" = [])),
    params(AuditParams),
    responses(
        (status = 200, body = List<AuditEntry>),
        (status = 422, description = "`validation`, with `errors`", body = Problem, content_type = "application/problem+json"),
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn entries(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    Params(params): Params<AuditParams>,
) -> Result<Json<List<AuditEntry>>, ApiError> {
    let has_dates = params.has_dates();
    let zone = if has_dates {
        app.use_cases.programme.browse.site().await?.time_zone
    } else {
        TimeZone::UTC
    };
    let (records, next) = app.use_cases.audit.read.execute(&who, params.read(&zone)?).await?;
    Ok(Json(List {
        items: records.into_iter().map(AuditEntry::from).collect(),
        next_cursor: next.map(|id| id.to_string()),
    }))
}

use super::ticket_view::Ticket;
use crate::http::{
    extract::Bearer,
    problem::{ApiError, Problem, UsualProblems},
    state::App,
};
use axum::{Json, extract::State};
use std::sync::Arc;

/// Returns the status of a ticket and its performance, without the guest.
#[utoipa::path(
    get,
    path = "/api/v1/ticket",
    operation_id = "ticket",
    tag = "ticket",
    security(("ticket" = [])),
    responses(
        (status = 200, body = Ticket),
        (status = 401, description = "`no-secret`: the ticket is missing", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`unknown-ticket`: the ticket never existed, has expired, or its reservation is not confirmed; `ticket-replaced`: the guest has a newer ticket", body = Problem, content_type = "application/problem+json"),
        UsualProblems,
    )
)]
pub(crate) async fn ticket(
    State(app): State<Arc<App>>,
    Bearer(ticket): Bearer,
) -> Result<Json<Ticket>, ApiError> {
    Ok(Json(app.use_cases.booking.see_ticket.execute(&ticket).await?.into()))
}

use http::Method;

/// The rate limit that a request to the API counts towards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Reading the programme and the progress of a booking, which every open page does repeatedly.
    Programme,
    /// Booking, and the requests of a reservation's holder.
    Reservations,
    /// The requests of staff, and signing in.
    Staff,
}

impl Scope {
    pub fn of(method: &Method, path: &str) -> Self {
        let segment = path.strip_prefix("/api/v1/").and_then(|rest| rest.split('/').next());
        match segment {
            Some(
                "account" | "admin" | "check-ins" | "door" | "password-reset" | "session"
                | "staff-link",
            ) => Self::Staff,
            Some("reservation" | "ticket") => Self::Reservations,
            _ if matches!(*method, Method::GET | Method::HEAD) => Self::Programme,
            _ => Self::Reservations,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("GET /api/v1/performances", Scope::Programme)]
    #[case("GET /api/v1/performances/1", Scope::Programme)]
    #[case("GET /api/v1/reservations/1", Scope::Programme)]
    #[case("HEAD /api/v1/media/1.webp", Scope::Programme)]
    #[case("GET /api/openapi.json", Scope::Programme)]
    #[case("GET /api/v1/nowhere", Scope::Programme)]
    #[case("POST /api/v1/performances/1/reservations", Scope::Reservations)]
    #[case("GET /api/v1/reservation", Scope::Reservations)]
    #[case("POST /api/v1/reservation/confirm", Scope::Reservations)]
    #[case("GET /api/v1/ticket", Scope::Reservations)]
    #[case("POST /api/v1/nowhere", Scope::Reservations)]
    #[case("POST /api/v1/session", Scope::Staff)]
    #[case("GET /api/v1/door/performances/1", Scope::Staff)]
    #[case("DELETE /api/v1/check-ins/1", Scope::Staff)]
    #[case("GET /api/v1/admin/shows", Scope::Staff)]
    #[case("PUT /api/v1/account/password", Scope::Staff)]
    #[case("POST /api/v1/password-reset", Scope::Staff)]
    #[case("GET /api/v1/staff-link", Scope::Staff)]
    #[case("GET /api/v1/doors", Scope::Programme)]
    fn reading_booking_and_staff_requests_are_counted_separately(
        #[case] request: &str,
        #[case] scope: Scope,
    ) {
        let (method, path) = request.split_once(' ').unwrap();
        assert_eq!(Scope::of(&method.parse().unwrap(), path), scope);
    }
}

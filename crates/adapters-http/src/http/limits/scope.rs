use http::Method;

/// What a request to the API is about, as far as it matters for how often it may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Concern {
    /// Reading what is on and what is left, and how a booking is getting on: what every open page
    /// asks for again and again.
    Programme,
    /// Booking, and whatever the holder of a reservation does.
    Reservations,
    /// What only staff can do, and signing in.
    Staff,
}

impl Concern {
    pub fn of(method: &Method, path: &str) -> Self {
        let group = path.strip_prefix("/api/v1/").and_then(|rest| rest.split('/').next());
        match group {
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
    #[case("GET /api/v1/performances", Concern::Programme)]
    #[case("GET /api/v1/performances/1", Concern::Programme)]
    #[case("GET /api/v1/reservations/1", Concern::Programme)]
    #[case("HEAD /api/v1/media/1.webp", Concern::Programme)]
    #[case("GET /api/openapi.json", Concern::Programme)]
    #[case("GET /api/v1/nowhere", Concern::Programme)]
    #[case("POST /api/v1/performances/1/reservations", Concern::Reservations)]
    #[case("GET /api/v1/reservation", Concern::Reservations)]
    #[case("POST /api/v1/reservation/confirm", Concern::Reservations)]
    #[case("GET /api/v1/ticket", Concern::Reservations)]
    #[case("POST /api/v1/nowhere", Concern::Reservations)]
    #[case("POST /api/v1/session", Concern::Staff)]
    #[case("GET /api/v1/door/performances/1", Concern::Staff)]
    #[case("DELETE /api/v1/check-ins/1", Concern::Staff)]
    #[case("GET /api/v1/admin/shows", Concern::Staff)]
    #[case("PUT /api/v1/account/password", Concern::Staff)]
    #[case("POST /api/v1/password-reset", Concern::Staff)]
    #[case("GET /api/v1/staff-link", Concern::Staff)]
    #[case("GET /api/v1/doors", Concern::Programme)]
    fn what_looks_on_what_books_and_what_staff_does_are_told_apart(
        #[case] request: &str,
        #[case] concern: Concern,
    ) {
        let (method, path) = request.split_once(' ').unwrap();
        assert_eq!(Concern::of(&method.parse().unwrap(), path), concern);
    }
}

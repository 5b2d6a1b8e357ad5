use http::Method;

/// What a request to the API is about, as far as it matters for how often it may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Reading what is on and what is left, and how a booking is getting on: what every open page
    /// asks for again and again.
    Programme,
    /// Booking, and whatever the holder of a reservation does.
    Reservations,
    /// What only staff can do, and signing in.
    Staff,
}

impl Scope {
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
    fn what_looks_on_what_books_and_what_staff_does_are_told_apart(
        #[case] request: &str,
        #[case] concern: Scope,
    ) {
        let (method, path) = request.split_once(' ').unwrap();
        assert_eq!(Scope::of(&method.parse().unwrap(), path), concern);
    }
}

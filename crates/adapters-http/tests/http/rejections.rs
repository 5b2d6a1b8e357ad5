use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::body::{Body, Bytes};
use azionelab_domain::{Role, Status};
use futures_util::{StreamExt as _, stream};
use rstest::rstest;

use crate::support::{Ask, PERFORMANCE, Theatre, booking, house, secret};

#[rstest]
#[case::empty("")]
#[case::cut("{\"name\":")]
#[case::a_comma_too_many("{\"name\":\"Anna\",}")]
#[case::no_json("name=Anna")]
#[case::two("{}{}")]
#[case::half_a_letter("{\"name\":\"\\ud800\"}")]
#[tokio::test]
async fn a_body_that_is_not_json_is_malformed(#[case] body: &'static str) {
    Theatre::new().ask(Ask::book(body)).await.problem(400, "malformed-request");
}

#[tokio::test]
async fn a_body_that_is_not_utf_8_is_malformed() {
    let body = Bytes::from_static(b"{\"name\":\"\xff\"}");
    Theatre::new().ask(Ask::book(body)).await.problem(400, "malformed-request");
}

#[tokio::test]
async fn a_deeply_nested_body_is_malformed() {
    let body = format!("{{\"name\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    Theatre::new().ask(Ask::book(body)).await.problem(400, "malformed-request");
}

#[rstest]
#[case("[]")]
#[case("[\"Anna\", \"anna@example.org\", 2]")]
#[case("\"Anna\"")]
#[case("null")]
#[case("{\"seats\": 1, \"seats\": 2}")]
#[tokio::test]
async fn a_body_is_one_object_with_unique_fields(#[case] body: &'static str) {
    assert_eq!(Theatre::new().ask(Ask::book(body)).await.faults(), ["body: invalid"]);
}

#[rstest]
#[case("text/plain")]
#[case("application/x-www-form-urlencoded")]
#[case("application/jsonx")]
#[tokio::test]
async fn a_body_needs_the_json_content_type(#[case] kind: &str) {
    let ask = Ask::book(booking().to_string()).header("content-type", kind);
    Theatre::new().ask(ask).await.problem(415, "unsupported-media-type");
}

#[tokio::test]
async fn the_content_type_may_have_parameters() {
    let ask =
        Ask::book(booking().to_string()).header("content-type", "Application/JSON; charset=utf-8");
    assert_eq!(Theatre::with_house(house()).ask(ask).await.status, 201);
}

#[tokio::test]
async fn a_too_large_body_is_refused() {
    let huge = "a".repeat(65 * 1024);
    Theatre::new().ask(Ask::book(huge)).await.problem(413, "too-large");
    // The same size without a declared length.
    let parts = vec![Ok::<_, Infallible>(Bytes::from("a".repeat(1024))); 65];
    let streamed = Body::from_stream(stream::iter(parts));
    Theatre::new().ask(Ask::book(streamed)).await.problem(413, "too-large");
    let ask = Ask::post("/api/v1/reservation/confirm").holder().header("content-length", "9999999");
    Theatre::new().ask(ask).await.problem(413, "too-large");
}

/// A client reads no answer while it is still sending.
#[rstest]
#[case::its_length_is_declared(true)]
#[case::its_length_is_not_declared(false)]
#[tokio::test]
async fn a_too_large_body_is_drained(#[case] is_declared: bool) {
    let (parts, taken) = (200, Arc::new(AtomicUsize::new(0)));
    let counted = taken.clone();
    let stream = stream::iter(0..parts).map(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok::<_, Infallible>(Bytes::from("a".repeat(1024)))
    });
    let ask = Ask::book(Body::from_stream(stream));
    let ask =
        if is_declared { ask.header("content-length", &(parts * 1024).to_string()) } else { ask };
    Theatre::new().ask(ask).await.problem(413, "too-large");
    assert_eq!(taken.load(Ordering::Relaxed), parts);
}

#[tokio::test]
async fn a_refused_picture_is_drained() {
    let (parts, taken) = (200, Arc::new(AtomicUsize::new(0)));
    let counted = taken.clone();
    let stream = stream::iter(0..parts).map(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Ok::<_, Infallible>(Bytes::from("a".repeat(1024)))
    });
    let poster = format!("/api/v1/admin/shows/{PERFORMANCE}/poster");
    let ask = Ask::new("PUT", &poster)
        .header("content-length", &(parts * 1024).to_string())
        .json(Body::from_stream(stream));
    Theatre::new().ask(ask).await.problem(401, "not-signed-in");
    assert_eq!(taken.load(Ordering::Relaxed), parts);
}

#[tokio::test(start_paused = true)]
async fn an_endless_body_is_refused() {
    let endless = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from("a".repeat(1024))));
    Theatre::new().ask(Ask::book(Body::from_stream(endless))).await.problem(413, "too-large");
    let never = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
    let ask = Ask::book(never).header("content-length", "9999999");
    Theatre::new().ask(ask).await.problem(413, "too-large");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_arrives_times_out() {
    let never = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
    Theatre::new().ask(Ask::book(never)).await.problem(408, "request-timeout");
}

#[tokio::test]
async fn an_interrupted_body_is_malformed() {
    let parts = [Ok(Bytes::from("{\"name\":")), Err(std::io::Error::other("gone"))];
    let broken = Body::from_stream(stream::iter(parts));
    Theatre::new().ask(Ask::book(broken)).await.problem(400, "malformed-request");
}

#[tokio::test]
async fn an_unsupported_method_lists_the_supported_ones() {
    let router = Theatre::new().router();
    let reservations = format!("/api/v1/performances/{PERFORMANCE}/reservations");
    for (method, path, allowed) in [
        ("POST", "/api/v1/site", "GET,HEAD"),
        ("GET", reservations.as_str(), "POST"),
        ("DELETE", "/api/v1/reservation", "GET,HEAD,PATCH"),
        ("PUT", "/api/v1/session", "DELETE,GET,HEAD,POST"),
        ("POST", "/api/openapi.json", "GET,HEAD"),
    ] {
        let answer = Ask::new(method, path).of(&router).await;
        answer.problem(405, "method-not-allowed");
        let mut methods = answer.header("allow").split(',').collect::<Vec<_>>();
        methods.sort_unstable();
        assert_eq!(methods.join(","), allowed, "{path}");
    }
}

#[rstest]
#[case("/api")]
#[case("/api/")]
#[case("/api/v1")]
#[case("/api/v2/site")]
#[case("/api/v1/site/")]
#[case("/api/v1/performances/1")]
#[case("/api/v1/performances/%ff")]
#[case("/api/v1/shows/La_Locandiera")]
#[case("/api/v1/venues/..%2f..%2fetc")]
#[case("/api/v1/pages/%00")]
#[case("/api/v1/media/x.webp")]
#[case("/api/v1/media/ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB.webp")]
#[case("/api/docs/secrets.html")]
#[tokio::test]
async fn unknown_paths_of_the_api_are_problems(#[case] path: &str) {
    Theatre::new().ask(Ask::get(path)).await.problem(404, "not-found");
}

#[tokio::test]
async fn unknown_ids_are_not_found() {
    let mut theatre = Theatre::new().signed_in(Role::Admin);
    theatre.programme.expect_performance().returning(|_, _| Ok(None));
    theatre.programme.expect_show().returning(|_, _| Ok(None));
    theatre.programme.expect_venue().returning(|_| Ok(None));
    theatre.programme.expect_page().returning(|_| Ok(None));
    theatre.programme.expect_image().returning(|_| Ok(None));
    theatre.door_lists.expect_house().returning(|_, _| Ok(None));
    theatre.reservations.expect_by_check_in().returning(|_| Ok(None));
    theatre.reservations.expect_progress().returning(|_| Ok(None));
    let router = theatre.router();
    let image = format!("/api/v1/media/{}.webp", "0".repeat(64));
    for (method, path) in [
        ("GET", format!("/api/v1/performances/{PERFORMANCE}")),
        ("GET", "/api/v1/shows/amleto".into()),
        ("GET", "/api/v1/venues/scala".into()),
        ("GET", "/api/v1/pages/nessuna".into()),
        ("GET", image),
        ("GET", format!("/api/v1/reservations/{PERFORMANCE}")),
        ("GET", "/api/v1/reservations/K7QF3M".into()),
        ("GET", format!("/api/v1/door/performances/{PERFORMANCE}")),
        ("GET", "/api/v1/door/performances/x".into()),
        ("DELETE", format!("/api/v1/check-ins/{PERFORMANCE}")),
        ("DELETE", "/api/v1/check-ins/x".into()),
    ] {
        Ask::new(method, &path).staff().of(&router).await.problem(404, "not-found");
    }
    let path = "/api/v1/performances/x/reservations";
    Ask::post(path).json(booking().to_string()).of(&router).await.problem(404, "not-found");
}

#[tokio::test]
async fn requests_without_a_secret_are_refused() {
    let router = Theatre::new().router();
    for (method, path) in [
        ("GET", "/api/v1/reservation"),
        ("PATCH", "/api/v1/reservation"),
        ("POST", "/api/v1/reservation/confirm"),
        ("POST", "/api/v1/reservation/cancel"),
        ("GET", "/api/v1/reservation/qr.svg"),
        ("GET", "/api/v1/reservation/qr.png"),
        ("GET", "/api/v1/reservation/calendar.ics"),
        ("GET", "/api/v1/ticket"),
    ] {
        for one in [
            Ask::new(method, path),
            Ask::new(method, path).header("authorization", "Basic eDp5"),
            Ask::new(method, path).header("authorization", "Bearer"),
        ] {
            let answer = one.of(&router).await;
            answer.problem(401, "no-secret");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
}

#[tokio::test]
async fn a_malformed_secret_is_looked_up_and_unknown() {
    let whole = secret().reveal();
    for token in [&whole[..42], &format!("{whole}A"), "è", "x", &"A".repeat(43)] {
        let mut theatre = Theatre::new();
        theatre.reservations.expect_held().times(1).returning(|_, _| Ok(None));
        let ask =
            Ask::get("/api/v1/reservation").header("authorization", &format!("Bearer {token}"));
        theatre.ask(ask).await.problem(404, "unknown-reservation");
    }
}

#[tokio::test]
async fn the_bearer_scheme_is_case_insensitive() {
    let token = format!("bearer  {}", secret().reveal());
    let ask = Ask::get("/api/v1/reservation").header("authorization", &token);
    assert_eq!(Theatre::new().held(Status::Confirmed).ask(ask).await.status, 200);
}

use crate::support::{
    Ask, CHECK_IN, PERFORMANCE, RESERVATION, STAFF, Theatre, booking, door_house, house, key,
    listing, now, reservation, season, seats, secret, site, time, venue,
};
use azionelab_application::{
    door::{DoorCheckIn, DoorEntry},
    ports::MockHealth,
    programme::{Image, Listing, Page},
};
use azionelab_domain::{
    AccessNeed, CheckIn, CheckInId, House, PersonName, Policy, ReservationCode, ReservationId,
    Role, StaffId, Status,
};
use insta::assert_json_snapshot;
use std::sync::Arc;

#[tokio::test]
async fn the_site_describes_the_company() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_site().returning(|| Ok(site()));
    let answer = theatre.ask(Ask::get("/api/v1/site")).await;
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_json_snapshot!(answer.json());
}

#[tokio::test]
async fn a_page_is_sanitised_html() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_page().returning(|_| {
        Ok(Some(Page { title: "Chi siamo".into(), body: "# Noi\n<iframe src=x>".into() }))
    });
    assert_json_snapshot!(theatre.ask(Ask::get("/api/v1/pages/chi-siamo")).await.json());
}

#[tokio::test]
async fn shows_are_listed() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_shows().returning(|_| Ok(vec![season()]));
    assert_json_snapshot!(theatre.ask(Ask::get("/api/v1/shows")).await.json());
}

#[tokio::test]
async fn a_show_comes_with_its_performances() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_show().returning(|_, _| Ok(Some(season())));
    theatre.programme.expect_performances().returning(|_, _| Ok(vec![listing()]));
    assert_json_snapshot!(theatre.ask(Ask::get("/api/v1/shows/la-locandiera")).await.json());
}

#[tokio::test]
async fn venues_are_listed() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_venues().returning(|| Ok(vec![venue()]));
    assert_json_snapshot!(theatre.ask(Ask::get("/api/v1/venues")).await.json());
}

#[tokio::test]
async fn a_page_of_a_list_has_the_cursor_of_the_next() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_performances().returning(|query, _| {
        assert_eq!(query.from, Some(now()));
        Ok(vec![listing(); query.limit as usize])
    });
    let router = theatre.router();
    let first = Ask::get("/api/v1/performances?limit=1").of(&router).await.json();
    assert_eq!(first["items"].as_array().unwrap().len(), 1);
    let cursor = first["next_cursor"].as_str().unwrap();
    let next = Ask::get(&format!("/api/v1/performances?cursor={cursor}")).of(&router).await;
    assert_eq!(next.status, 200);
}

#[tokio::test]
async fn a_performance_has_its_booking_state() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_performance().returning(|_, _| Ok(Some(listing())));
    let path = format!("/api/v1/performances/{PERFORMANCE}");
    assert_json_snapshot!(theatre.ask(Ask::get(&path)).await.json());
}

#[tokio::test]
async fn the_home_page_highlights_what_can_be_booked_next() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_performances().returning(|_, _| Ok(vec![listing()]));
    assert_json_snapshot!(theatre.ask(Ask::get("/api/v1/home")).await.json());
}

#[tokio::test]
async fn a_rescheduled_performance_has_its_earlier_start() {
    let mut performance = *house().performance();
    performance.previous_start = Some(time("2026-10-23T19:00:00Z"));
    let mut theatre = Theatre::new();
    theatre.programme.expect_performance().returning(move |_, _| {
        let house = House::new(performance, Policy::default());
        Ok(Some(Listing { house, ..listing() }))
    });
    let path = format!("/api/v1/performances/{PERFORMANCE}");
    let answer = theatre.ask(Ask::get(&path)).await.json();
    assert_eq!(answer["moved_from"], "2026-10-23T19:00:00Z");
    assert_eq!(answer["starts_at"], "2026-10-24T19:00:00Z");
}

#[tokio::test]
async fn a_poster_may_be_cached_forever() {
    let mut theatre = Theatre::new();
    theatre.programme.expect_image().returning(|hash| {
        assert_eq!(hash.0, [0xab; 32]);
        Ok(Some(Image(vec![1, 2, 3])))
    });
    let path = format!("/api/v1/media/{}.webp", "ab".repeat(32));
    let answer = theatre.ask(Ask::get(&path)).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_slice()), (200, &[1, 2, 3][..]));
    assert_eq!(answer.header("content-type"), "image/webp");
    assert!(answer.header("cache-control").contains("immutable"));
}

#[tokio::test]
async fn a_booking_is_answered_without_its_secret() {
    let answer = Theatre::with_house(house()).ask(Ask::book(booking().to_string())).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_json_snapshot!(answer.json());
}

#[tokio::test]
async fn the_holder_sees_everything_that_is_stored() {
    let pending = Status::Pending { hold_until: time("2026-10-24T18:20:00Z") };
    let answer = Theatre::new().held(pending).ask(Ask::get("/api/v1/reservation").holder()).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_json_snapshot!(answer.json());
}

#[tokio::test]
async fn a_lapsed_hold_is_shown_as_expired() {
    let lapsed = Status::Pending { hold_until: now() };
    let answer = Theatre::new().held(lapsed).ask(Ask::get("/api/v1/reservation").holder()).await;
    let reservation = answer.json();
    assert_eq!(reservation["status"], "expired");
    assert!(reservation["hold_until"].is_null());
    assert_eq!(reservation["can_confirm"], true);
}

#[tokio::test]
async fn the_holder_gets_the_qr_code_and_the_calendar_file() {
    let mut theatre = Theatre::new().held(Status::Confirmed);
    let link = format!("https://teatro.example/t#{}", secret().ticket().reveal());
    let (of_svg, of_png) = (link.clone(), link);
    theatre.qr_codes.expect_svg().returning(move |content| {
        assert_eq!(content, of_svg);
        "<svg/>".into()
    });
    theatre.qr_codes.expect_png().returning(move |content| {
        assert_eq!(content, of_png);
        vec![0x89]
    });
    theatre.calendars.expect_ics().returning(|_| "BEGIN:VCALENDAR".into());
    theatre.programme.expect_site().returning(|| Ok(site()));
    let router = theatre.router();
    for (path, kind) in [
        ("qr.svg", "image/svg+xml"),
        ("qr.png", "image/png"),
        ("calendar.ics", "text/calendar; charset=utf-8"),
    ] {
        let answer = Ask::get(&format!("/api/v1/reservation/{path}")).holder().of(&router).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, kind));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(!answer.body.is_empty());
    }
}

#[tokio::test]
async fn confirming_cancelling_and_changing_return_the_reservation() {
    let held = || {
        let house = house().with_reservation(reservation(Status::Confirmed));
        Theatre::with_house(house).held(Status::Confirmed)
    };
    for ask in [
        Ask::post("/api/v1/reservation/confirm"),
        Ask::post("/api/v1/reservation/cancel"),
        Ask::new("PATCH", "/api/v1/reservation").json("{\"seats\": 3}"),
    ] {
        let answer = held().ask(ask.holder()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json()["code"], "K7QF3M");
    }
}

#[tokio::test]
async fn the_door_sees_the_seat_counts() {
    let mut theatre = Theatre::new().signed_in(Role::Door);
    theatre.programme.expect_site().returning(|| Ok(site()));
    theatre.door_lists.expect_houses().returning(|_, _, _| Ok(vec![door_house()]));
    let answer = theatre.ask(Ask::get("/api/v1/door/performances").staff()).await;
    assert_json_snapshot!(answer.json());
}

#[tokio::test]
async fn the_door_sees_the_parties() {
    let mut theatre = Theatre::new().signed_in(Role::Admin);
    theatre.door_lists.expect_house().returning(|_, _| Ok(Some(door_house())));
    theatre.door_lists.expect_parties().returning(|_, search| {
        assert_eq!(search.map(|search| search.as_str().to_owned()).as_deref(), Some("bia"));
        Ok(vec![DoorEntry {
            id: ReservationId::new(RESERVATION),
            code: ReservationCode::parse("K7QF3M").unwrap(),
            name: Some(PersonName::parse("Anna Bianchi").unwrap()),
            seats: seats(2),
            admitted: 1,
            status: Status::Confirmed,
            check_ins: vec![DoorCheckIn {
                id: CheckInId::new(CHECK_IN),
                seats: seats(1),
                at: now(),
                by: PersonName::parse("Dora").unwrap(),
            }],
            access_needs: [AccessNeed::WheelchairPlace].into(),
            notes: None,
        }])
    });
    let path = format!("/api/v1/door/performances/{PERFORMANCE}?search=bia");
    assert_json_snapshot!(theatre.ask(Ask::get(&path).staff()).await.json());
}

#[tokio::test]
async fn a_party_is_admitted_by_ticket_or_reservation() {
    let ticket = format!("https://teatro.example/t#{}", secret().ticket().reveal());
    for proof in
        [format!("\"ticket\": \"{ticket}\""), format!("\"reservation_id\": \"{RESERVATION}\"")]
    {
        let house = house().with_reservation(reservation(Status::Confirmed));
        let mut theatre = Theatre::with_house(house).signed_in(Role::Door);
        theatre.reservations.expect_by_ticket().returning(|_, _| Ok(Some(key())));
        theatre.reservations.expect_by_id().returning(|_| Ok(Some(key())));
        let body = format!("{{{proof}, \"performance_id\": \"{PERFORMANCE}\", \"seats\": 1}}");
        let answer = theatre.ask(Ask::post("/api/v1/check-ins").json(body).staff()).await;
        assert_eq!(answer.status, 201);
        assert_json_snapshot!("a_party_is_admitted", answer.json());
    }
}

#[tokio::test]
async fn a_check_in_can_be_undone() {
    let mut admitted = reservation(Status::Confirmed);
    admitted.check_ins.push(CheckIn {
        id: CheckInId::new(CHECK_IN),
        seats: seats(2),
        at: now(),
        by: StaffId::new(STAFF),
        client_ref: None,
        override_reason: None,
        undone: None,
    });
    let mut theatre = Theatre::with_house(house().with_reservation(admitted)).signed_in(Role::Door);
    theatre.reservations.expect_by_check_in().returning(|_| Ok(Some(key())));
    let path = format!("/api/v1/check-ins/{CHECK_IN}");
    let answer = theatre.ask(Ask::new("DELETE", &path).staff()).await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (204, 0));
}

#[tokio::test]
async fn health_is_ok_while_the_database_answers() {
    let mut theatre = Theatre::new();
    let mut health = MockHealth::new();
    health.expect_check().returning(|| Ok(()));
    health.expect_clock_is_steady().returning(|| true);
    theatre.health = Arc::new(health);
    let router = theatre.router();
    for (path, expected_text) in [
        ("/api/health", "{\"status\":\"ok\",\"clock\":\"steady\"}"),
        ("/api/health/live", "{\"status\":\"ok\"}"),
    ] {
        let answer = Ask::get(path).of(&router).await;
        assert_eq!((answer.status.as_u16(), answer.text().as_str()), (200, expected_text));
    }
}

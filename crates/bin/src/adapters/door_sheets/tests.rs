use super::{
    layout::{names_by, pages_for, pdf},
    letters::Face,
};
use azionelab_application::{
    door::{DoorEntry, DoorHouse, DoorSheet, DoorSheetOrder},
    programme::{Attendance, Listing, ShowEntry},
};
use azionelab_domain::{
    AccessNeed, House, Locale, MultilineText, Performance, PerformanceId, PersonName, Policy,
    Publication, ReservationCode, ReservationId, Seating, Seats, Show, ShowId, Slug, Status, Venue,
    VenueId,
};
use jiff::{Timestamp, tz::TimeZone};
use rstest::rstest;
use uuid::Uuid;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn house() -> DoorHouse {
    let (show, venue) = (ShowId::new(Uuid::nil()), VenueId::new(Uuid::nil()));
    let starts_at = at("2026-03-14T20:00:00Z");
    let performance = Performance {
        id: PerformanceId::new(Uuid::nil()),
        show,
        venue,
        listed: true,
        starts_at,
        previous_start: None,
        doors_at: starts_at,
        opens_at: at("2026-01-01T00:00:00Z"),
        closes_at: starts_at,
        seating: Seating { capacity: 120, occupied: 0, extra: 0 },
        cancelled_at: None,
    };
    let show = Show {
        id: show,
        slug: Slug::parse("la-locandiera").unwrap(),
        title: "La locandiera".into(),
        subtitle: String::new(),
        summary: String::new(),
        description: String::new(),
        credits: String::new(),
        duration_minutes: None,
        age_advice: String::new(),
        language: "it".into(),
        publication: Publication::Published,
    };
    let venue = Venue {
        id: venue,
        slug: Slug::parse("teatro").unwrap(),
        name: "Teatro Comunale".into(),
        address: String::new(),
        city: String::new(),
        access_notes: String::new(),
        position: None,
        time_zone: TimeZone::get("Europe/Rome").unwrap(),
    };
    let listing = Listing {
        house: House::new(performance, Policy::default()),
        entry: ShowEntry { show, poster: None },
        venue,
        changed_at: Timestamp::UNIX_EPOCH,
    };
    DoorHouse { listing, attendance: Attendance { confirmed: 80, admitted: 0 } }
}

fn party(number: u32, name: &str, seats: i64) -> DoorEntry {
    DoorEntry {
        id: ReservationId::new(Uuid::from_u128(number.into())),
        code: ReservationCode::from_number(number * 7_919),
        name: Some(PersonName::parse(name).unwrap()),
        seats: Seats::parse(seats).unwrap(),
        admitted: number % 3,
        status: Status::Confirmed,
        check_ins: Vec::new(),
        access_needs: [].into(),
        notes: None,
    }
}

fn parties() -> Vec<DoorEntry> {
    let names = [
        "Anna Bianchi",
        "Nicolò D'Angiò",
        "Łucja Nowak-Wiśniewska",
        "Zoë Ångström",
        "李小龍",
        "Compagnia teatrale dei Cantieri della Bassa Val di Susa e dintorni",
        "Đorđe Šćepanović",
        "Nguyễn Thị Hồng",
    ];
    let mut parties: Vec<_> = (1..60)
        .zip(names.iter().cycle())
        .map(|(n, name)| party(n, name, i64::from(n % 9 + 1)))
        .collect();
    parties[2].access_needs = [AccessNeed::WheelchairPlace, AccessNeed::Companion].into();
    parties[3].notes =
        Some(MultilineText::parse("Arriviamo in treno,\nforse all'ultimo minuto.").unwrap());
    parties
}

fn sheet(parties: Vec<DoorEntry>, locale: Locale) -> DoorSheet {
    let order = DoorSheetOrder::Name;
    DoorSheet { house: house(), parties, order, made_at: at("2026-03-14T17:30:00Z"), locale }
}

#[test]
fn a_list_of_any_length_is_printed() {
    for (locale, parties) in
        Locale::ALL.into_iter().flat_map(|locale| [(locale, Vec::new()), (locale, parties())])
    {
        let pdf = pdf(&sheet(parties, locale));
        assert!(pdf.starts_with(b"%PDF-"), "it is a PDF");
        if let Ok(folder) = std::env::var("AZIONELAB_KEEP_DOOR_LISTS") {
            let name = format!("{folder}/door-list-{locale}-{}.pdf", pdf.len());
            std::fs::write(name, &pdf).unwrap();
        }
    }
}

#[test]
fn a_long_list_continues_on_the_next_page() {
    let all = parties();
    for (number, pages) in [(0, 1), (1, 1), (20, 1), (23, 2), (59, 3)] {
        assert_eq!(pages_for(&all[..number]), vec![pages, number], "{number} parties");
    }
}

#[rstest]
#[case("Anna Bianchi", "Anna Bianchi")]
#[case("Nicolò D'Angiò", "Nicolò D'Angiò")]
#[case("Łucja Šćepanović", "Łucja Šćepanović")]
#[case("李小龍 Lee", "Li Xiao Long Lee")]
#[case("Дмитрий Шевченко", "Dmitrii Shevchenko")]
#[case("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos")]
#[case("שרה כהן", "shrh khn")]
#[case("محمد علي", "mHmd `ly")]
#[case("one\ntwo", "one two")]
fn a_word_that_the_typeface_lacks_is_transliterated(#[case] name: &str, #[case] printed: &str) {
    assert_eq!(Face::bold().printable(name), printed);
}

#[test]
fn a_list_by_surname_keeps_particles_with_the_surname() {
    let names = ["Anna Zanni", "Zoë d'Este", "Bruno De Luca", "Ugo Èrcoli", "Madonna", "ugo dessì"];
    let parties: Vec<_> = (1..).zip(names).map(|(n, name)| party(n, name, 1)).collect();
    assert_eq!(
        names_by(&parties, DoorSheetOrder::Surname),
        ["d'Este, Zoë", "De Luca, Bruno", "dessì, ugo", "Èrcoli, Ugo", "Madonna", "Zanni, Anna"]
    );
    assert_eq!(names_by(&parties, DoorSheetOrder::Name), names);
}

#[test]
fn a_text_that_is_too_wide_is_cut_with_an_ellipsis() {
    let face = Face::bold();
    let long = "Compagnia teatrale dei Cantieri della Bassa Val di Susa";
    let cut = face.fitting(long, 15.0, 120.0);
    assert!(cut.ends_with('…') && long.starts_with(cut.trim_end_matches('…')), "{cut}");
    assert!(face.width(&cut, 15.0) <= 120.0);
    assert_eq!(face.fitting("Anna", 15.0, 120.0), "Anna");
}

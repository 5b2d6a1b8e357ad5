//! The layout of the pages. Lengths are in points.

use super::{letters::Face, words};
use azionelab_application::door::{DoorEntry, DoorSheet, DoorSheetOrder};
use azionelab_domain::{Locale, MultilineText};
use icu_collator::{CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use krilla::{
    Document,
    color::luma,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    text::TextDirection,
};
use std::borrow::Cow;

const PAGE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 36.0;
const RIGHT: f32 = PAGE.0 - 36.0;
/// The top of the first line, and the lowest bottom of the last one.
const TOP: f32 = 128.0;
const BOTTOM: f32 = PAGE.1 - 50.0;

/// The height of a line, and the extra height for each further line of text.
const LINE_HEIGHT: f32 = 30.0;
const TEXT_HEIGHT: f32 = 15.0;

/// The left edges of the columns.
const CODE: f32 = 300.0;
const SEATS: f32 = 382.0;
const BOXES: f32 = 420.0;

/// The size of a tick box, and the distance between two boxes.
const BOX: f32 = 14.0;
const STEP: f32 = 19.0;
/// A party with more seats gets one box for all of them.
const MAX_BOXES: u32 = 7;

/// The grey of every second line, from 0 (black) to 255 (white).
const SHADE: u8 = 232;

struct Faces {
    medium: Face,
    bold: Face,
}

/// A party and the texts below its name.
struct Line<'a> {
    party: &'a DoorEntry,
    name: Cow<'a, str>,
    more: Vec<(bool, String)>,
}

impl<'a> Line<'a> {
    fn of(party: &'a DoorEntry, order: DoorSheetOrder, locale: Locale) -> Self {
        let needs: Vec<_> =
            party.access_needs.iter().map(|need| words::access_need(*need, locale)).collect();
        let mut more = Vec::new();
        if !needs.is_empty() {
            more.push((true, needs.join(", ")));
        }
        more.extend(party.notes.as_ref().map(|notes| (false, on_one_line(notes))));
        Self { party, name: name_of(party, order, locale), more }
    }

    fn height(&self) -> f32 {
        self.more.iter().fold(LINE_HEIGHT, |height, _| height + TEXT_HEIGHT)
    }
}

fn name_of(party: &DoorEntry, order: DoorSheetOrder, locale: Locale) -> Cow<'_, str> {
    let Some(name) = &party.name else { return Cow::Borrowed(words::erased(locale)) };
    match (order, name.surname_and_given()) {
        (DoorSheetOrder::Surname, (surname, given)) if !given.is_empty() => {
            Cow::Owned(format!("{surname}, {given}"))
        }
        _ => Cow::Borrowed(name.as_str()),
    }
}

fn on_one_line(notes: &MultilineText) -> String {
    notes.as_str().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn pdf(sheet: &DoorSheet) -> Vec<u8> {
    let faces = Faces { medium: Face::medium(), bold: Face::bold() };
    let lines = lines(&sheet.parties, sheet.order, sheet.locale);
    let pages = divide(&lines);
    let mut document = Document::new();
    for (number, lines) in (1..).zip(&pages) {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).unwrap_or_default();
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut pen = Pen { surface: &mut surface, faces: &faces, locale: sheet.locale };
        pen.head(sheet);
        pen.foot(sheet, number, pages.len());
        pen.list(lines);
        surface.finish();
        page.finish();
    }
    let title = format!("{}: {}", words::title(sheet.locale), sheet.house.listing.entry.show.title);
    let language = sheet.locale.tag().to_owned();
    document.set_metadata(Metadata::new().title(title).language(language));
    document.finish().expect("text and lines can always be written")
}

/// Returns the lines in the order of the list. `Name` keeps the order of the parties.
fn lines(parties: &[DoorEntry], order: DoorSheetOrder, locale: Locale) -> Vec<Line<'_>> {
    let mut lines: Vec<_> = parties.iter().map(|party| Line::of(party, order, locale)).collect();
    if order == DoorSheetOrder::Surname {
        let collator =
            CollatorBorrowed::try_new(CollatorPreferences::default(), CollatorOptions::default())
                .expect("the collation data is compiled in");
        lines.sort_by(|one, other| collator.compare(&one.name, &other.name));
    }
    lines
}

/// Divides the lines into pages. There is always at least one page.
fn divide<'a, 'b>(lines: &'b [Line<'a>]) -> Vec<Vec<&'b Line<'a>>> {
    let mut pages = vec![Vec::new()];
    let mut y = TOP;
    for line in lines {
        if y + line.height() > BOTTOM {
            pages.push(Vec::new());
            y = TOP;
        }
        y += line.height();
        if let Some(page) = pages.last_mut() {
            page.push(line);
        }
    }
    pages
}

/// The printed names, in order.
#[cfg(test)]
pub(super) fn names_by(parties: &[DoorEntry], order: DoorSheetOrder) -> Vec<String> {
    lines(parties, order, Locale::It).iter().map(|line| line.name.to_string()).collect()
}

/// The number of pages for these parties, and the number of parties on them.
#[cfg(test)]
pub(super) fn pages_for(parties: &[DoorEntry]) -> Vec<usize> {
    let lines = lines(parties, DoorSheetOrder::Name, Locale::It);
    let pages = divide(&lines);
    vec![pages.len(), pages.iter().map(Vec::len).sum()]
}

struct Pen<'a, 'b> {
    surface: &'a mut Surface<'b>,
    faces: &'a Faces,
    locale: Locale,
}

impl Pen<'_, '_> {
    fn head(&mut self, sheet: &DoorSheet) {
        let listing = &sheet.house.listing;
        let performance = listing.performance();
        let starts_at = performance.starts_at.to_zoned(listing.venue.time_zone.clone());
        let width = RIGHT - LEFT;
        self.medium(LEFT, 40.0, 11.0, words::title(self.locale), width);
        self.bold(LEFT, 62.0, 20.0, &listing.entry.show.title, width);
        let place = format!("{} · {}", listing.venue.name, words::moment(&starts_at, self.locale));
        self.bold(LEFT, 82.0, 13.0, &place, width);
        let available = listing.house.available(sheet.made_at);
        let confirmed = sheet.house.attendance.confirmed;
        let counts = words::counts(sheet.parties.len(), confirmed, available, self.locale);
        self.medium(LEFT, 100.0, 11.0, &counts, width);
        let [name, code, seats] = words::columns(self.locale);
        for (x, column) in [(LEFT, name), (CODE, code), (SEATS - 18.0, seats)] {
            self.medium(x, TOP - 6.0, 10.0, column, width);
        }
        self.rule(TOP, 1.2);
    }

    fn foot(&mut self, sheet: &DoorSheet, number: usize, of: usize) {
        let zone = sheet.house.listing.venue.time_zone.clone();
        let made_at = words::made_at(&sheet.made_at.to_zoned(zone), self.locale);
        let page = words::page(number, of, self.locale);
        let width = self.faces.medium.width(&page, 10.0);
        self.medium(LEFT, PAGE.1 - 28.0, 10.0, &made_at, 300.0);
        self.medium(RIGHT - width, PAGE.1 - 28.0, 10.0, &page, width + 1.0);
    }

    fn list(&mut self, lines: &[&Line<'_>]) {
        if lines.is_empty() {
            self.medium(LEFT, TOP + 24.0, 13.0, words::no_reservations(self.locale), RIGHT - LEFT);
        }
        let mut y = TOP;
        for (number, line) in lines.iter().enumerate() {
            if number % 2 == 1 {
                self.shade(y, line.height());
            }
            self.party(line, y);
            y += line.height();
            self.rule(y, 0.5);
        }
    }

    fn party(&mut self, line: &Line<'_>, y: f32) {
        let party = line.party;
        let base = y + 20.0;
        self.bold(LEFT + 4.0, base, 15.0, &line.name, CODE - LEFT - 12.0);
        self.bold(CODE, base, 14.0, party.code.as_str(), SEATS - CODE);
        let seats = party.seats.to_string();
        let width = self.faces.bold.width(&seats, 17.0);
        self.bold(SEATS + 16.0 - width, base, 17.0, &seats, width + 1.0);
        self.boxes(party, y + (LINE_HEIGHT - BOX) / 2.0);
        let mut base = base;
        for (strong, text) in &line.more {
            base += TEXT_HEIGHT;
            if *strong {
                self.bold(LEFT + 4.0, base, 12.0, text, RIGHT - LEFT - 8.0);
            } else {
                self.medium(LEFT + 4.0, base, 11.0, text, RIGHT - LEFT - 8.0);
            }
        }
    }

    /// Draws one box per person, or one for a large party. The boxes of admitted people are ticked.
    fn boxes(&mut self, party: &DoorEntry, y: f32) {
        let seats = party.seats.count();
        let (boxes, ticked) = if seats > MAX_BOXES {
            (1, u32::from(party.admitted >= seats))
        } else {
            (seats, party.admitted.min(seats))
        };
        let mut x = BOXES;
        for number in 0..boxes {
            self.draw_box(x, y, number < ticked);
            x += STEP;
        }
        if seats > MAX_BOXES {
            let inside = format!("{} / {seats}", party.admitted);
            self.medium(x, y + 12.0, 12.0, &inside, RIGHT - x);
        }
    }

    fn draw_box(&mut self, x: f32, y: f32, ticked: bool) {
        let mut path = PathBuilder::new();
        if let Some(outline) = Rect::from_xywh(x, y, BOX, BOX) {
            path.push_rect(outline);
        }
        if ticked {
            path.move_to(x, y);
            path.line_to(x + BOX, y + BOX);
            path.move_to(x + BOX, y);
            path.line_to(x, y + BOX);
        }
        self.stroke(path, 1.3);
    }

    fn rule(&mut self, y: f32, width: f32) {
        let mut path = PathBuilder::new();
        path.move_to(LEFT, y);
        path.line_to(RIGHT, y);
        self.stroke(path, width);
    }

    fn stroke(&mut self, path: PathBuilder, width: f32) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: luma::Color::black().into(),
            width,
            ..Stroke::default()
        }));
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    fn shade(&mut self, y: f32, height: f32) {
        let mut path = PathBuilder::new();
        if let Some(line) = Rect::from_xywh(LEFT, y, RIGHT - LEFT, height) {
            path.push_rect(line);
        }
        self.surface.set_stroke(None);
        self.surface
            .set_fill(Some(Fill { paint: luma::Color::new(SHADE).into(), ..Fill::default() }));
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    fn medium(&mut self, x: f32, base: f32, size: f32, text: &str, width: f32) {
        let faces = self.faces;
        self.text(&faces.medium, x, base, size, text, width);
    }

    fn bold(&mut self, x: f32, base: f32, size: f32, text: &str, width: f32) {
        let faces = self.faces;
        self.text(&faces.bold, x, base, size, text, width);
    }

    fn text(&mut self, face: &Face, x: f32, base: f32, size: f32, text: &str, width: f32) {
        let text = face.fitting(text, size, width);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint: luma::Color::black().into(), ..Fill::default() }));
        let from = Point::from_xy(x, base);
        let font = face.font.clone();
        self.surface.draw_text(from, font, size, &text, false, TextDirection::LeftToRight);
    }
}

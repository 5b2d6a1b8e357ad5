//! The fixed texts of the list.

pub(super) use azionelab_adapters_http::texts::{access_need, erased};
use azionelab_adapters_http::texts::{door_list, fill, weekday};
use azionelab_domain::Locale;
use jiff::Zoned;

pub(super) fn title(locale: Locale) -> &'static str {
    &door_list(locale).title
}

/// Formats a start, as in `sabato 14/03/2026, ore 21:00`.
pub(super) fn moment(at: &Zoned, locale: Locale) -> String {
    let t = door_list(locale);
    let (date, time) = (at.strftime(&t.date).to_string(), clock_time(at));
    let weekday = weekday(at.weekday(), locale);
    fill(&t.start, &[("weekday", weekday), ("date", &date), ("time", &time)])
}

pub(super) fn counts(parties: usize, confirmed: u32, available: u32, locale: Locale) -> String {
    let (parties, confirmed) = (parties.to_string(), confirmed.to_string());
    let gaps = [
        ("parties", parties.as_str()),
        ("confirmed", &confirmed),
        ("available", &available.to_string()),
    ];
    fill(&door_list(locale).counts, &gaps)
}

pub(super) fn made_at(at: &Zoned, locale: Locale) -> String {
    let t = door_list(locale);
    let date = at.strftime(&t.date).to_string();
    fill(&t.printed, &[("date", &date), ("time", &clock_time(at))])
}

pub(super) fn page(number: usize, of: usize, locale: Locale) -> String {
    let gaps = [("number", number.to_string()), ("of", of.to_string())];
    fill(&door_list(locale).page, &gaps.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// The column titles: name, code, seats.
pub(super) fn columns(locale: Locale) -> [&'static str; 3] {
    let t = door_list(locale);
    [&t.name, &t.code, &t.seats]
}

pub(super) fn no_reservations(locale: Locale) -> &'static str {
    &door_list(locale).none
}

fn clock_time(at: &Zoned) -> String {
    at.strftime("%H:%M").to_string()
}

//! Reads the fields that several bodies and queries have.

use crate::http::problem::Fault;
use azionelab_application::accounts::ChosenPassword;
use azionelab_domain::{AccessNeed, AccessNeeds, PhoneNumber, Seats};
use core::str::FromStr;
use jiff::tz::TimeZone;
use secrecy::SecretString;
use serde_json::Number;

/// Reads an id, a word of an enumeration, or another text with only one possible error.
pub(crate) fn parsed<T: FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Fault::Invalid)
}

/// Reads a whole number within bounds. One that does not fit into 64 bits is out of range.
pub(crate) fn whole<T: TryFrom<i64>>(number: &Number, min: i64, max: i64) -> Result<T, Fault> {
    let fault = Fault::OutOfRange { min, max };
    match number.as_i64() {
        Some(number) if (min..=max).contains(&number) => T::try_from(number).map_err(|_| fault),
        Some(_) => Err(fault),
        None if number.as_f64().is_some_and(|number| number.fract() == 0.0) => Err(fault),
        None => Err(Fault::Invalid),
    }
}

pub(crate) fn seats(number: &Number) -> Result<Seats, Fault> {
    let seats = whole::<i64>(number, 1, i64::from(Seats::MAX))?;
    Seats::parse(seats).map_err(|_| Fault::Invalid)
}

pub(crate) fn chosen_password(typed: String) -> Result<ChosenPassword, Fault> {
    Ok(ChosenPassword::parse(&SecretString::from(typed))?)
}

pub(crate) fn phone(typed: &str) -> Result<PhoneNumber, Fault> {
    PhoneNumber::parse(typed).map_err(|_| Fault::Invalid)
}

pub(crate) fn access_needs(words: &[String]) -> Result<AccessNeeds, Fault> {
    words.iter().map(|word| parsed::<AccessNeed>(word)).collect()
}

/// Accepts only names of the IANA database.
pub(crate) fn time_zone(name: &str) -> Result<TimeZone, Fault> {
    let zone = TimeZone::get(name.trim()).map_err(|_| Fault::Invalid)?;
    if zone.iana_name().is_some() { Ok(zone) } else { Err(Fault::Invalid) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const OUT_OF_RANGE: Result<u16, Fault> = Err(Fault::OutOfRange { min: 1, max: 1000 });

    #[rstest]
    #[case("1", Ok(1))]
    #[case("1000", Ok(1000))]
    #[case("0", OUT_OF_RANGE)]
    #[case("-1", OUT_OF_RANGE)]
    #[case("2147483648", OUT_OF_RANGE)]
    #[case("99999999999999999999999", OUT_OF_RANGE)]
    #[case("1.5", Err(Fault::Invalid))]
    fn only_whole_numbers_of_seats_are_accepted(
        #[case] typed: &str,
        #[case] read: Result<u16, Fault>,
    ) {
        let number = serde_json::from_str::<Number>(typed).unwrap();
        assert_eq!(seats(&number).map(Seats::get), read);
    }

    #[rstest]
    #[case("0", Ok(0))]
    #[case("60", Ok(60))]
    #[case("61", Err(Fault::OutOfRange { min: 0, max: 60 }))]
    #[case("-1", Err(Fault::OutOfRange { min: 0, max: 60 }))]
    #[case("1e300", Err(Fault::OutOfRange { min: 0, max: 60 }))]
    #[case("0.5", Err(Fault::Invalid))]
    fn a_number_has_bounds(#[case] typed: &str, #[case] read: Result<u16, Fault>) {
        let number = serde_json::from_str::<Number>(typed).unwrap();
        assert_eq!(whole(&number, 0, 60), read);
    }

    #[rstest]
    #[case("Europe/Rome", Some("Europe/Rome"))]
    #[case(" Europe/Rome ", Some("Europe/Rome"))]
    #[case("Europe/Atlantis", None)]
    #[case::without_a_name("Etc/Unknown", None)]
    #[case("", None)]
    fn a_time_zone_has_a_name_of_the_iana_database(
        #[case] typed: &str,
        #[case] name: Option<&str>,
    ) {
        let zone = time_zone(typed).ok();
        assert_eq!(zone.as_ref().and_then(TimeZone::iana_name), name);
    }
}

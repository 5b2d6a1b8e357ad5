//! The language of an answer (RFC 9110, section 12.5.4).

use super::quality::parse_quality;
use azionelab_domain::Locale;
use http::{HeaderMap, HeaderValue, header};

/// Returns the supported language with the highest quality value, if the header names one.
pub(crate) fn asked_for(header: Option<&HeaderValue>) -> Option<Locale> {
    let ranges = header?.to_str().ok()?.split(',').filter_map(|range| {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let (locale, quality) = (tag.parse::<Locale>().ok()?, parse_quality(parameters)?);
        (quality > 0.0).then_some((locale, quality))
    });
    // The first of equal values wins.
    ranges.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(locale, _)| locale)
}

/// The language of an answer; English if the client prefers no language of the site.
pub(crate) fn of_answer(header: Option<&HeaderValue>) -> Locale {
    asked_for(header).unwrap_or(Locale::En)
}

/// The language of pages and mail; Italian, the company's language, if the client prefers no
/// language of the site.
pub(crate) fn of_visitor(headers: &HeaderMap) -> Locale {
    asked_for(headers.get(header::ACCEPT_LANGUAGE)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("it", Some(Locale::It))]
    #[case("it-IT,it;q=0.9,en;q=0.8", Some(Locale::It))]
    #[case("en;q=0.8, it;q=0.9", Some(Locale::It))]
    #[case("de, en;q=0.5", Some(Locale::De))]
    #[case("la, en;q=0.5", Some(Locale::En))]
    #[case("en, it", Some(Locale::En))]
    #[case("it;q=0", None)]
    #[case("*", None)]
    #[case("de-CH", Some(Locale::De))]
    #[case("la-VA", None)]
    #[case("", None)]
    #[case("it;q=x", None)]
    #[case("en, it;q=7", Some(Locale::En))]
    #[case("it;q=inf, en;q=0.1", Some(Locale::En))]
    #[case("it;q=NaN, en;q=0.1", Some(Locale::En))]
    #[case("it ; Q = 0, en", Some(Locale::En))]
    fn the_supported_language_with_the_highest_quality_value_wins(
        #[case] accepted: &str,
        #[case] expected: Option<Locale>,
    ) {
        assert_eq!(asked_for(Some(&HeaderValue::from_str(accepted).unwrap())), expected);
    }

    #[test]
    fn english_is_the_default_of_answers_and_italian_of_mail() {
        assert_eq!(of_answer(None), Locale::En);
        assert_eq!(of_visitor(&HeaderMap::new()), Locale::It);
    }
}

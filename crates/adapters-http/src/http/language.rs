//! In which language to speak (RFC 9110, section 12.5.4).

use super::quality::weight;
use azionelab_domain::Locale;
use http::{HeaderMap, HeaderValue, header};

/// The language of ours that is asked for most, if any is asked for.
pub(crate) fn asked_for(header: Option<&HeaderValue>) -> Option<Locale> {
    let ranges = header?.to_str().ok()?.split(',').filter_map(|range| {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let (locale, weight) = (tag.parse::<Locale>().ok()?, weight(parameters)?);
        (weight > 0.0).then_some((locale, weight))
    });
    // Of equals the first counts, so only a greater weight takes its place.
    ranges.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(locale, _)| locale)
}

/// The language of an answer: English for who asks for neither of ours.
pub(crate) fn of_answer(header: Option<&HeaderValue>) -> Locale {
    asked_for(header).unwrap_or(Locale::En)
}

/// The language in which to write to who sends this request: the company's own unless another
/// is asked for.
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
    #[case("de, en;q=0.5", Some(Locale::En))]
    #[case("en, it", Some(Locale::En))]
    #[case("it;q=0", None)]
    #[case("*", None)]
    #[case("de-CH", None)]
    #[case("", None)]
    #[case("it;q=x", None)]
    #[case("en, it;q=7", Some(Locale::En))]
    #[case("it;q=inf, en;q=0.1", Some(Locale::En))]
    #[case("it;q=NaN, en;q=0.1", Some(Locale::En))]
    #[case("it ; Q = 0, en", Some(Locale::En))]
    fn the_heaviest_language_of_ours_wins(#[case] asked: &str, #[case] spoken: Option<Locale>) {
        assert_eq!(asked_for(Some(&HeaderValue::from_str(asked).unwrap())), spoken);
    }

    #[test]
    fn who_asks_for_nothing_is_answered_in_english() {
        assert_eq!(of_answer(None), Locale::En);
        assert_eq!(of_visitor(&HeaderMap::new()), Locale::It);
    }
}

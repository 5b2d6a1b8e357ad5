//! Quality values (RFC 9110, section 12.4.2).

/// Returns the quality value among the parameters of a choice: from 0 ("not acceptable") to 1, the
/// default. Returns `None` if it is not a number.
pub(crate) fn parse_quality(parameters: &str) -> Option<f32> {
    let mut named = parameters.split(';').filter_map(|parameter| parameter.split_once('='));
    let given = named.find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    let Some((_, quality)) = given else { return Some(1.0) };
    let quality = quality.trim().parse::<f32>().ok().filter(|quality| quality.is_finite())?;
    Some(quality.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", Some(1.0))]
    #[case("q=0.5", Some(0.5))]
    #[case(" Q = 0.000 ", Some(0.0))]
    #[case("level=1; q=0.25", Some(0.25))]
    #[case("q=7", Some(1.0))]
    #[case("q=-1", Some(0.0))]
    #[case("q=NaN", None)]
    #[case("q=inf", None)]
    #[case("q=1e99", None)]
    #[case("q=", None)]
    fn a_quality_value_is_between_zero_and_one(#[case] parameters: &str, #[case] is: Option<f32>) {
        assert_eq!(parse_quality(parameters), is);
    }
}

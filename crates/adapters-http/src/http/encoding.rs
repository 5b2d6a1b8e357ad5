use super::quality::parse_quality;
use http::{HeaderMap, header};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// The suffix of files with this encoding.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }

    /// The name in a header; `None` for identity.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// Returns the encodings that the client accepts, the smallest first (RFC 9110, section
    /// 12.5.3). Identity is always among them, even if the client refuses it.
    pub fn accepted(headers: &HeaderMap) -> impl Iterator<Item = Self> {
        let accepted = |of: &Self| of.name().is_none_or(|name| accepts(headers, name));
        [Self::Brotli, Self::Gzip, Self::Identity].into_iter().filter(accepted)
    }
}

fn accepts(headers: &HeaderMap, name: &str) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter();
    let named = values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let mut by_any_name = false;
    for part in named {
        let (coding, parameters) = part.split_once(';').unwrap_or((part, ""));
        let Some(quality) = parse_quality(parameters) else { continue };
        match coding.trim() {
            coding if coding.eq_ignore_ascii_case(name) => return quality > 0.0,
            "*" => by_any_name = quality > 0.0,
            _ => {}
        }
    }
    by_any_name
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("gzip, deflate, br, zstd", &[Encoding::Brotli, Encoding::Gzip, Encoding::Identity])]
    #[case("gzip;q=1.0", &[Encoding::Gzip, Encoding::Identity])]
    #[case("br;q=0, gzip", &[Encoding::Gzip, Encoding::Identity])]
    #[case("BR", &[Encoding::Brotli, Encoding::Identity])]
    #[case("*", &[Encoding::Brotli, Encoding::Gzip, Encoding::Identity])]
    #[case("*, br;q=0.000", &[Encoding::Gzip, Encoding::Identity])]
    #[case("*;q=0", &[Encoding::Identity])]
    #[case("br ; q = 0, gzip", &[Encoding::Gzip, Encoding::Identity])]
    #[case("br;Q=0.0000, gzip;q=1.5", &[Encoding::Gzip, Encoding::Identity])]
    #[case("br;q=NaN, gzip;q=0.001", &[Encoding::Gzip, Encoding::Identity])]
    #[case("identity;q=0", &[Encoding::Identity])]
    #[case("identity;q=0, br", &[Encoding::Brotli, Encoding::Identity])]
    #[case("identity", &[Encoding::Identity])]
    #[case("", &[Encoding::Identity])]
    fn the_smallest_accepted_encoding_comes_first(
        #[case] accept_encoding: &str,
        #[case] accepted: &[Encoding],
    ) {
        let headers =
            HeaderMap::from_iter([(header::ACCEPT_ENCODING, accept_encoding.parse().unwrap())]);
        assert_eq!(Encoding::accepted(&headers).collect::<Vec<_>>(), accepted);
    }
}

use super::{Check, Given};
use crate::http::problem::Fault;
use azionelab_application::ports::{Paging, Place, Sorting};
use base64ct::{Base64UrlUnpadded, Encoding};
use uuid::Uuid;

const USUAL_LIMIT: u32 = 20;
const GREATEST_LIMIT: u32 = 100;
/// The longest cursor that is looked at, in characters; the key of a place is at most a title.
const LONGEST_CURSOR: usize = 2_000;

/// Reads which part of a table is asked for: `sort`, perhaps with a `-` for the greatest first,
/// `limit` and `cursor`.
pub(crate) fn paging<K: Copy>(
    check: &mut Check,
    orders: &[(&str, K)],
    sort: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
) -> Option<Paging<K>> {
    let given = |text: Option<String>| text.map_or(Given::Missing, Given::Right);
    let usual = orders.first().map(|(_, by)| Sorting { by: *by, descending: false });
    let sorting = check.text("sort", given(sort), |text| read_sorting(text, orders)).or(usual);
    let limit = check.text("limit", given(limit), read_limit).unwrap_or(USUAL_LIMIT);
    let after = check.text("cursor", given(cursor), read_cursor);
    sorting.map(|sorting| Paging { sorting, after, limit })
}

fn read_sorting<K: Copy>(text: &str, orders: &[(&str, K)]) -> Result<Sorting<K>, Fault> {
    let name = text.strip_prefix('-').unwrap_or(text);
    let order = orders.iter().find(|(order, _)| *order == name).ok_or(Fault::Invalid)?;
    Ok(Sorting { by: order.1, descending: text.starts_with('-') })
}

fn read_limit(text: &str) -> Result<u32, Fault> {
    let fault = Fault::OutOfRange { min: 1, max: i64::from(GREATEST_LIMIT) };
    let limit = text.parse::<i64>().map_err(|_| Fault::Invalid)?;
    u32::try_from(limit).ok().filter(|limit| (1..=GREATEST_LIMIT).contains(limit)).ok_or(fault)
}

/// A place in a table as text: base64url of the id and the key.
pub(crate) fn write_cursor(place: &Place) -> String {
    let bytes = [place.id.as_bytes(), place.key.as_bytes()].concat();
    Base64UrlUnpadded::encode_string(&bytes)
}

fn read_cursor(text: &str) -> Result<Place, Fault> {
    if text.len() > LONGEST_CURSOR {
        return Err(Fault::Invalid);
    }
    let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| Fault::Invalid)?;
    let (id, key) = bytes.split_at_checked(16).ok_or(Fault::Invalid)?;
    let key = str::from_utf8(key).map_err(|_| Fault::Invalid)?;
    // PostgreSQL's texts hold no U+0000.
    if key.contains('\0') {
        return Err(Fault::Invalid);
    }
    let id = Uuid::from_slice(id).map_err(|_| Fault::Invalid)?;
    Ok(Place { key: key.to_owned(), id })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const ORDERS: [(&str, u8); 2] = [("title", 1), ("next_at", 2)];

    #[rstest]
    #[case("title", Ok((1, false)))]
    #[case("-next_at", Ok((2, true)))]
    #[case("--title", Err(Fault::Invalid))]
    #[case("id", Err(Fault::Invalid))]
    #[case("-", Err(Fault::Invalid))]
    fn a_table_is_sorted_by_what_it_knows(
        #[case] text: &str,
        #[case] read: Result<(u8, bool), Fault>,
    ) {
        let read = read.map(|(by, descending)| Sorting { by, descending });
        assert_eq!(read_sorting(text, &ORDERS), read);
    }

    #[test]
    fn a_place_is_read_back() {
        let place = Place { key: "così è".into(), id: Uuid::from_u128(7) };
        assert_eq!(read_cursor(&write_cursor(&place)), Ok(place));
        let nul = write_cursor(&Place { key: "a\0".into(), id: Uuid::from_u128(7) });
        for bad in ["?", "AAAA", &nul, &"A".repeat(2_001)] {
            assert_eq!(read_cursor(bad), Err(Fault::Invalid), "{bad}");
        }
    }
}

//! Lists that are answered one page at a time, with the query parameters `sort`, `limit` and
//! `cursor`.

use super::{extract::Check, problem::Fault};
use azionelab_application::{
    ports::{Place, Sorting},
    programme::Position,
};
use azionelab_domain::{AuditEntryId, CheckInId, PerformanceId, ReservationId};
use base64ct::{Base64UrlUnpadded, Encoding};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A list, or one page of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct List<T> {
    pub items: Vec<T>,
    /// The `cursor` of the next page; null on the last page.
    #[schema(required)]
    pub next_cursor: Option<String>,
}

impl<T> List<T> {
    pub fn page(items: impl IntoIterator<Item = T>, next: Option<impl Cursor>) -> Self {
        let next_cursor = next.map(|next| next.encode());
        Self { items: items.into_iter().collect(), next_cursor }
    }
}

impl<T> FromIterator<T> for List<T> {
    /// A complete list, without further pages.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self { items: items.into_iter().collect(), next_cursor: None }
    }
}

/// One page of a table, with the number of rows of the whole table.
#[derive(Serialize, ToSchema)]
pub(crate) struct Table<T> {
    pub items: Vec<T>,
    /// The `cursor` of the next page; null on the last page.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// The number of rows on all pages together.
    pub total: u64,
}

impl<T> Table<T> {
    pub fn page(items: impl IntoIterator<Item = T>, next: Option<impl Cursor>, total: u64) -> Self {
        let List { items, next_cursor } = List::page(items, next);
        Self { items, next_cursor, total }
    }
}

/// The number of items on a page.
#[derive(Clone, Copy)]
pub(crate) struct PageSize {
    pub default: u32,
    pub max: u32,
}

impl PageSize {
    /// Reads the parameters `limit` and `cursor`.
    pub fn read<C: Cursor>(
        self,
        check: &mut Check,
        limit: Option<String>,
        cursor: Option<String>,
    ) -> (u32, Option<C>) {
        let limit = check.text("limit", limit.into(), |text| self.parse(text));
        let after =
            check.text("cursor", cursor.into(), |text| C::decode(text).ok_or(Fault::Invalid));
        (limit.unwrap_or(self.default), after)
    }

    fn parse(self, text: &str) -> Result<u32, Fault> {
        let limit = text.parse::<i64>().map_err(|_| Fault::Invalid)?;
        let limit = u32::try_from(limit).ok().filter(|limit| (1..=self.max).contains(limit));
        limit.ok_or(Fault::OutOfRange { min: 1, max: i64::from(self.max) })
    }
}

/// Reads the parameter `sort`: one of the names in `orders`, after a `-` for descending order.
pub(crate) fn read_sort<K: Copy>(
    check: &mut Check,
    sort: Option<String>,
    orders: &[(&str, K)],
) -> Option<Sorting<K>> {
    check.text("sort", sort.into(), |text| parse_sort(text, orders))
}

fn parse_sort<K: Copy>(text: &str, orders: &[(&str, K)]) -> Result<Sorting<K>, Fault> {
    let name = text.strip_prefix('-').unwrap_or(text);
    let order = orders.iter().find(|(order, _)| *order == name).ok_or(Fault::Invalid)?;
    Ok(Sorting { by: order.1, descending: text.starts_with('-') })
}

/// The last item of a page, as text for the client to send back.
pub(crate) trait Cursor: Sized {
    fn encode(&self) -> String;

    /// Returns `None` if `encode` never writes this text.
    fn decode(text: &str) -> Option<Self>;
}

macro_rules! id_cursors {
    ($($id:ty),*) => {$(
        impl Cursor for $id {
            fn encode(&self) -> String {
                self.to_string()
            }

            fn decode(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

id_cursors!(AuditEntryId, CheckInId, ReservationId);

/// Base64url of the id and the sort key.
impl Cursor for Place {
    fn encode(&self) -> String {
        let bytes = [self.id.as_bytes(), self.key.as_bytes()].concat();
        Base64UrlUnpadded::encode_string(&bytes)
    }

    fn decode(text: &str) -> Option<Self> {
        /// In characters. The longest sort key is a title.
        const MAX_LENGTH: usize = 2_000;

        if text.len() > MAX_LENGTH {
            return None;
        }
        let bytes = Base64UrlUnpadded::decode_vec(text).ok()?;
        let (id, key) = bytes.split_at_checked(16)?;
        // A PostgreSQL text cannot contain U+0000.
        let key = str::from_utf8(key).ok().filter(|key| !key.contains('\0'))?;
        Some(Self { key: key.to_owned(), id: Uuid::from_slice(id).ok()? })
    }
}

/// Base64url of the start in microseconds (big-endian) and the id.
impl Cursor for Position {
    fn encode(&self) -> String {
        let start = self.starts_at.as_microsecond().to_be_bytes();
        let bytes = [&start[..], self.id.uuid().as_bytes()].concat();
        Base64UrlUnpadded::encode_string(&bytes)
    }

    fn decode(text: &str) -> Option<Self> {
        let mut bytes = [0; 24];
        let decoded = Base64UrlUnpadded::decode(text, &mut bytes).ok()?;
        let (start, id) = decoded.split_first_chunk()?;
        Some(Self {
            starts_at: Timestamp::from_microsecond(i64::from_be_bytes(*start)).ok()?,
            id: PerformanceId::new(Uuid::from_slice(id).ok()?),
        })
    }
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
    fn only_known_orders_are_accepted(#[case] text: &str, #[case] read: Result<(u8, bool), Fault>) {
        let read = read.map(|(by, descending)| Sorting { by, descending });
        assert_eq!(parse_sort(text, &ORDERS), read);
    }

    #[rstest]
    #[case("1", Ok(1))]
    #[case("100", Ok(100))]
    #[case("0", Err(Fault::OutOfRange { min: 1, max: 100 }))]
    #[case("101", Err(Fault::OutOfRange { min: 1, max: 100 }))]
    #[case("-1", Err(Fault::OutOfRange { min: 1, max: 100 }))]
    #[case("x", Err(Fault::Invalid))]
    fn a_limit_is_between_one_and_the_maximum(
        #[case] text: &str,
        #[case] read: Result<u32, Fault>,
    ) {
        assert_eq!(PageSize { default: 20, max: 100 }.parse(text), read);
    }

    #[test]
    fn a_place_is_decoded_again() {
        let place = Place { key: "così è".into(), id: Uuid::from_u128(7) };
        assert_eq!(Place::decode(&place.encode()), Some(place));
        let nul = Place { key: "a\0".into(), id: Uuid::from_u128(7) }.encode();
        for bad in ["?", "AAAA", &nul, &"A".repeat(2_001)] {
            assert_eq!(Place::decode(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_position_is_decoded_again() {
        let position = Position {
            starts_at: "2026-10-24T19:00:00.000001Z".parse().unwrap(),
            id: PerformanceId::new(Uuid::from_u128(7)),
        };
        assert_eq!(Position::decode(&position.encode()), Some(position));
        for bad in ["", "x", "____________________________", &"f".repeat(32), &"A".repeat(33)] {
            assert_eq!(Position::decode(bad), None, "{bad}");
        }
    }
}

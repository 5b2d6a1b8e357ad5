//! Parts of sorted tables.
//!
//! Each row has a `key`, a text that sorts as the table does, so that one statement serves every
//! order and a place in it is the same for all of them. A place is compared in the collation of
//! the key.

use azionelab_application::ports::{Paging, Part, Place, StoreError};

/// Whether a row, `(key, id)`, comes after the place in `$key` and `$id`, downwards if `$down`;
/// and the order of rows.
macro_rules! after_place {
    ($down:literal, $key:literal, $id:literal) => {
        concat!(
            "(",
            $key,
            "::text IS NULL OR CASE WHEN ",
            $down,
            " THEN (key, id) < (",
            $key,
            "::text, ",
            $id,
            "::uuid) ELSE (key, id) > (",
            $key,
            "::text, ",
            $id,
            "::uuid) END) ORDER BY CASE WHEN ",
            $down,
            " THEN key END DESC, CASE WHEN NOT ",
            $down,
            " THEN key END, CASE WHEN ",
            $down,
            " THEN id END DESC, id "
        )
    };
}
pub(crate) use after_place;

/// A row with its place and how many there are in the whole table.
pub(crate) trait TableRow {
    fn place(&self) -> Place;
    fn total(&self) -> i64;
}

/// How many rows are asked for: one more than wanted tells whether there is another part.
pub(crate) fn limit<K>(paging: &Paging<K>) -> i64 {
    i64::from(paging.limit) + 1
}

/// Whether nothing comes after the place that was asked for, so that no row tells how many there
/// are in all: the first one does.
pub(crate) fn is_past_the_end<K, R>(paging: &Paging<K>, rows: &[R]) -> bool {
    rows.is_empty() && paging.after.is_some()
}

/// Makes a part of the rows that were found, with how many there are in all if none was.
pub(crate) fn part<K, R: TableRow, T>(
    paging: &Paging<K>,
    mut rows: Vec<R>,
    otherwise: i64,
    read: impl FnOnce(&[R]) -> Result<Vec<T>, StoreError>,
) -> Result<Part<T>, StoreError> {
    let total = rows.first().map_or(otherwise, TableRow::total);
    let wanted = paging.limit as usize;
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    let next = rows.last().filter(|_| more).map(TableRow::place);
    Ok(Part { rows: read(&rows)?, total: total.cast_unsigned(), next })
}

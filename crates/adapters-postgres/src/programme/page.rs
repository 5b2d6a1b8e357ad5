//! Parts of sorted tables.
//!
//! Each row has a `key`, a text that sorts as the table does, so that one statement serves every
//! order, and a place in the table is a key and an id. Keys are compared in their collation. The
//! statement returns only places; the rows are then read by their ids.

use crate::db::{pool::Loan, statement::RowQuery};
use azionelab_application::ports::{Paging, Part, Place, StoreError};
use diesel::{
    QueryableByName,
    sql_types::{BigInt, Text, Uuid},
};
use std::collections::HashMap;

/// Whether a row, `(key, id)`, comes after the place in `$key` and `$id`, descending if `$down`;
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
pub(super) use after_place;

/// The place of a row, and how many rows the whole table has.
#[derive(QueryableByName)]
pub(super) struct PlaceRow {
    #[diesel(sql_type = Uuid)]
    id: uuid::Uuid,
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = BigInt)]
    total: i64,
}

/// The ids of a part of a table. `select` makes the statement from the place after which the part
/// begins and the largest number of rows.
pub(super) async fn ids<K, S: RowQuery<PlaceRow>>(
    connection: &Loan,
    paging: &Paging<K>,
    select: impl Fn(Option<&Place>, i64) -> S,
) -> Result<Part<uuid::Uuid>, StoreError> {
    let wanted = paging.limit as usize;
    // One more than wanted tells whether there is another part.
    let mut found =
        connection.rows(select(paging.after.as_ref(), i64::from(paging.limit) + 1)).await?;
    let total = match found.first() {
        Some(row) => row.total,
        None if paging.after.is_none() => 0,
        // No row after the place tells the total, but the first row of the table does.
        None => connection.rows(select(None, 1)).await?.first().map_or(0, |row| row.total),
    };
    let more = found.len() > wanted;
    found.truncate(wanted);
    let last = found.last().filter(|_| more);
    Ok(Part {
        next: last.map(|last| Place { key: last.key.clone(), id: last.id }),
        rows: found.iter().map(|row| row.id).collect(),
        total: total.cast_unsigned(),
    })
}

/// A part with its rows instead of their ids, without rows that were deleted meanwhile.
pub(super) fn with_rows<T>(part: Part<uuid::Uuid>, mut rows: HashMap<uuid::Uuid, T>) -> Part<T> {
    let Part { rows: ids, total, next } = part;
    Part { rows: ids.iter().filter_map(|id| rows.remove(id)).collect(), total, next }
}

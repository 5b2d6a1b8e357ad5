//! Running queries, and statements that Diesel's query builder cannot express.
//!
//! Queries are written with the query builder. [`statement!`] is for the rest: rows from arrays
//! (`unnest`), `SKIP LOCKED` over a join, window aggregates. Diesel's own `sql_query` would be
//! parsed and planned again at each call; a declared statement is a type, which Diesel prepares
//! once per connection. Each declaration says why the builder cannot express it (ADR 0019).

use diesel::{
    QueryResult,
    deserialize::FromSqlRow,
    expression::QueryMetadata,
    pg::Pg,
    query_builder::{AsQuery, AstPass, Query, QueryFragment, QueryId},
    query_dsl::CompatibleType,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// A query that returns rows of `T`, built with Diesel's query builder or declared with
/// [`statement!`]. It names the bounds that a generic function needs to load one.
pub(crate) trait RowQuery<T>: Send {
    /// Sends the query. Several queries on one connection that are awaited together are sent at
    /// once and run in the order in which they were first polled.
    fn load(
        self,
        connection: &AsyncPgConnection,
    ) -> impl Future<Output = QueryResult<Vec<T>>> + Send;
}

impl<Q, T, ST> RowQuery<T> for Q
where
    Q: AsQuery + Send,
    Q::Query: QueryFragment<Pg> + QueryId + Send,
    Q::SqlType: CompatibleType<T, Pg, SqlType = ST>,
    T: FromSqlRow<ST, Pg> + Send + 'static,
    Pg: QueryMetadata<Q::SqlType>,
    ST: 'static,
{
    async fn load(self, mut connection: &AsyncPgConnection) -> QueryResult<Vec<T>> {
        RunQueryDsl::load(self, &mut connection).await
    }
}

/// Runs a query that returns rows.
pub(crate) async fn rows<T>(
    connection: &AsyncPgConnection,
    query: impl RowQuery<T>,
) -> QueryResult<Vec<T>> {
    query.load(connection).await
}

/// A statement that changes rows.
pub(crate) trait Change: QueryFragment<Pg> + QueryId + Send {}

impl<T: QueryFragment<Pg> + QueryId + Send> Change for T {}

/// Runs a statement that changes rows. Returns their number.
pub(crate) async fn run(
    mut connection: &AsyncPgConnection,
    statement: impl Change,
) -> QueryResult<usize> {
    statement.execute(&mut connection).await
}

/// A query that is planned again each time, for its very values. It is for lists that staff filter
/// in many ways: no single plan is good for nearly all rows and for hardly any, and the cache of a
/// connection would keep each combination of filters for ever.
pub(crate) struct Uncached<Q>(pub Q);

impl<Q> QueryId for Uncached<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Uncached<Q> {
    type SqlType = Q::SqlType;
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Uncached<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        self.0.walk_ast(out)
    }
}

/// The parts of a statement's text: what stands before each `$n`, and that `n`; 0 at the end.
pub(crate) fn parts(sql: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = Some(sql);
    core::iter::from_fn(move || {
        let text = rest?;
        let Some((before, after)) = text.split_once('$') else {
            rest = None;
            return Some((text, 0));
        };
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = after.split_at(digits);
        rest = Some(after);
        Some((before, number.parse().unwrap_or(0)))
    })
}

/// Declares a statement as a type: its parameters in the order of `$1`, `$2`, …, each with its
/// Rust and SQL type, and its text.
macro_rules! statement {
    (
        $(#[$doc:meta])*
        $name:ident { $($parameter:ident: $rust:ty => $sql_type:ty),* $(,)? } $sql:expr
    ) => {
        $(#[$doc])*
        pub(crate) struct $name {
            $(pub(crate) $parameter: $rust,)*
        }

        impl diesel::query_builder::QueryId for $name {
            type QueryId = Self;
            const HAS_STATIC_QUERY_ID: bool = true;
        }

        impl diesel::query_builder::Query for $name {
            type SqlType = diesel::sql_types::Untyped;
        }

        impl diesel::query_builder::QueryFragment<diesel::pg::Pg> for $name {
            fn walk_ast<'b>(
                &'b self,
                mut out: diesel::query_builder::AstPass<'_, 'b, diesel::pg::Pg>,
            ) -> diesel::QueryResult<()> {
                for (text, number) in $crate::db::statement::parts($sql) {
                    out.push_sql(text);
                    let parameter = 0;
                    $(
                        let parameter = parameter + 1;
                        if number == parameter {
                            out.push_bind_param::<$sql_type, _>(&self.$parameter)?;
                        }
                    )*
                    let _: (usize, usize) = (number, parameter);
                }
                Ok(())
            }
        }
    };
}

pub(crate) use statement;

statement! { Begin {} "BEGIN" }

statement! { Commit {} "COMMIT" }

statement! { Rollback {} "ROLLBACK" }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_split_at_its_parameters() {
        let found: Vec<_> = parts("a = $1 AND b = $12 OR c").collect();
        assert_eq!(found, [("a = ", 1), (" AND b = ", 12), (" OR c", 0)]);
    }
}

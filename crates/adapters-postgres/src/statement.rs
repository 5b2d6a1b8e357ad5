//! Statements written out in SQL, prepared once a connection.
//!
//! Diesel's query builder can't say what the hot statements say (rows from arrays, `SKIP LOCKED`
//! over a join, aggregates with filters), and its `sql_query` is parsed and planned anew each
//! time. A statement of its own type is prepared once and then named by its type, so all of them
//! are written the same way. Each one runs against a real database in the tests.

use diesel::{
    QueryResult, QueryableByName,
    pg::Pg,
    query_builder::{Query, QueryFragment, QueryId},
    sql_types::Untyped,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

/// A statement declared with [`statement!`].
pub(crate) trait Statement:
    Query<SqlType = Untyped> + QueryFragment<Pg> + QueryId + Send + 'static
{
}

/// Runs a statement that answers rows. Several on one connection that are awaited together are
/// sent at once and run in the order in which they were first polled.
pub(crate) async fn rows<T: QueryableByName<Pg> + Send + 'static>(
    mut connection: &AsyncPgConnection,
    statement: impl Statement,
) -> QueryResult<Vec<T>> {
    statement.load(&mut connection).await
}

/// Runs a statement that changes rows. Answers how many.
pub(crate) async fn run(
    mut connection: &AsyncPgConnection,
    statement: impl Statement,
) -> QueryResult<usize> {
    statement.execute(&mut connection).await
}

/// The parts of a statement's text: what stands before each `$n`, and that `n`; 0 at the end.
pub(crate) fn parts(sql: &'static str) -> impl Iterator<Item = (&'static str, usize)> {
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

        impl $crate::statement::Statement for $name {}

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
                for (text, number) in $crate::statement::parts($sql) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_falls_apart_at_its_parameters() {
        let found: Vec<_> = parts("a = $1 AND b = $12 OR c").collect();
        assert_eq!(found, [("a = ", 1), (" AND b = ", 12), (" OR c", 0)]);
    }
}

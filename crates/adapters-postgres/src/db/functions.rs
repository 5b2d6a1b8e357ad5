//! SQL functions and operators that the query builder does not know.

use diesel::{
    expression::AsExpression,
    postfix_operator,
    sql_types::{Nullable, SingleValue, SqlType, Text},
};

#[diesel::declare_sql_function]
extern "SQL" {
    fn coalesce<T: SqlType + SingleValue>(value: Nullable<T>, otherwise: T) -> T;
}

postfix_operator!(InLanguageOrder, " COLLATE \"und-x-icu\"", Text, backend: diesel::pg::Pg);

/// A text as a language sorts it (Unicode collation, ICU's root locale) instead of by its bytes.
pub(crate) fn in_language_order<E: AsExpression<Text>>(text: E) -> InLanguageOrder<E::Expression> {
    InLanguageOrder::new(text.as_expression())
}

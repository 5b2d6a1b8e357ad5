//! A check that the database answers.

use crate::Store;
use azionelab_application::ports::StoreError;
use diesel::{IntoSql, select, sql_types::Integer};

impl Store {
    /// Checks that the database answers.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.connections.rows::<i32>(select(1.into_sql::<Integer>())).await?;
        Ok(())
    }
}

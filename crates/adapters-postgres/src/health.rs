//! Whether the database answers.

use async_trait::async_trait;
use azionelab_application::ports::{Health, StoreError};

use crate::{Store, statement::statement};

statement! { Nothing {} "SELECT" }

#[async_trait]
impl Health for Store {
    async fn check(&self) -> Result<(), StoreError> {
        self.connections.run(Nothing {}).await?;
        Ok(())
    }
}

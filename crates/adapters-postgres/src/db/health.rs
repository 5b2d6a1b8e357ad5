//! Whether the database answers.

use super::statement::statement;
use crate::Store;
use azionelab_application::ports::StoreError;

statement! { Nothing {} "SELECT" }

impl Store {
    /// Whether the database answers, asked with the smallest of questions.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.connections.run(Nothing {}).await?;
        Ok(())
    }
}

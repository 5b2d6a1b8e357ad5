//! Whether the database answers.

use crate::{Store, statement::statement};
use azionelab_application::ports::StoreError;

statement! { Nothing {} "SELECT" }

impl Store {
    /// Whether the database answers, asked with the smallest of questions.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.connections.run(Nothing {}).await?;
        Ok(())
    }
}

use std::error::Error;

use super::ApiError;
use azionelab_application::ports::StoreError;

impl From<StoreError> for ApiError {
    /// Logs the failure with its causes. It uses only their `Display` form, because `Debug` may
    /// show values.
    fn from(error: StoreError) -> Self {
        let mut causes = String::new();
        let mut cause = error.source();
        while let Some(source) = cause {
            causes.push_str(": ");
            causes.push_str(&source.to_string());
            cause = source.source();
        }
        match error {
            StoreError::Unavailable(_) => {
                tracing::warn!("{error}{causes}");
                Self::Unavailable
            }
            StoreError::Unexpected(_) => {
                tracing::error!("{error}{causes}");
                Self::Internal
            }
        }
    }
}

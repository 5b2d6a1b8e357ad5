use crate::http::problem::ApiError;
use azionelab_application::audit::ReadAuditError;

impl From<ReadAuditError> for ApiError {
    fn from(error: ReadAuditError) -> Self {
        match error {
            ReadAuditError::Forbidden => Self::Forbidden,
            ReadAuditError::Store(error) => error.into(),
        }
    }
}

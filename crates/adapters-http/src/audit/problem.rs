use crate::http::problem::ApiError;
use azionelab_application::audit::ReadAuditError;

impl From<ReadAuditError> for ApiError {
    fn from(error: ReadAuditError) -> Self {
        match error {
            ReadAuditError::Denied(denied) => denied.into(),
            ReadAuditError::Store(error) => error.into(),
        }
    }
}

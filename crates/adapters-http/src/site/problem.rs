use crate::http::problem::ApiError;
use azionelab_application::site::{EditPageError, EditSiteError};

impl From<EditSiteError> for ApiError {
    fn from(error: EditSiteError) -> Self {
        match error {
            EditSiteError::Denied(denied) => denied.into(),
            EditSiteError::EditedMeanwhile => Self::EditedMeanwhile,
            EditSiteError::Store(error) => error.into(),
        }
    }
}

impl From<EditPageError> for ApiError {
    fn from(error: EditPageError) -> Self {
        match error {
            EditPageError::Denied(denied) => denied.into(),
            EditPageError::NotFound => Self::NotFound,
            EditPageError::SlugTaken => Self::SlugTaken,
            EditPageError::EditedMeanwhile => Self::EditedMeanwhile,
            EditPageError::Store(error) => error.into(),
        }
    }
}

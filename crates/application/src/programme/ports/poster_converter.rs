use crate::programme::ConvertedImage;
use async_trait::async_trait;
use thiserror::Error;

/// The data is not an image, is damaged, or is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not a readable image")]
pub struct UnreadablePicture;

/// Converts pictures to poster images.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait PosterConverter: Send + Sync {
    /// Converts a picture to WebP in several widths, up to its own width, narrowest first. Applies
    /// its orientation. Removes all other metadata, such as place and author.
    ///
    /// Reads PNG, JPEG and WebP. Refuses pictures above 50 megapixels before it allocates memory
    /// for them.
    async fn convert(&self, picture: Vec<u8>) -> Result<Vec<ConvertedImage>, UnreadablePicture>;

    /// Converts a poster image to JPEG on white, because some link previews do not show WebP.
    async fn preview(&self, poster: Vec<u8>) -> Result<Vec<u8>, UnreadablePicture>;
}

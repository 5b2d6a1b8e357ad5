use crate::programme::PrintedImage;
use async_trait::async_trait;
use thiserror::Error;

/// What was given is no picture, is damaged, or is larger than any poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is no picture that can be printed")]
pub struct Unprintable;

/// Makes posters of pictures.
#[cfg_attr(feature = "mock", mockall::automock)]
#[async_trait]
pub trait PosterPress: Send + Sync {
    /// The picture upright, as WebP in several widths up to its own, the narrowest first. Nothing
    /// else of the file is kept: neither where it was taken nor by whom.
    ///
    /// PNG, JPEG and WebP are read. What is larger than 50 megapixels is refused before it takes
    /// any memory.
    async fn print(&self, picture: Vec<u8>) -> Result<Vec<PrintedImage>, Unprintable>;

    /// A printed image as JPEG, on white: previews of links show no WebP everywhere.
    async fn preview(&self, printed: Vec<u8>) -> Result<Vec<u8>, Unprintable>;
}

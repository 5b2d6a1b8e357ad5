/// Draws QR codes (ISO/IEC 18004), dark on light with a quiet zone.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait QrCodes: Send + Sync {
    /// As an SVG image.
    fn svg(&self, content: &str) -> String;

    /// As a PNG image, large enough for a phone's whole screen.
    fn png(&self, content: &str) -> Vec<u8>;
}

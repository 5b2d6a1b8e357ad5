/// Draws QR codes (ISO/IEC 18004), dark on light with a quiet zone.
#[cfg_attr(feature = "mock", mockall::automock)]
pub trait QrCodes: Send + Sync {
    fn svg(&self, content: &str) -> String;

    /// A PNG image, large enough for the whole screen of a phone.
    fn png(&self, content: &str) -> Vec<u8>;
}

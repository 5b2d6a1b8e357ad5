use azionelab_application::booking::QrCodes;
use png::{BitDepth, ColorType, Encoder};
use qrcode::{Color, EcLevel, QrCode, render::svg};

/// The light margin that scanners need, in modules (ISO/IEC 18004, section 6.3.8).
const QUIET_ZONE: usize = 4;
/// The maximum width of a PNG image, in pixels, for the full screen of a phone.
const WIDTH: usize = 720;
/// The width of a module in the SVG image, in pixels.
const SVG_MODULE: u32 = 8;

/// Draws QR codes that stay readable with 15 % damage (level M), such as a cracked screen.
#[derive(Debug, Clone, Copy, Default)]
pub struct DrawnQrCodes;

impl QrCodes for DrawnQrCodes {
    fn svg(&self, content: &str) -> String {
        encode(content)
            .render::<svg::Color<'_>>()
            .module_dimensions(SVG_MODULE, SVG_MODULE)
            .quiet_zone(true)
            .build()
    }

    fn png(&self, content: &str) -> Vec<u8> {
        let code = encode(content);
        let (modules, colors) = (code.width(), code.to_colors());
        let scale = (WIDTH / (modules + 2 * QUIET_ZONE)).max(1);
        let width = (modules + 2 * QUIET_ZONE) * scale;

        // One bit per pixel, most significant bit first, 1 for light. All rows of a module are
        // equal.
        let light = vec![0xFF; width.div_ceil(8)];
        let mut pixels = light.repeat(QUIET_ZONE * scale);
        for row in colors.chunks(modules) {
            let mut line = light.clone();
            for (module, _) in row.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
                let from = (QUIET_ZONE + module) * scale;
                for x in from..from + scale {
                    line[x / 8] &= !(0x80 >> (x % 8));
                }
            }
            pixels.extend(line.repeat(scale));
        }
        pixels.extend(light.repeat(QUIET_ZONE * scale));
        compress(width, &pixels).expect("the pixels fill the image, and memory cannot fail")
    }
}

/// # Panics
///
/// If the content is longer than 2,331 bytes. All our addresses are shorter.
fn encode(content: &str) -> QrCode {
    QrCode::with_error_correction_level(content, EcLevel::M).expect("the content fits")
}

fn compress(width: usize, pixels: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let side = u32::try_from(width).map_err(|_| png::EncodingError::LimitsExceeded)?;
    let mut encoder = Encoder::new(&mut file, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::One);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &str =
        "https://teatro.example.org/t#zCkozroLOjzxHpwQYZH14UcYzBbKNigoAAzN7eWUtzA";

    /// Reads the modules of an image, including the quiet zone, from its pixels.
    fn modules(file: &[u8], modules: usize) -> Vec<Vec<bool>> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.bit_depth, info.color_type), (BitDepth::One, ColorType::Grayscale));
        let (width, side) = (info.width as usize, modules + 2 * QUIET_ZONE);
        assert_eq!(info.width, info.height);
        assert_eq!(width % side, 0, "modules are whole pixels");
        let scale = width / side;
        let dark = |x: usize, y: usize| pixels[y * info.line_size + x / 8] >> (7 - x % 8) & 1 == 0;
        (0..side)
            .map(|row| {
                (0..side)
                    .map(|column| {
                        let (x, y) = (column * scale, row * scale);
                        // All pixels of a module must have one colour.
                        assert_eq!(dark(x, y), dark(x + scale - 1, y + scale - 1));
                        dark(x, y)
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn a_png_shows_the_code_in_its_quiet_zone() {
        let code = encode(CONTENT);
        let side = code.width() + 2 * QUIET_ZONE;
        let shown = modules(&DrawnQrCodes.png(CONTENT), code.width());
        let inside = |n: usize| (QUIET_ZONE..side - QUIET_ZONE).contains(&n);
        for (y, row) in shown.iter().enumerate() {
            for (x, dark) in row.iter().enumerate() {
                let meant =
                    inside(x) && inside(y) && code[(x - QUIET_ZONE, y - QUIET_ZONE)] == Color::Dark;
                assert_eq!(*dark, meant, "module {x}, {y}");
            }
        }
        assert_eq!(code.error_correction_level(), EcLevel::M);
    }

    #[test]
    fn a_png_is_wide_enough_for_a_phone_and_small_in_bytes() {
        for length in 60..=90 {
            let file = DrawnQrCodes.png(&"a".repeat(length));
            let width = u32::from_be_bytes(file[16..20].try_into().unwrap());
            assert!((600..=800).contains(&width), "{width} pixels");
            assert!(file.len() < 4_096, "{} bytes", file.len());
        }
    }

    #[test]
    fn an_svg_has_whole_modules_in_its_quiet_zone() {
        let side = (encode(CONTENT).width() + 2 * QUIET_ZONE) * SVG_MODULE as usize;
        let svg = DrawnQrCodes.svg(CONTENT);
        assert!(svg.contains(&format!(r#"viewBox="0 0 {side} {side}""#)));
        assert!(svg.contains(r#"shape-rendering="crispEdges""#));
        assert!(svg.contains(r##"fill="#fff""##) && svg.contains(r##"fill="#000""##));
        // The first finder pattern starts at the inner corner of the quiet zone.
        let corner = QUIET_ZONE * SVG_MODULE as usize;
        assert!(svg.contains(&format!("M{corner} {corner}h")));
        // The content does not appear as text.
        assert!(!svg.contains("teatro"));
    }
}

use async_trait::async_trait;
use azionelab_application::programme::{ConvertedImage, PosterConverter, UnreadablePicture};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage, Rgba,
    RgbaImage, codecs::jpeg::JpegEncoder, imageops::FilterType, metadata::Orientation,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::{borrow::Cow, io::Cursor, sync::Arc};
use tokio::{sync::Semaphore, task::spawn_blocking};
use webp::Encoder;

/// The widths that the website uses, in pixels.
const WIDTHS: [u32; 4] = [320, 640, 960, 1_280];
/// The maximum size of a picture in pixels. No usual camera takes more.
const MAX_PIXELS: u64 = 50_000_000;
/// The maximum size of the decoded pixels, in bytes.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;
/// The maximum size of a colour profile, in bytes. Profiles of printers have about two million.
const MAX_PROFILE: u64 = 4 * 1024 * 1024;
/// The resize filter stores each pixel between its two passes as four 4-byte colours.
const BYTES_BETWEEN_PASSES: u64 = 16;
/// The maximum height of a WebP image (RFC 9649, section 2.7).
const MAX_HEIGHT: u32 = 16_383;
/// The quality for libwebp, 0 to 100. Posters contain text, which shows losses more than a photo.
const QUALITY: f32 = 82.0;
/// The quality for JPEG, 1 to 100.
const JPEG_QUALITY: u8 = 85;

/// Converts posters to lossy WebP with libwebp.
///
/// It processes one picture at a time, because the pixels of one may take as much memory as the
/// rest of the program.
#[derive(Debug, Clone)]
pub struct WebpConverter {
    permits: Arc<Semaphore>,
}

impl WebpConverter {
    pub fn new() -> Self {
        Self { permits: Arc::new(Semaphore::new(1)) }
    }
}

impl Default for WebpConverter {
    fn default() -> Self {
        Self::new()
    }
}

#[async_trait]
impl PosterConverter for WebpConverter {
    async fn convert(&self, picture: Vec<u8>) -> Result<Vec<ConvertedImage>, UnreadablePicture> {
        let permit =
            Arc::clone(&self.permits).acquire_owned().await.expect("the semaphore is never closed");
        let converting = spawn_blocking(move || {
            let _permit = permit;
            to_webp(&picture)
        });
        // A decoder that panics was given an invalid picture.
        converting.await.unwrap_or(Err(UnreadablePicture))
    }

    async fn preview(&self, poster: Vec<u8>) -> Result<Vec<u8>, UnreadablePicture> {
        let permit =
            Arc::clone(&self.permits).acquire_owned().await.expect("the semaphore is never closed");
        let converting = spawn_blocking(move || {
            let _permit = permit;
            to_jpeg(&poster)
        });
        converting.await.unwrap_or(Err(UnreadablePicture))
    }
}

fn to_webp(picture: &[u8]) -> Result<Vec<ConvertedImage>, UnreadablePicture> {
    let upright = read(picture)?;
    let (width, height) = (upright.width(), upright.height());
    widths_up_to(width)
        .map(|narrower| {
            if narrower == width {
                return encode(&upright);
            }
            encode(&shrink(&upright, narrower, scaled(height, width, narrower)))
        })
        .collect()
}

/// JPEG has no transparency, so transparent pixels become white.
fn to_jpeg(poster: &[u8]) -> Result<Vec<u8>, UnreadablePicture> {
    let mut picture = read(poster)?.to_rgba8();
    for Rgba([red, green, blue, alpha]) in picture.pixels_mut() {
        for colour in [red, green, blue] {
            let (shown, through) =
                (u16::from(*colour) * u16::from(*alpha), 255 - u16::from(*alpha));
            *colour = u8::try_from((shown + 255 * through) / 255).unwrap_or(u8::MAX);
        }
    }
    let opaque = DynamicImage::ImageRgba8(picture).into_rgb8();
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
    opaque.write_with_encoder(encoder).map_err(|_| UnreadablePicture)?;
    Ok(jpeg)
}

/// The standard widths that are smaller than the picture, then the picture's own width, at most the
/// largest standard width.
fn widths_up_to(width: u32) -> impl Iterator<Item = u32> {
    let own = width.min(WIDTHS[WIDTHS.len() - 1]);
    WIDTHS.into_iter().filter(move |narrower| *narrower < own).chain([own])
}

/// Decodes a picture, upright, at most as wide as the widest poster, with 8 bits per colour.
fn read(picture: &[u8]) -> Result<DynamicImage, UnreadablePicture> {
    let picture = &*png_without_texts(picture);
    let mut reader = ImageReader::new(Cursor::new(picture))
        .with_guessed_format()
        .map_err(|_| UnreadablePicture)?;
    match reader.format() {
        Some(ImageFormat::Png | ImageFormat::WebP) => {}
        Some(ImageFormat::Jpeg) if is_whole_jpeg(picture) => {}
        _ => return Err(UnreadablePicture),
    }
    let mut limits = Limits::default();
    // For a PNG this limits the metadata, mainly the compressed profile. The pixels are limited
    // below.
    let is_png = reader.format() == Some(ImageFormat::Png);
    limits.max_alloc = Some(if is_png { MAX_PROFILE } else { MAX_MEMORY });
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    // Only the header has been read so far. Its dimensions may be false.
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS || decoder.total_bytes() > MAX_MEMORY {
        return Err(UnreadablePicture);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let (upright_width, upright_height) =
        if is_sideways(orientation) { (height, width) } else { (width, height) };
    let print_width = upright_width.min(WIDTHS[WIDTHS.len() - 1]);
    let print_height = scaled(upright_height, upright_width, print_width);
    if print_height > MAX_HEIGHT {
        return Err(UnreadablePicture);
    }
    // Rotate last, when the picture is small.
    let (stored_width, stored_height) = if is_sideways(orientation) {
        (print_height, print_width)
    } else {
        (print_width, print_height)
    };
    // A strip of one pixel by millions is small itself, but huge between the two passes.
    let between_passes = u64::from(width) * u64::from(stored_height) * BYTES_BETWEEN_PASSES;
    if !is_averaged((width, height), (stored_width, stored_height)) && between_passes > MAX_MEMORY {
        return Err(UnreadablePicture);
    }
    let profile = decoder.icc_profile().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    let mut upright = in_8_bits(shrink(&picture, stored_width, stored_height));
    if let Some(profile) = profile {
        upright = in_srgb(upright, &profile);
    }
    upright.apply_orientation(orientation);
    Ok(upright)
}

/// Converts the colours to sRGB, which browsers assume without a profile. A broken profile, or one
/// for another colour model, is ignored, as browsers do.
fn in_srgb(picture: DynamicImage, profile: &[u8]) -> DynamicImage {
    let layout = if picture.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let converting = (u64::try_from(profile.len()).is_ok_and(|length| length <= MAX_PROFILE))
        .then(|| ColorProfile::new_from_slice(profile).ok())
        .flatten()
        .filter(|profile| profile.color_space == DataColorSpace::Rgb)
        .and_then(|profile| {
            let srgb = ColorProfile::new_srgb();
            profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()).ok()
        });
    let Some(converting) = converting else { return picture };
    let pixels = picture.as_bytes();
    let mut converted = vec![0; pixels.len()];
    if converting.transform(pixels, &mut converted).is_err() {
        return picture;
    }
    let (width, height) = (picture.width(), picture.height());
    let converted = if picture.color().has_alpha() {
        RgbaImage::from_raw(width, height, converted).map(DynamicImage::ImageRgba8)
    } else {
        RgbImage::from_raw(width, height, converted).map(DynamicImage::ImageRgb8)
    };
    converted.unwrap_or(picture)
}

/// Removes the text chunks of a PNG file: their number is not limited, they may be compressed, and
/// posters do not need them. A damaged file stays as it is, and the decoder refuses it.
fn png_without_texts(file: &[u8]) -> Cow<'_, [u8]> {
    const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let Some(mut chunks) = file.strip_prefix(SIGNATURE) else { return file.into() };
    let mut stripped = SIGNATURE.to_vec();
    while let Some((length, _)) = chunks.split_first_chunk::<4>() {
        // The length, the type and the checksum take four bytes each.
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let end = length.saturating_add(12).min(chunks.len());
        let (chunk, rest) = chunks.split_at(end);
        if !matches!(chunk.get(4..8), Some(b"tEXt" | b"zTXt" | b"iTXt")) {
            stripped.extend_from_slice(chunk);
        }
        chunks = rest;
    }
    stripped.extend_from_slice(chunks);
    stripped.into()
}

fn unreadable(_: ImageError) -> UnreadablePicture {
    UnreadablePicture
}

/// Whether the picture is stored rotated by 90 degrees.
fn is_sideways(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Scales the height in proportion, to at least one pixel.
fn scaled(height: u32, width: u32, to_width: u32) -> u32 {
    let (height, width) = (u64::from(height), u64::from(width));
    let scaled = (height * u64::from(to_width) + width / 2) / width.max(1);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// Whether the picture is so much larger than the result that it is averaged first.
const fn is_averaged(picture: (u32, u32), print: (u32, u32)) -> bool {
    picture.0 / 4 >= print.0 && picture.1 / 4 >= print.1
}

/// Resizes a picture. A much larger one is averaged first, which needs no extra memory, so that the
/// slower filter has little to do.
fn shrink(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (picture.width(), picture.height()) == (width, height) {
        return picture.clone();
    }
    if is_averaged((picture.width(), picture.height()), (width, height)) {
        let averaged = picture.thumbnail_exact(width * 2, height * 2);
        return averaged.resize_exact(width, height, FilterType::CatmullRom);
    }
    picture.resize_exact(width, height, FilterType::CatmullRom)
}

fn in_8_bits(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.into_rgb8())
    }
}

fn encode(picture: &DynamicImage) -> Result<ConvertedImage, UnreadablePicture> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture {
        DynamicImage::ImageRgba8(pixels) => Encoder::from_rgba(pixels, width, height),
        DynamicImage::ImageRgb8(pixels) => Encoder::from_rgb(pixels, width, height),
        _ => return Err(UnreadablePicture),
    };
    let bytes = encoder.encode_simple(false, QUALITY).map_err(|_| UnreadablePicture)?.to_vec();
    Ok(ConvertedImage { width, height, bytes })
}

/// Whether a JPEG file has its end marker (ITU-T T.81, section B.1). The decoder fills missing
/// parts with grey instead of failing.
fn is_whole_jpeg(file: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xDA;
    const END_OF_IMAGE: [u8; 2] = [0xFF, 0xD9];
    let mut at = 2;
    // Skips the segments before the first scan, so that the end of an embedded preview does not
    // count.
    while let Some([0xFF, marker, high, low]) = file.get(at..at + 4) {
        if *marker == START_OF_SCAN {
            return file[at..].windows(2).any(|pair| pair == END_OF_IMAGE);
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    false
}

#[cfg(test)]
mod tests;

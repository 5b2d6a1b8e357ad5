use std::io::Read as _;

use image::{
    ExtendedColorType, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};
use rstest::rstest;

use super::*;

/// Metadata that must not be kept.
const PRIVATE: &[u8] = b"45.0703 N 7.6869 E, Anna Bianchi";

/// The tags of a TIFF file in little endian with an orientation (Exif 2.32, section 4.6).
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(PRIVATE);
    tiff
}

/// Red on the left, blue on the right.
fn picture(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([220, 0, 0]) } else { Rgb([0, 0, 220]) }
    })
}

fn jpeg(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new(&mut file);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    encoder.encode_image(&picture(width, height)).unwrap();
    file
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let pixels = picture(width, height);
    PngEncoder::new(&mut file)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    file
}

/// A small PNG file that claims to be very large, with a valid checksum.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(1, 1);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32(&file[12..29]);
    file[29..33].copy_from_slice(&checksum.to_be_bytes());
    file
}

/// The checksum of a chunk (PNG specification, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 }
        })
    })
}

fn sizes(images: &[ConvertedImage]) -> Vec<(u32, u32)> {
    images.iter().map(|image| (image.width, image.height)).collect()
}

fn pixels(image: &ConvertedImage) -> RgbaImage {
    let read = image::load_from_memory_with_format(&image.bytes, ImageFormat::WebP).unwrap();
    assert_eq!((read.width(), read.height()), (image.width, image.height));
    read.into_rgba8()
}

fn is_red(Rgba(pixel): Rgba<u8>) -> bool {
    pixel[0] > 150 && pixel[2] < 80
}

#[rstest]
#[case::large(3_000, 2_000, &[(320, 213), (640, 427), (960, 640), (1_280, 853)])]
#[case::as_wide_as_the_widest(1_280, 1_810, &[(320, 453), (640, 905), (960, 1_358), (1_280, 1_810)])]
#[case::in_between(1_000, 500, &[(320, 160), (640, 320), (960, 480), (1_000, 500)])]
#[case::small(200, 300, &[(200, 300)])]
#[case::tiny(1, 1, &[(1, 1)])]
fn a_poster_is_printed_in_all_widths_up_to_its_own(
    #[case] width: u32,
    #[case] height: u32,
    #[case] converted: &[(u32, u32)],
) {
    let images = to_webp(&png(width, height)).unwrap();
    assert_eq!(sizes(&images), converted);
    for image in &images {
        pixels(image);
    }
}

#[rstest]
#[case::as_it_is(1, (600, 400), |pixels: &RgbaImage| is_red(*pixels.get_pixel(10, 200)))]
#[case::mirrored(2, (600, 400), |pixels: &RgbaImage| is_red(*pixels.get_pixel(590, 200)))]
#[case::upside_down(3, (600, 400), |pixels: &RgbaImage| is_red(*pixels.get_pixel(590, 200)))]
#[case::to_be_turned_right(6, (400, 600), |pixels: &RgbaImage| is_red(*pixels.get_pixel(200, 10)))]
#[case::to_be_turned_left(8, (400, 600), |pixels: &RgbaImage| is_red(*pixels.get_pixel(200, 590)))]
fn a_rotated_photo_is_printed_upright(
    #[case] orientation: u8,
    #[case] size: (u32, u32),
    #[case] looks_right: fn(&RgbaImage) -> bool,
) {
    let images = to_webp(&jpeg(600, 400, orientation)).unwrap();
    let widest = images.last().unwrap();
    assert_eq!((widest.width, widest.height), size);
    assert!(looks_right(&pixels(widest)));
}

#[test]
fn only_the_pixels_are_kept() {
    let file = jpeg(600, 400, 6);
    let holds = |bytes: &[u8]| bytes.windows(PRIVATE.len()).any(|part| part == PRIVATE);
    assert!(holds(&file));
    for image in to_webp(&file).unwrap() {
        assert!(!holds(&image.bytes));
        assert!(!image.bytes.windows(4).any(|chunk| chunk == b"EXIF" || chunk == b"ICCP"));
    }
}

#[test]
fn a_webp_is_encoded_again_and_keeps_its_transparency() {
    let clear = RgbaImage::from_pixel(700, 700, Rgba([10, 20, 30, 0]));
    let file = Encoder::from_rgba(&clear, 700, 700).encode(90.0).to_vec();
    let images = to_webp(&file).unwrap();
    assert_eq!(sizes(&images), [(320, 320), (640, 640), (700, 700)]);
    assert_eq!(pixels(&images[0]).get_pixel(100, 100)[3], 0);
}

#[test]
fn a_photo_becomes_a_small_file() {
    let images = to_webp(&jpeg(3_000, 2_000, 1)).unwrap();
    assert!(images.iter().all(|image| image.bytes.len() < 100_000));
}

#[rstest]
#[case::nothing(Vec::new())]
#[case::a_text(b"Un manifesto, davvero.".to_vec())]
#[case::a_script(b"<script>alert(1)</script>".to_vec())]
#[case::a_drawing_that_runs(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec())]
#[case::a_gif(b"GIF89a\x01\0\x01\0\0\0\0;".to_vec())]
#[case::a_name_alone(b"\x89PNG\r\n\x1a\n".to_vec())]
#[case::half_a_png({ let mut file = png(800, 600); file.truncate(file.len() / 2); file })]
#[case::half_a_jpeg({ let mut file = jpeg(800, 600, 1); file.truncate(file.len() / 2); file })]
#[case::a_jpeg_without_its_end({ let mut file = jpeg(800, 600, 1); file.truncate(file.len() - 2); file })]
#[case::half_a_webp({
    let mut file = to_webp(&png(800, 600)).unwrap().pop().unwrap().bytes;
    file.truncate(file.len() / 2);
    file
})]
#[case::too_many_pixels(bomb(7_072, 7_072))]
#[case::a_bomb(bomb(100_000, 100_000))]
#[case::the_largest_bomb(bomb(i32::MAX.unsigned_abs(), i32::MAX.unsigned_abs()))]
#[case::one_that_promises_more_than_it_has(bomb(5_000, 5_000))]
#[case::a_thread(png(1, 20_000))]
#[case::a_strip(png(17_000_000, 1))]
fn a_file_that_is_not_a_valid_poster_is_refused(#[case] file: Vec<u8>) {
    assert_eq!(to_webp(&file).err(), Some(UnreadablePicture));
}

/// A chunk of a PNG file.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(data);
    let checksum = crc32(&chunk[4..]);
    chunk.extend(checksum.to_be_bytes());
    chunk
}

/// Inserts a chunk after the header of a PNG file.
fn with_chunk(file: &[u8], chunk: &[u8]) -> Vec<u8> {
    [&file[..33], chunk, &file[33..]].concat()
}

/// Many millions of zeros, compressed to some thousand bytes (RFC 1950, 1951).
fn deflated(zeros: usize) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut std::io::repeat(0).take(zeros as u64), &mut encoder).unwrap();
    encoder.finish().unwrap()
}

/// The peak memory of this process, in MiB.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

#[test]
fn compressed_metadata_takes_no_memory() {
    const ZEROS: usize = 400_000_000;
    let before = peak_memory();
    let bomb = deflated(ZEROS);
    let profile = [b"p\0\0".as_slice(), &bomb].concat();
    let text = [b"Comment\0\0".as_slice(), &bomb].concat();
    let translated = [b"Comment\0\x01\0\0\0".as_slice(), &bomb].concat();
    for (kind, data) in [(b"iCCP", profile), (b"zTXt", text), (b"iTXt", translated)] {
        let file = with_chunk(&png(40, 30), &chunk(*kind, &data));
        assert!(file.len() < 1_000_000);
        assert_eq!(sizes(&to_webp(&file).unwrap()), [(40, 30)]);
    }
    let taken = peak_memory() - before;
    assert!(taken < 100, "{taken} MiB");
}

#[test]
fn large_text_chunks_do_not_prevent_printing() {
    let text = [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), &vec![b'x'; 6_000_000]].concat();
    let file = with_chunk(&png(40, 30), &chunk(*b"iTXt", &text));
    assert_eq!(sizes(&to_webp(&file).unwrap()), [(40, 30)]);
}

fn profile(profile: &ColorProfile) -> Vec<u8> {
    profile.encode().unwrap()
}

/// A picture of one colour with a profile, as PNG and as JPEG.
fn with_profile(colour: [u8; 3], profile: &[u8]) -> [Vec<u8>; 2] {
    let pixels = RgbImage::from_pixel(64, 64, Rgb(colour));
    let (mut png, mut jpeg) = (Vec::new(), Vec::new());
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(profile.to_vec()).unwrap();
    encoder.write_image(&pixels, 64, 64, ExtendedColorType::Rgb8).unwrap();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 100);
    encoder.set_icc_profile(profile.to_vec()).unwrap();
    encoder.encode_image(&pixels).unwrap();
    [png, jpeg]
}

fn is_near(Rgba(pixel): Rgba<u8>, colour: [u8; 3]) -> bool {
    pixel.into_iter().zip(colour).all(|(a, b)| a.abs_diff(b) <= 4)
}

// Computed with the matrices of CSS Color 4, section 18, and of Adobe RGB (1998).
#[rstest]
#[case::display_p3(ColorProfile::new_display_p3(), [180, 100, 80], [192, 95, 74])]
#[case::adobe_rgb(ColorProfile::new_adobe_rgb(), [150, 120, 90], [162, 121, 88])]
#[case::srgb(ColorProfile::new_srgb(), [180, 100, 80], [180, 100, 80])]
fn a_colour_profile_is_applied(
    #[case] of: ColorProfile,
    #[case] stored: [u8; 3],
    #[case] meant: [u8; 3],
) {
    for file in with_profile(stored, &profile(&of)) {
        let images = to_webp(&file).unwrap();
        let seen = *pixels(&images[0]).get_pixel(32, 32);
        assert!(is_near(seen, meant), "{seen:?} for {meant:?}");
    }
}

#[rstest]
#[case::none_at_all(b"no profile".to_vec())]
#[case::cut_off({ let mut cut = profile(&ColorProfile::new_display_p3()); cut.truncate(200); cut })]
fn a_broken_profile_is_ignored(#[case] broken: Vec<u8>) {
    for file in with_profile([200, 100, 80], &broken) {
        let images = to_webp(&file).unwrap();
        assert!(is_near(*pixels(&images[0]).get_pixel(32, 32), [200, 100, 80]));
    }
}

#[test]
fn the_end_of_a_preview_does_not_make_a_cut_photo_complete() {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new(&mut file);
    let mut metadata = exif(1);
    metadata.extend(jpeg(40, 30, 1));
    encoder.set_exif_metadata(metadata).unwrap();
    encoder.encode_image(&picture(800, 600)).unwrap();
    assert!(to_webp(&file).is_ok());
    file.truncate(file.len() / 2 + 1_000);
    assert!(to_webp(&file).is_err());
}

#[tokio::test]
async fn posters_are_printed_one_at_a_time() {
    let press = WebpConverter::new();
    let (one, other) = tokio::join!(press.convert(png(900, 600)), press.convert(png(300, 200)));
    assert_eq!((one.unwrap().len(), other.unwrap().len()), (3, 1));
    assert_eq!(press.permits.available_permits(), 1);
}

#[test]
fn a_preview_is_a_jpeg_with_white_for_transparency() {
    let mut see_through = RgbaImage::from_pixel(400, 600, Rgba([220, 0, 0, 255]));
    for (x, _, pixel) in see_through.enumerate_pixels_mut() {
        if x >= 200 {
            *pixel = Rgba([0, 0, 0, 0]);
        }
    }
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&see_through, 400, 600, ExtendedColorType::Rgba8)
        .unwrap();
    let converted = to_webp(&png).unwrap().pop().unwrap();

    let preview = to_jpeg(&converted.bytes).unwrap();

    let read = image::load_from_memory_with_format(&preview, ImageFormat::Jpeg).unwrap();
    assert_eq!((read.width(), read.height()), (converted.width, converted.height));
    let read = read.into_rgba8();
    assert!(is_red(*read.get_pixel(50, 300)));
    assert!(read.get_pixel(350, 300).0[..3].iter().all(|colour| *colour > 240));
    assert!(to_jpeg(b"webp").is_err());
}

//! The posters of the demonstration company's shows. `make posters` generates them.

use azionelab_adapters_postgres::NewImage;

/// A width in pixels and the image.
type Width = (i32, &'static [u8]);

macro_rules! poster {
    ($slug:literal) => {
        (
            $slug,
            [
                poster!($slug, 320),
                poster!($slug, 480),
                poster!($slug, 640),
                poster!($slug, 960),
                poster!($slug, 1280),
            ],
        )
    };
    ($slug:literal, $width:literal) => {
        ($width, include_bytes!(concat!("posters/", $slug, "-", $width, ".webp")).as_slice())
    };
}

const POSTERS: [(&str, [Width; 5]); 7] = [
    poster!("la-locandiera"),
    poster!("sei-personaggi"),
    poster!("sogno-di-una-notte"),
    poster!("il-treno-delle-5-40"),
    poster!("la-signora-del-faro"),
    poster!("pinocchio"),
    poster!("aspettando-il-tram"),
];

/// Returns the poster of a show in all widths. Its height is 3/2 of its width.
pub(super) fn of(slug: &str) -> Vec<NewImage> {
    let (_, widths) = POSTERS
        .iter()
        .find(|(show, _)| *show == slug)
        .expect("each of the demonstration's shows has a poster");
    let image = |(width, bytes): &Width| NewImage {
        width: *width,
        height: width * 3 / 2,
        bytes: bytes.to_vec(),
    };
    widths.iter().map(image).collect()
}

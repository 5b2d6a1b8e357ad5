//! Parts of SQL texts in other folders, in the columns that this folder's rows read.

/// The columns of [`ShowRow`](super::browse::ShowRow), of `shows s`.
macro_rules! show_columns {
    () => {
        "s.id AS show_id, s.slug AS show_slug, s.title, s.subtitle, s.summary, s.description, \
         s.credits, s.duration_minutes, s.age_advice, s.language, s.publication, \
         s.poster_alternative_text"
    };
}
pub(crate) use show_columns;

/// The columns of [`VenueRow`](super::browse::VenueRow), of `venues v`.
macro_rules! venue_columns {
    () => {
        "v.id AS venue_id, v.slug AS venue_slug, v.name AS venue_name, v.address, v.city, \
         v.access_notes, v.latitude, v.longitude, v.time_zone"
    };
}
pub(crate) use venue_columns;

/// The columns of [`BriefRow`](super::browse::BriefRow), of `performances p`, `shows s` and
/// `venues v`.
macro_rules! brief_columns {
    () => {
        "s.title AS show_title, p.starts_at, p.cancelled_at AS performance_cancelled_at, \
         v.name AS venue_name, v.time_zone"
    };
}
pub(crate) use brief_columns;

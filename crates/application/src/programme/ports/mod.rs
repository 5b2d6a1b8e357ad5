pub(super) mod errors;
pub(super) mod performances;
pub(super) mod poster_converter;
pub(super) mod programme;
pub(super) mod shows;
pub(super) mod venues;

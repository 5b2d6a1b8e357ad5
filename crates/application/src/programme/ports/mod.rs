pub(super) mod performances;
pub(super) mod poster_press;
pub(super) mod programme;
pub(super) mod shows;
pub(super) mod venues;

pub(super) mod origins;
pub(super) mod qr_codes;
pub(super) mod reservations;

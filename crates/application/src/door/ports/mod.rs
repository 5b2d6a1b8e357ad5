pub(super) mod door_lists;
pub(super) mod door_sheets;

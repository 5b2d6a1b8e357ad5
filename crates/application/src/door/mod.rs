//! Letting people in: the lists of a night, check-ins, undoing them, walk-ins.

mod check_in;
mod ports;
mod see_door;
mod undo_check_in;
mod walk_in;

#[cfg(feature = "mock")]
pub use self::ports::{door_lists::MockDoorLists, door_sheets::MockDoorSheets};
pub use self::{
    check_in::{Admission, AdmissionProof, CheckInError, CheckInParty, CheckInPartyRequest},
    ports::{
        door_lists::{DoorCheckIn, DoorEntry, DoorHouse, DoorLists, DoorSearch},
        door_sheets::{DoorSheet, DoorSheetOrder, DoorSheets},
    },
    see_door::{DoorError, SeeDoor},
    undo_check_in::{UndoCheckIn, UndoCheckInError},
    walk_in::{SeatWalkIn, SeatWalkInError, SeatWalkInRequest},
};

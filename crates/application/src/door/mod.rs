//! The door: tonight's lists, check-ins, undoing them, walk-ins.

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
        door_lists::{DoorCheckIn, DoorEntry, DoorHouse, DoorLists},
        door_sheets::{DoorSheet, DoorSheetOrder, DoorSheets},
    },
    see_door::{DoorError, SeeDoor},
    undo_check_in::{UndoCheckIn, UndoCheckInError},
    walk_in::{SeatWalkIn, SeatWalkInError, SeatWalkInRequest},
};
use crate::Ports;

pub struct DoorUseCases {
    pub check_in: CheckInParty,
    pub see: SeeDoor,
    pub undo_check_in: UndoCheckIn,
    pub walk_in: SeatWalkIn,
}

impl DoorUseCases {
    pub(crate) fn new(ports: &Ports) -> Self {
        Self {
            check_in: CheckInParty::new(ports),
            see: SeeDoor::new(ports),
            undo_check_in: UndoCheckIn::new(ports),
            walk_in: SeatWalkIn::new(ports),
        }
    }
}

//! Who may do what.

use core::{fmt, str::FromStr};
use thiserror::Error;

/// The text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one of: door, box_office, admin")]
pub struct UnknownRole;

/// What a member of staff is trusted with; each role can do all that the one before it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Lets people in: check-in, the lists of today.
    Door,
    /// Door, and reservations, walk-ins, exports.
    BoxOffice,
    /// Everything.
    Admin,
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See the houses of today and let parties in.
    CheckIn,
    /// See the door list of any day.
    SeeEveryDoorList,
    /// Let a party in outside the door window, with a reason.
    OverrideDoorWindow,
    /// Seat people who come without a reservation.
    SeatWalkIns,
    /// See every performance with how full it is, past ones and those of drafts included.
    SeeHouses,
    /// Find, make and change reservations.
    ManageReservations,
    /// Take lists of reservations along.
    ExportReservations,
    /// Put shows on, at venues, at times, with seats.
    ManageProgramme,
    /// Write the company's pages and settings.
    ManageSite,
    /// Invite staff, change what they are trusted with, and let them go.
    ManageStaff,
    ReadAudit,
    /// Export and erase what is stored of a guest.
    ManagePersonalData,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 12] = [
        Self::CheckIn,
        Self::SeeEveryDoorList,
        Self::OverrideDoorWindow,
        Self::SeatWalkIns,
        Self::SeeHouses,
        Self::ManageReservations,
        Self::ExportReservations,
        Self::ManageProgramme,
        Self::ManageSite,
        Self::ManageStaff,
        Self::ReadAudit,
        Self::ManagePersonalData,
    ];

    /// The least trusted role that has it.
    pub const fn least_role(self) -> Role {
        match self {
            Self::CheckIn => Role::Door,
            Self::SeeEveryDoorList
            | Self::OverrideDoorWindow
            | Self::SeatWalkIns
            | Self::SeeHouses
            | Self::ManageReservations
            | Self::ExportReservations => Role::BoxOffice,
            Self::ManageProgramme
            | Self::ManageSite
            | Self::ManageStaff
            | Self::ReadAudit
            | Self::ManagePersonalData => Role::Admin,
        }
    }
}

impl Role {
    /// Every role, the least trusted first.
    pub const ALL: [Self; 3] = [Self::Door, Self::BoxOffice, Self::Admin];

    /// The name used on the wire, on the command line and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::BoxOffice => "box_office",
            Self::Admin => "admin",
        }
    }

    /// Whether somebody with this role may do this.
    pub fn may(self, permission: Permission) -> bool {
        self >= permission.least_role()
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Role::Door, Permission::CheckIn, true)]
    #[case(Role::Door, Permission::SeeEveryDoorList, false)]
    #[case(Role::Door, Permission::OverrideDoorWindow, false)]
    #[case(Role::BoxOffice, Permission::OverrideDoorWindow, true)]
    #[case(Role::BoxOffice, Permission::ManageReservations, true)]
    #[case(Role::BoxOffice, Permission::ManageProgramme, false)]
    #[case(Role::Admin, Permission::SeeEveryDoorList, true)]
    fn a_role_opens_its_doors_only(#[case] role: Role, #[case] to: Permission, #[case] may: bool) {
        assert_eq!(role.may(to), may);
    }

    #[test]
    fn an_administrator_may_do_everything() {
        for permission in Permission::ALL {
            assert!(Role::Admin.may(permission), "{permission:?}");
        }
    }

    #[test]
    fn a_role_is_read_back_by_its_name() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        assert_eq!("boss".parse::<Role>(), Err(UnknownRole));
    }
}

//! Roles and permissions of staff.

use core::{fmt, str::FromStr};
use thiserror::Error;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one of: door, box_office, admin")]
pub struct UnknownRole;

/// The role of a staff member. Each role has every permission of the roles before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Check-in and today's door lists.
    Door,
    /// Everything of the door, and also reservations, walk-ins and exports.
    BoxOffice,
    /// Every permission.
    Admin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See today's houses and check in parties.
    CheckIn,
    /// See the door list of every day.
    SeeEveryDoorList,
    /// Check in a party outside the door window, with a reason.
    OverrideDoorWindow,
    /// Admit people who have no reservation.
    SeatWalkIns,
    /// See the seat counts of every performance, including past ones and those of drafts.
    SeeHouses,
    /// Find, create and change reservations.
    ManageReservations,
    /// Download lists of reservations.
    ExportReservations,
    /// Edit shows and venues, and schedule performances.
    ManageProgramme,
    /// Edit the pages and the settings of the site.
    ManageSite,
    /// Invite staff, change their roles, deactivate their accounts.
    ManageStaff,
    ReadAudit,
    /// Export and erase the personal data of a guest.
    ManagePersonalData,
}

impl Permission {
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

    /// The lowest role that has this permission.
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
    /// All roles, the lowest first.
    pub const ALL: [Self; 3] = [Self::Door, Self::BoxOffice, Self::Admin];

    /// The name on the wire, on the command line and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Door => "door",
            Self::BoxOffice => "box_office",
            Self::Admin => "admin",
        }
    }

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
    fn a_role_has_its_own_permissions_only(
        #[case] role: Role,
        #[case] to: Permission,
        #[case] may: bool,
    ) {
        assert_eq!(role.may(to), may);
    }

    #[test]
    fn an_administrator_has_every_permission() {
        for permission in Permission::ALL {
            assert!(Role::Admin.may(permission), "{permission:?}");
        }
    }

    #[test]
    fn a_role_can_be_parsed_from_its_name() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse(), Ok(role));
        }
        assert_eq!("boss".parse::<Role>(), Err(UnknownRole));
    }
}

//! Sign-in, sessions, second factor, passwords, staff accounts and invitations.

mod add_staff;
mod authority;
mod change_password;
mod chosen_password;
mod end_sessions;
mod own_account;
mod ports;
mod reauthentication;
mod second_factor;
mod sessions;
mod staff_letters;
mod staff_link;
mod staff_roster;

use std::sync::Arc;

#[cfg(feature = "mock")]
pub use self::ports::{
    credentials::MockCredentials,
    staff::{MockPasswords, MockSessions, MockStaffAccounts, MockTotpCodes},
    staff_links::MockStaffLinks,
    staff_roster::MockStaffRoster,
};
pub(crate) use self::staff_letters::StaffLetters;
pub use self::{
    add_staff::{AddStaff, AddStaffError, NewStaffMember},
    authority::{Act, Authority, Denied},
    change_password::{ChangePassword, ChangePasswordError},
    chosen_password::{ChosenPassword, PasswordRefusal},
    end_sessions::{EndSessionError, EndSessions},
    own_account::{ListedSession, OwnAccount, OwnAccountError, SeeOwnAccount},
    ports::{
        credentials::{Credentials, Proof},
        staff::{
            Account, AddAccountError, DeviceName, NewSession, OpenSession, PasswordHash, Passwords,
            Sessions, StaffAccounts, StaffMember, TotpCodes, TotpSecret,
        },
        staff_links::{LinkPurpose, NewLink, StaffLink, StaffLinks, StaffNotice},
        staff_roster::{
            AccountStatus, EditAccountError, Invitation, InvitationMessage, RosterChange,
            RosterEntry, StaffRoster,
        },
    },
    reauthentication::ReauthenticationError,
    second_factor::{PreparedTotp, SecondFactorError, SetUpSecondFactor},
    sessions::{
        SessionLifetimes, SignIn, SignInError, SignInRequest, SignOut, SignedIn, WhoIsSignedIn,
    },
    staff_link::{StaffLinkError, UseStaffLinks},
    staff_roster::{AccountEdit, ManageStaffAccounts, NewInvitation, RosterError},
};
use crate::{Ports, Preferences, mail::DeliverMail};

pub struct AccountsUseCases {
    pub add_staff: AddStaff,
    pub change_password: ChangePassword,
    pub end_sessions: EndSessions,
    pub own_account: SeeOwnAccount,
    pub second_factor: SetUpSecondFactor,
    pub sign_in: SignIn,
    pub sign_out: SignOut,
    pub staff: ManageStaffAccounts,
    pub staff_links: UseStaffLinks,
    pub who_is_signed_in: WhoIsSignedIn,
}

impl AccountsUseCases {
    pub(crate) fn new(ports: &Ports, mail: &Arc<DeliverMail>, preferences: &Preferences) -> Self {
        Self {
            add_staff: AddStaff::new(ports),
            change_password: ChangePassword::new(ports),
            end_sessions: EndSessions::new(ports),
            own_account: SeeOwnAccount::new(ports, preferences.sessions),
            second_factor: SetUpSecondFactor::new(ports),
            sign_in: SignIn::new(ports, preferences.sessions),
            sign_out: SignOut::new(ports, preferences.sessions),
            staff: ManageStaffAccounts::new(ports, mail.clone()),
            staff_links: UseStaffLinks::new(ports),
            who_is_signed_in: WhoIsSignedIn::new(ports, preferences.sessions),
        }
    }
}

//! Staff and their recovery codes.

mod recovery_code;
mod roles;

pub use self::{
    recovery_code::{RecoveryCode, RecoveryCodeError, RecoveryCodeHash},
    roles::{Permission, Role, UnknownRole},
};

//! Staff and their recovery codes.

mod recovery_code;
mod staff;

pub use self::{
    recovery_code::{RecoveryCode, RecoveryCodeError, RecoveryCodeHash},
    staff::{Permission, Role, UnknownRole},
};

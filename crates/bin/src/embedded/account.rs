use std::{
    fs::{self, Metadata},
    os::unix::fs::{MetadataExt as _, chown},
    path::Path,
};

use rustix::process::geteuid;
use tokio::process::Command;

use super::{EmbeddedError, error::Attempted as _};

/// The account that runs the server: our own, or an unprivileged one if we are root, because
/// PostgreSQL refuses to run as root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Account {
    Ourselves { uid: u32 },
    Other { uid: u32, gid: u32 },
}

impl Account {
    /// Returns the account that owns `cluster`, or the one to create it with.
    pub(super) fn of(cluster: &Path) -> Result<Self, EmbeddedError> {
        let uid = geteuid().as_raw();
        let owner = fs::metadata(cluster).ok().map(|folder| (folder.uid(), folder.gid()));
        match (uid, owner) {
            (0, Some((uid, gid))) if uid != 0 => Ok(Self::Other { uid, gid }),
            (0, _) => {
                let users = fs::read_to_string("/etc/passwd").attempted("read", "/etc/passwd")?;
                unprivileged(&users).ok_or(EmbeddedError::NoAccount)
            }
            (uid, Some((owner, _))) if uid != owner => {
                Err(EmbeddedError::OtherOwner { cluster: cluster.to_owned(), owner })
            }
            (uid, _) => Ok(Self::Ourselves { uid }),
        }
    }

    pub(super) const fn uid(self) -> u32 {
        match self {
            Self::Ourselves { uid } | Self::Other { uid, .. } => uid,
        }
    }

    /// Makes a command run as this account.
    pub(super) fn run(self, command: &mut Command) {
        if let Self::Other { uid, gid } = self {
            command.uid(uid).gid(gid);
        }
    }

    /// Makes this account the owner of a folder.
    pub(super) fn own(self, folder: &Path) -> Result<(), EmbeddedError> {
        match self {
            Self::Ourselves { .. } => Ok(()),
            Self::Other { uid, gid } => {
                chown(folder, Some(uid), Some(gid)).attempted("change the owner of", folder)
            }
        }
    }

    /// Whether this account may enter a folder.
    pub(super) fn may_enter(self, folder: &Metadata) -> bool {
        match self {
            // This process has entered it already.
            Self::Ourselves { .. } => true,
            Self::Other { uid, gid } => {
                let right = if folder.uid() == uid {
                    0o100
                } else if folder.gid() == gid {
                    0o010
                } else {
                    0o001
                };
                folder.mode() & right != 0
            }
        }
    }
}

fn unprivileged(users: &str) -> Option<Account> {
    ["postgres", "nobody"].into_iter().find_map(|wanted| {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            let (name, _, uid, gid) =
                (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
            (name == wanted)
                .then_some(Account::Other { uid: uid.parse().ok()?, gid: gid.parse().ok()? })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOBODY: &str = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n";

    #[test]
    fn root_runs_the_server_as_postgres_or_nobody() {
        assert_eq!(unprivileged(NOBODY), Some(Account::Other { uid: 65534, gid: 65534 }));
        let both = format!("{NOBODY}postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/sh\n");
        assert_eq!(unprivileged(&both), Some(Account::Other { uid: 101, gid: 104 }));
        assert_eq!(unprivileged("root:x:0:0:root:/root:/bin/sh"), None);
    }
}

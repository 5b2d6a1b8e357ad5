//! Where the cluster and its socket lie.

use std::{
    fs::{self, DirBuilder, Permissions},
    os::unix::{
        ffi::OsStrExt as _,
        fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _, symlink},
    },
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Access, access},
    process::geteuid,
};
use sha2::{Digest as _, Sha256};
use tracing::info;

use super::{EmbeddedError, account::Account, error::Attempted as _, postmaster};

/// The longest address of a socket that every Unix takes, with room to spare (`sun_path`: 108
/// bytes on Linux, 104 on BSD and macOS).
const MAX_SOCKET_PATH: usize = 100;

/// Where clusters go whose data directory the server's user can't get to.
const ELSEWHERE: &str = "/var/lib/azionelab";

/// Makes the data directory, for us alone, and says where it really is.
pub(super) fn make_data_dir(data_dir: &Path) -> Result<PathBuf, EmbeddedError> {
    DirBuilder::new().recursive(true).mode(0o700).create(data_dir).attempted("make", data_dir)?;
    let data_dir = data_dir.canonicalize().attempted("open", data_dir)?;
    if access(&data_dir, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        let owner = fs::metadata(&data_dir).attempted("read", &data_dir)?.uid();
        return Err(EmbeddedError::NotOurs { data_dir, owner, us: geteuid().as_raw() });
    }
    Ok(data_dir)
}

/// The cluster of a data directory, to which the server's user can get. It may have to be made.
pub(super) fn cluster(data_dir: &Path) -> Result<(PathBuf, Account), EmbeddedError> {
    let here = data_dir.join("postgres");
    // A link leads to a cluster that was put elsewhere, perhaps not yet made.
    let cluster = fs::read_link(&here).unwrap_or_else(|_| here.clone());
    let account = Account::of(&cluster)?;
    if obstacle(data_dir, account)?.is_some_and(|folder| folder == data_dir) {
        let mode = fs::metadata(data_dir).attempted("read", data_dir)?.mode();
        fs::set_permissions(data_dir, Permissions::from_mode(mode | 0o011))
            .attempted("change the rights of", data_dir)?;
    }
    let folder = cluster.parent().unwrap_or(&cluster);
    match obstacle(folder, account)? {
        None => Ok((cluster, account)),
        Some(_) if fs::symlink_metadata(&here).is_err() => {
            let cluster = elsewhere(data_dir)?;
            symlink(&cluster, &here).attempted("make the link", &here)?;
            info!(
                "the user who runs PostgreSQL can't get to {}: its files go to {}",
                data_dir.display(),
                cluster.display()
            );
            Ok((cluster, account))
        }
        Some(at) => Err(EmbeddedError::Unreachable { uid: account.uid(), at }),
    }
}

/// The first folder on the way to `folder`, itself included, that the account may not enter.
fn obstacle(folder: &Path, account: Account) -> Result<Option<PathBuf>, EmbeddedError> {
    let way = folder.ancestors().collect::<Vec<_>>();
    for folder in way.into_iter().rev() {
        let metadata = match fs::metadata(folder) {
            Ok(metadata) => metadata,
            // The folder of a cluster elsewhere that has yet to be made.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).attempted("read", folder),
        };
        if !account.may_enter(&metadata) {
            return Ok(Some(folder.to_owned()));
        }
    }
    Ok(None)
}

/// A place of its own for the cluster of this data directory. One that an earlier data directory
/// at the same path left behind is neither used nor removed.
fn elsewhere(data_dir: &Path) -> Result<PathBuf, EmbeddedError> {
    DirBuilder::new().recursive(true).mode(0o711).create(ELSEWHERE).attempted("make", ELSEWHERE)?;
    let name = short_hash(data_dir);
    let mut cluster = Path::new(ELSEWHERE).join(&name);
    let mut number = 1;
    while cluster.exists() {
        number += 1;
        cluster = Path::new(ELSEWHERE).join(format!("{name}-{number}"));
    }
    Ok(cluster)
}

/// The cluster of a data directory whose server another process runs, once it answers.
pub(super) fn running_cluster(data_dir: &Path) -> Option<PathBuf> {
    let cluster = data_dir.join("postgres").canonicalize().ok()?;
    postmaster::is_ready(&cluster, None).then_some(cluster)
}

/// The folder of a cluster's socket: the cluster itself, or one in `/tmp` when its path is longer
/// than a socket's may be.
pub(super) fn socket_dir(cluster: &Path) -> PathBuf {
    let socket = cluster.join(".s.PGSQL.5432");
    if socket.as_os_str().len() <= MAX_SOCKET_PATH {
        cluster.to_owned()
    } else {
        Path::new("/tmp").join(format!("azionelab-{}", short_hash(cluster)))
    }
}

/// Sees to it that the folder of the socket is there and that nobody else gets in.
pub(super) fn make_socket_dir(
    socket_dir: &Path,
    cluster: &Path,
    account: Account,
) -> Result<(), EmbeddedError> {
    if socket_dir == cluster {
        return Ok(());
    }
    match DirBuilder::new().mode(0o700).create(socket_dir) {
        Ok(()) => return account.own(socket_dir),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error).attempted("make", socket_dir),
    }
    // Anybody may make folders in /tmp: this one must be ours, and no link.
    let folder = fs::symlink_metadata(socket_dir).attempted("read", socket_dir)?;
    if folder.is_dir() && folder.uid() == account.uid() && folder.mode() & 0o777 == 0o700 {
        Ok(())
    } else {
        Err(EmbeddedError::UnsafeSocketDir(socket_dir.to_owned()))
    }
}

fn short_hash(path: &Path) -> String {
    let hash = Sha256::digest(path.as_os_str().as_bytes());
    let number = hash.iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
    format!("{number:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_lies_in_its_cluster_unless_the_path_is_too_long() {
        let short = Path::new("/srv/azionelab/postgres");
        assert_eq!(socket_dir(short), short);
        let long = PathBuf::from(format!("/srv/{}/postgres", "a".repeat(90)));
        assert!(socket_dir(&long).starts_with("/tmp"));
        assert_eq!(socket_dir(&long), socket_dir(&long));
    }

    #[test]
    fn a_folder_of_the_socket_that_others_can_enter_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let account = Account::Ourselves { uid: fs::metadata(dir.path()).unwrap().uid() };
        let cluster = Path::new("/elsewhere");
        let socket_dir = dir.path().join("socket");
        assert!(make_socket_dir(&socket_dir, cluster, account).is_ok());
        assert!(make_socket_dir(&socket_dir, cluster, account).is_ok());
        fs::set_permissions(&socket_dir, Permissions::from_mode(0o755)).unwrap();
        assert!(matches!(
            make_socket_dir(&socket_dir, cluster, account),
            Err(EmbeddedError::UnsafeSocketDir(_))
        ));
    }
}

//! The locations of the cluster and its socket.

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

/// The maximum length of a socket path, below the limits of all systems (`sun_path`: 108 bytes on
/// Linux, 104 on BSD and macOS).
const MAX_SOCKET_PATH: usize = 100;

/// The parent of clusters whose data directory the server's user cannot reach.
const FALLBACK_DIR: &str = "/var/lib/azionelab";

/// Creates the data directory with access only for us, and returns its canonical path.
pub(super) fn make_data_dir(data_dir: &Path) -> Result<PathBuf, EmbeddedError> {
    DirBuilder::new().recursive(true).mode(0o700).create(data_dir).attempted("create", data_dir)?;
    let data_dir = data_dir.canonicalize().attempted("open", data_dir)?;
    if access(&data_dir, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        let owner = fs::metadata(&data_dir).attempted("read", &data_dir)?.uid();
        return Err(EmbeddedError::NotOurs { data_dir, owner, us: geteuid().as_raw() });
    }
    Ok(data_dir)
}

/// Returns the path of a data directory's cluster, which the server's user can reach. The cluster
/// may not exist yet.
pub(super) fn cluster(data_dir: &Path) -> Result<(PathBuf, Account), EmbeddedError> {
    let usual = data_dir.join("postgres");
    // A link leads to a cluster elsewhere, which may not exist yet.
    let cluster = fs::read_link(&usual).unwrap_or_else(|_| usual.clone());
    let account = Account::of(&cluster)?;
    if obstacle(data_dir, account)?.is_some_and(|folder| folder == data_dir) {
        let mode = fs::metadata(data_dir).attempted("read", data_dir)?.mode();
        fs::set_permissions(data_dir, Permissions::from_mode(mode | 0o011))
            .attempted("change the permissions of", data_dir)?;
    }
    let folder = cluster.parent().unwrap_or(&cluster);
    match obstacle(folder, account)? {
        None => Ok((cluster, account)),
        Some(_) if fs::symlink_metadata(&usual).is_err() => {
            let cluster = fallback_cluster(data_dir)?;
            symlink(&cluster, &usual).attempted("create the link", &usual)?;
            info!(
                "the user that runs PostgreSQL cannot reach {}: its files are stored in {}",
                data_dir.display(),
                cluster.display()
            );
            Ok((cluster, account))
        }
        Some(at) => Err(EmbeddedError::Unreachable { uid: account.uid(), at }),
    }
}

/// Returns the first folder on the path to `folder`, including itself, that the account may not
/// enter.
fn obstacle(folder: &Path, account: Account) -> Result<Option<PathBuf>, EmbeddedError> {
    let ancestors = folder.ancestors().collect::<Vec<_>>();
    for folder in ancestors.into_iter().rev() {
        let metadata = match fs::metadata(folder) {
            Ok(metadata) => metadata,
            // The cluster is elsewhere and has not been created yet.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).attempted("read", folder),
        };
        if !account.may_enter(&metadata) {
            return Ok(Some(folder.to_owned()));
        }
    }
    Ok(None)
}

/// Returns an unused path for the cluster of this data directory. A cluster of an earlier data
/// directory at the same path is neither used nor removed.
fn fallback_cluster(data_dir: &Path) -> Result<PathBuf, EmbeddedError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o711)
        .create(FALLBACK_DIR)
        .attempted("create", FALLBACK_DIR)?;
    let name = short_hash(data_dir);
    let mut cluster = Path::new(FALLBACK_DIR).join(&name);
    let mut number = 1;
    while cluster.exists() {
        number += 1;
        cluster = Path::new(FALLBACK_DIR).join(format!("{name}-{number}"));
    }
    Ok(cluster)
}

/// Returns the cluster of a data directory if another process runs its server and it is ready.
pub(super) fn running_cluster(data_dir: &Path) -> Option<PathBuf> {
    let cluster = data_dir.join("postgres").canonicalize().ok()?;
    postmaster::is_ready(&cluster, None).then_some(cluster)
}

/// Returns the folder of a cluster's socket: the cluster, or a folder in `/tmp` if the path would
/// be too long.
pub(super) fn socket_dir(cluster: &Path) -> PathBuf {
    let socket = cluster.join(".s.PGSQL.5432");
    if socket.as_os_str().len() <= MAX_SOCKET_PATH {
        cluster.to_owned()
    } else {
        Path::new("/tmp").join(format!("azionelab-{}", short_hash(cluster)))
    }
}

/// Creates the folder of the socket if necessary, and checks that only the server's user can enter
/// it.
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
        Err(error) => return Err(error).attempted("create", socket_dir),
    }
    // All users may create folders in /tmp: this one must be ours, and not a link.
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
    fn a_socket_is_in_its_cluster_unless_the_path_is_too_long() {
        let short = Path::new("/srv/azionelab/postgres");
        assert_eq!(socket_dir(short), short);
        let long = PathBuf::from(format!("/srv/{}/postgres", "a".repeat(90)));
        assert!(socket_dir(&long).starts_with("/tmp"));
        assert_eq!(socket_dir(&long), socket_dir(&long));
    }

    #[test]
    fn a_socket_folder_that_other_users_can_enter_is_refused() {
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

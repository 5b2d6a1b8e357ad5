use std::{
    fs, io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Access, access, statvfs},
    process::geteuid,
};

use super::Finding;

/// The free disk space that is required, in bytes. PostgreSQL stops when the disk is full.
const ENOUGH: u64 = 500 * MEGABYTE;
const MEGABYTE: u64 = 1_000_000;

/// Checks that this user owns the data directory and can write to it, and that other users cannot.
/// Does not create it: its owner is decided when the site is first served.
pub(super) fn rights(folder: &Path) -> Finding {
    let existing = nearest(folder);
    let metadata = fs::metadata(folder).ok();
    if let Some(metadata) = &metadata {
        check_owner(&existing, metadata.uid(), metadata.mode(), geteuid().as_raw())?;
    }
    access(&existing, Access::WRITE_OK | Access::EXEC_OK).map_err(|error| {
        format!(
            "cannot write to {} ({error}); give it to the user that runs this",
            existing.display()
        )
    })?;
    if metadata.is_some() {
        Ok(format!("{} is writable", existing.display()))
    } else {
        Ok(format!("none yet; it will be created in {}", existing.display()))
    }
}

/// Checks a folder of user `owner` for user `us`.
fn check_owner(folder: &Path, owner: u32, mode: u32, us: u32) -> Result<(), String> {
    let folder = folder.display();
    if us == 0 && owner != 0 {
        return Err(format!(
            "{folder} belongs to user {owner}, who cannot change files that root creates there; \
             run this as that user (`runuser -u \"$(id -nu {owner})\" -- azionelab doctor`)"
        ));
    }
    if us != owner {
        return Err(format!(
            "{folder} belongs to user {owner}, but this runs as user {us}; run it as that user, \
             or make user {us} the owner (`chown -R {us} {folder}`)"
        ));
    }
    if mode & 0o022 != 0 {
        return Err(format!(
            "other users can write to {folder}; forbid it (`chmod go-w {folder}`)"
        ));
    }
    Ok(())
}

/// Checks that the disk of the data directory has enough free space.
pub(super) fn space(folder: &Path) -> Finding {
    let folder = nearest(folder);
    let disk = statvfs(&folder).map_err(|error| {
        format!("cannot read the free disk space for {} ({error})", folder.display())
    })?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let text = format!("{} MB are free for {}", free / MEGABYTE, folder.display());
    if free < ENOUGH {
        return Err(format!("only {text}; free some disk space"));
    }
    Ok(text)
}

/// Returns the folder, or its nearest parent that exists.
fn nearest(folder: &Path) -> PathBuf {
    let whole = std::path::absolute(folder).unwrap_or_else(|_: io::Error| folder.to_owned());
    let existing = whole.ancestors().find(|above| above.exists());
    existing.map_or_else(|| PathBuf::from("/"), Path::to_owned)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const FOLDER: &str = "/srv/azionelab";

    #[rstest]
    #[case::ours(1000, 0o700, 1000, None)]
    #[case::roots(0, 0o711, 0, None)]
    #[case::somebody_elses(1001, 0o777, 1000, Some("belongs to user 1001"))]
    #[case::not_roots(1001, 0o700, 0, Some("run this as that user"))]
    #[case::everybodys(1000, 0o777, 1000, Some("chmod go-w /srv/azionelab"))]
    fn a_data_directory_must_belong_to_its_user_alone(
        #[case] owner: u32,
        #[case] mode: u32,
        #[case] us: u32,
        #[case] wrong: Option<&str>,
    ) {
        let checked = check_owner(Path::new(FOLDER), owner, mode, us);
        match wrong {
            None => assert_eq!(checked, Ok(())),
            Some(wrong) => assert!(checked.unwrap_err().contains(wrong)),
        }
    }

    #[test]
    fn disk_space_is_read_where_the_folder_will_be() {
        let place = tempfile::tempdir().unwrap();
        assert_eq!(nearest(&place.path().join("not/yet")), place.path());
    }
}

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

/// How much a disk should have free, in bytes. PostgreSQL stops when there is nothing left.
const ENOUGH: u64 = 500 * MEGABYTE;
const MEGABYTE: u64 = 1_000_000;

/// Whether the data directory is ours, can be written to, and not by others. It is not made: by
/// whom it is, is a matter of who first serves from it.
pub(super) fn rights(folder: &Path) -> Finding {
    let there = nearest(folder);
    let made = fs::metadata(folder).ok();
    if let Some(made) = &made {
        judge(&there, made.uid(), made.mode(), geteuid().as_raw())?;
    }
    access(&there, Access::WRITE_OK | Access::EXEC_OK).map_err(|error| {
        format!("can't write to {} ({error}); give it to our user", there.display())
    })?;
    if made.is_some() {
        Ok(format!("{}, it can be written to", there.display()))
    } else {
        Ok(format!("none yet; it is made in {}", there.display()))
    }
}

/// Judges a folder of user `owner`, looked at by user `us`.
fn judge(folder: &Path, owner: u32, mode: u32, us: u32) -> Result<(), String> {
    let folder = folder.display();
    if us == 0 && owner != 0 {
        return Err(format!(
            "{folder} belongs to user {owner}, and what root makes there that user can't change; \
             run this as that user (`runuser -u \"$(id -nu {owner})\" -- azionelab doctor`)"
        ));
    }
    if us != owner {
        return Err(format!(
            "{folder} belongs to user {owner}, and this runs as user {us}; run it as that user, \
             or give it the folder (`chown -R {us} {folder}`)"
        ));
    }
    if mode & 0o022 != 0 {
        return Err(format!(
            "others can write to {folder}; take that away (`chmod go-w {folder}`)"
        ));
    }
    Ok(())
}

/// Whether there is room on the disk of the data directory.
pub(super) fn space(folder: &Path) -> Finding {
    let folder = nearest(folder);
    let disk = statvfs(&folder).map_err(|error| {
        format!("can't tell how much is free for {} ({error})", folder.display())
    })?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let told = format!("{} MB are free for {}", free / MEGABYTE, folder.display());
    if free < ENOUGH {
        return Err(format!("only {told}; make room before there is none"));
    }
    Ok(told)
}

/// The folder, or the nearest above it that is there.
fn nearest(folder: &Path) -> PathBuf {
    let whole = std::path::absolute(folder).unwrap_or_else(|_: io::Error| folder.to_owned());
    let there = whole.ancestors().find(|above| above.exists());
    there.map_or_else(|| PathBuf::from("/"), Path::to_owned)
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
    fn a_data_directory_is_for_its_user(
        #[case] owner: u32,
        #[case] mode: u32,
        #[case] us: u32,
        #[case] wrong: Option<&str>,
    ) {
        let judged = judge(Path::new(FOLDER), owner, mode, us);
        match wrong {
            None => assert_eq!(judged, Ok(())),
            Some(wrong) => assert!(judged.unwrap_err().contains(wrong)),
        }
    }

    #[test]
    fn room_is_looked_for_where_the_folder_will_be() {
        let place = tempfile::tempdir().unwrap();
        assert_eq!(nearest(&place.path().join("not/yet")), place.path());
    }
}

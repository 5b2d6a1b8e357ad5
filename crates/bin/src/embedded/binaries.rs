use std::{
    env,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::EmbeddedError;

/// The oldest major version that supports everything we use.
const OLDEST: u32 = 14;

/// The programs of an installed PostgreSQL server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerBinaries {
    folder: PathBuf,
    major: u32,
}

impl ServerBinaries {
    /// Finds the server for a cluster: one of the major version that created it, or the first that
    /// is found for a new cluster.
    ///
    /// Looks only in the given folder, if any. Otherwise it looks in `PATH`, the folder that
    /// `pg_config` prints and the usual folders, newer versions first.
    pub fn find(given: Option<&Path>, cluster: &Path) -> Result<Self, EmbeddedError> {
        let found = match given {
            Some(folder) => vec![
                Self::in_folder(folder)
                    .ok_or_else(|| EmbeddedError::NoServerIn(folder.to_owned()))?,
            ],
            None => installed(env::var_os("PATH").as_deref()),
        };
        choose(found, made_by(cluster), cluster)
    }

    /// Returns the server in a folder, if there is one that we can use.
    pub fn in_folder(folder: &Path) -> Option<Self> {
        let postgres = folder.join("postgres");
        if !postgres.is_file() || !folder.join("initdb").is_file() {
            return None;
        }
        let output = Command::new(postgres).arg("--version").output().ok()?;
        let major = major(&String::from_utf8_lossy(&output.stdout))?;
        (major >= OLDEST).then(|| Self { folder: folder.to_owned(), major })
    }

    pub const fn major(&self) -> u32 {
        self.major
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

fn choose(
    found: Vec<ServerBinaries>,
    made_by: Option<u32>,
    cluster: &Path,
) -> Result<ServerBinaries, EmbeddedError> {
    let majors = found.iter().map(|server| server.major.to_string()).collect::<Vec<_>>();
    let Some(made_by) = made_by else {
        return found.into_iter().next().ok_or(EmbeddedError::NoServer);
    };
    if majors.is_empty() {
        return Err(EmbeddedError::NoServer);
    }
    found.into_iter().find(|server| server.major == made_by).ok_or_else(|| {
        EmbeddedError::OtherVersion {
            cluster: cluster.to_owned(),
            made_by,
            installed: majors.join(", "),
        }
    })
}

/// Returns the major version that created a cluster.
fn made_by(cluster: &Path) -> Option<u32> {
    fs::read_to_string(cluster.join("PG_VERSION")).ok()?.trim().parse().ok()
}

/// Reads the major version from `postgres (PostgreSQL) 15.13 (Debian 15.13-0)` or `… 19beta1`.
fn major(version: &str) -> Option<u32> {
    let number = version.split_once("(PostgreSQL) ")?.1;
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..end].parse().ok()
}

fn installed(path: Option<&OsStr>) -> Vec<ServerBinaries> {
    let mut folders = Vec::new();
    for folder in path.into_iter().flat_map(env::split_paths) {
        // A link in `PATH` leads to the folder that also contains `initdb`.
        if let Ok(postgres) = folder.join("postgres").canonicalize() {
            folders.extend(postgres.parent().map(Path::to_owned));
        }
    }
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    }
    for (parent, prefix, inside) in [
        ("/usr/lib/postgresql", "", "bin"),
        ("/usr", "pgsql-", "bin"),
        ("/opt/homebrew/opt", "postgresql@", "bin"),
        ("/usr/local/opt", "postgresql@", "bin"),
    ] {
        folders.extend(versions(Path::new(parent), prefix, inside));
    }
    folders.extend(
        ["/usr/local/pgsql/bin", "/opt/homebrew/bin", "/usr/libexec/postgresql"].map(PathBuf::from),
    );

    let mut servers = Vec::<ServerBinaries>::new();
    for folder in folders {
        if !servers.iter().any(|server| server.folder == folder) {
            servers.extend(ServerBinaries::in_folder(&folder));
        }
    }
    servers
}

/// Lists `parent/<prefix><number>/inside`, highest number first.
fn versions(parent: &Path, prefix: &str, inside: &str) -> Vec<PathBuf> {
    let mut versions = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let name = entry.ok()?.file_name();
            let number = name.to_str()?.strip_prefix(prefix)?.parse::<u32>().ok()?;
            Some((number, parent.join(name).join(inside)))
        })
        .collect::<Vec<_>>();
    versions.sort_by(|a, b| b.cmp(a));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(major: u32) -> ServerBinaries {
        ServerBinaries { folder: PathBuf::from(format!("/usr/lib/postgresql/{major}/bin")), major }
    }

    #[test]
    fn the_major_version_is_read_from_the_version_text() {
        assert_eq!(major("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 19beta1\n"), Some(19));
        assert_eq!(major("mysqld 8.0"), None);
    }

    #[test]
    fn versions_are_sorted_as_numbers() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["9", "15", "17", "common"] {
            fs::create_dir(dir.path().join(name)).unwrap();
        }
        let found = versions(dir.path(), "", "bin");
        assert_eq!(found, ["17", "15", "9"].map(|name| dir.path().join(name).join("bin")));
    }

    #[test]
    fn a_cluster_uses_the_version_that_created_it() {
        let cluster = Path::new("/srv/postgres");
        let both = || vec![server(17), server(15)];
        assert_eq!(choose(both(), None, cluster).unwrap(), server(17));
        assert_eq!(choose(both(), Some(15), cluster).unwrap(), server(15));
        let error = choose(both(), Some(14), cluster).unwrap_err().to_string();
        assert!(
            error.contains("created by PostgreSQL 14, but only 17, 15 is installed"),
            "{error}"
        );
    }

    #[test]
    fn without_a_server_the_error_says_what_to_install() {
        let error = choose(Vec::new(), None, Path::new("/srv")).unwrap_err().to_string();
        assert!(error.contains("apt-get install postgresql"), "{error}");
    }
}

//! The limits of connections: time, memory and open files.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    time::Duration,
};

use ipnet::IpNet;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The limits of connections.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// How long a client may take to send the head of a request, and to start the next one.
    pub head_within: Duration,
    /// The maximum size of a request head, in bytes, and so of its buffer.
    pub head: usize,
    /// The age after which a connection is closed when its current answer ends, so that a client
    /// that reads very slowly does not stay forever.
    pub old_after: Duration,
    /// How long requests may then take to finish, also when the program stops.
    pub finish_within: Duration,
    /// The maximum number of connections. Further ones wait until one ends.
    pub max_connections: usize,
    /// The maximum number of connections of one client. Further ones are closed.
    pub max_per_client: usize,
    /// Networks of proxies, whose connections are not counted per client.
    pub uncounted: Vec<IpNet>,
}

/// Open files besides connections: of the program, and to the database.
const OTHER_FILES: u64 = 256;

impl Bounds {
    /// Returns the usual limits behind these proxies. Raises the limit of open files to the maximum
    /// of this process.
    pub fn behind(proxies: Vec<IpNet>) -> Self {
        let this_machine = [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()];
        Self {
            head_within: Duration::from_secs(20),
            head: 32 * 1024,
            old_after: Duration::from_mins(5),
            finish_within: Duration::from_secs(10),
            max_connections: connections_for(open_files()),
            max_per_client: 256,
            uncounted: proxies.into_iter().chain(this_machine.map(IpNet::from)).collect(),
        }
    }
}

/// The maximum number of connections for this many open files.
fn connections_for(files: u64) -> usize {
    usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX).clamp(64, 4096)
}

/// Raises the limit of open files to its maximum and returns it.
fn open_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit { current: limit.maximum, maximum: limit.maximum };
    // Some systems state a maximum that they do not grant.
    let limit = if setrlimit(Resource::Nofile, most).is_ok() { most } else { limit };
    limit.current.unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_files_are_reserved_for_the_database() {
        assert_eq!(connections_for(1024), 768);
        assert_eq!(connections_for(u64::MAX), 4096);
        assert_eq!(connections_for(64), 64);
    }
}

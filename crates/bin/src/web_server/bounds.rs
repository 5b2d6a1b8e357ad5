//! What connections may take: of time, of memory, of files.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    time::Duration,
};

use ipnet::IpNet;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What connections may take.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// How long a client may take to send the head of a request, and to think of another one.
    pub head_within: Duration,
    /// The longest head of a request, in bytes. The buffer grows as far for whoever fills it.
    pub head: usize,
    /// After how long a connection is no longer than its last answer, so that a client that reads
    /// one byte a minute does not stay for ever.
    pub old_after: Duration,
    /// How long requests may take to finish then, and when the program stops.
    pub finish_within: Duration,
    /// How many there may be. More wait until one of them ends.
    pub in_all: usize,
    /// How many there may be of one client. More are turned away.
    pub of_each_client: usize,
    /// Networks that ask for others, and whose connections are not counted by client.
    pub uncounted: Vec<IpNet>,
}

/// Files that are open beside the connections: of the program, and to the database.
const OTHER_FILES: u64 = 256;

impl Bounds {
    /// The usual bounds behind these proxies. As many files may be open from now on as the system
    /// lets this process have.
    pub fn behind(proxies: Vec<IpNet>) -> Self {
        let this_machine = [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()];
        Self {
            head_within: Duration::from_secs(20),
            head: 32 * 1024,
            old_after: Duration::from_mins(5),
            finish_within: Duration::from_secs(10),
            in_all: connections(open_files()),
            of_each_client: 256,
            uncounted: proxies.into_iter().chain(this_machine.map(IpNet::from)).collect(),
        }
    }
}

/// How many connections there may be, when so many files may be open.
fn connections(files: u64) -> usize {
    usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX).clamp(64, 4096)
}

/// Asks for as many open files as there may be, and tells how many these are.
fn open_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let most = Rlimit { current: limit.maximum, maximum: limit.maximum };
    // Some systems say a number that they don't let one have.
    let limit = if setrlimit(Resource::Nofile, most).is_ok() { most } else { limit };
    limit.current.unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_left_for_the_database() {
        assert_eq!(connections(1024), 768);
        assert_eq!(connections(u64::MAX), 4096);
        assert_eq!(connections(64), 64);
    }
}

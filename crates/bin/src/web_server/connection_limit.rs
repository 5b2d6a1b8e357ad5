//! Who is connected, and how many at most.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Everybody who is connected.
pub struct ConnectionLimit {
    room: Arc<Semaphore>,
    each: usize,
    uncounted: Vec<IpNet>,
    count: Arc<Count>,
}

/// How many of each client there are; those of whom nobody is there are not in it.
type Count = Mutex<HashMap<IpAddr, usize>>;

/// Room for one more. It is given back when it is dropped, with the place of whoever took it.
pub struct Place {
    _room: OwnedSemaphorePermit,
    taken: Option<(IpAddr, Arc<Count>)>,
}

impl ConnectionLimit {
    /// At most so many in all, and so many of each client. Those of the `uncounted` networks come
    /// for others, and so many more may come of them.
    pub fn new(in_all: usize, each: usize, uncounted: Vec<IpNet>) -> Self {
        Self { room: Arc::new(Semaphore::new(in_all)), each, uncounted, count: Arc::default() }
    }

    /// Waits until there is room.
    pub async fn room(&self) -> Place {
        let room = Arc::clone(&self.room).acquire_owned().await.expect("it is never closed");
        Place { _room: room, taken: None }
    }

    /// Lets a client take the place; none if enough of this client's are here.
    pub fn take_one(&self, client: SocketAddr, mut place: Place) -> Option<Place> {
        let client = client.ip().to_canonical();
        if self.uncounted.iter().any(|network| network.contains(&client)) {
            return Some(place);
        }
        let client = household(client);
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let here = count.entry(client).or_default();
        if *here >= self.each {
            return None;
        }
        *here += 1;
        drop(count);
        place.taken = Some((client, Arc::clone(&self.count)));
        Some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((client, count)) = self.taken.take() else { return };
        let mut count = count.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = count.get_mut(&client) {
            *here -= 1;
            if *here == 0 {
                count.remove(&client);
            }
        }
    }
}

/// An IPv4 address, or the 64 bits of an IPv6 network, of which everybody has at least one whole.
fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn each_client_takes_its_share_and_no_more() {
        let limit = ConnectionLimit::new(10, 2, vec!["10.0.0.0/8".parse().unwrap()]);
        let mut inside = Vec::new();
        for (from, is_admitted) in [
            ("203.0.113.1:1", true),
            ("203.0.113.1:2", true),
            ("203.0.113.1:3", false),
            ("[::ffff:203.0.113.1]:4", false),
            ("203.0.113.2:1", true),
            ("[2001:db8::1]:1", true),
            ("[2001:db8::2]:1", true),
            ("[2001:db8::3]:1", false),
            ("[2001:db8:0:1::3]:1", true),
            ("10.0.0.1:1", true),
            ("10.0.0.1:2", true),
            ("10.0.0.1:3", true),
        ] {
            let place = limit.take_one(client(from), limit.room().await);
            assert_eq!(place.is_some(), is_admitted, "{from}");
            inside.extend(place);
        }
        inside.remove(0);
        assert!(limit.take_one(client("203.0.113.1:5"), limit.room().await).is_some());
        inside.clear();
        assert!(
            limit.count.lock().unwrap().is_empty(),
            "a client without connections is not counted"
        );
        assert_eq!(limit.room.available_permits(), 10);
    }
}

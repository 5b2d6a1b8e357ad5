//! Limits the number of connections, in total and per client.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Counts the open connections.
pub struct ConnectionLimit {
    room: Arc<Semaphore>,
    per_client: usize,
    uncounted: Vec<IpNet>,
    count: Arc<Count>,
}

/// The number of connections per client. Clients without connections are not in it.
type Count = Mutex<HashMap<IpAddr, usize>>;

/// A place for one connection. Dropping it frees the place.
pub struct Place {
    _room: OwnedSemaphorePermit,
    client: Option<(IpAddr, Arc<Count>)>,
}

impl ConnectionLimit {
    /// Allows `total` connections, and `per_client` per client. The `uncounted` networks have no limit
    /// per client.
    pub fn new(total: usize, per_client: usize, uncounted: Vec<IpNet>) -> Self {
        Self { room: Arc::new(Semaphore::new(total)), per_client, uncounted, count: Arc::default() }
    }

    /// Waits until a connection is allowed.
    pub async fn room(&self) -> Place {
        let room =
            Arc::clone(&self.room).acquire_owned().await.expect("the semaphore is never closed");
        Place { _room: room, client: None }
    }

    /// Assigns the place to a client. Returns `None` if the client has too many connections.
    pub fn assign(&self, client: SocketAddr, mut place: Place) -> Option<Place> {
        let client = client.ip().to_canonical();
        if self.uncounted.iter().any(|network| network.contains(&client)) {
            return Some(place);
        }
        let client = client_network(client);
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        let open = count.entry(client).or_default();
        if *open >= self.per_client {
            return None;
        }
        *open += 1;
        drop(count);
        place.client = Some((client, Arc::clone(&self.count)));
        Some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((client, count)) = self.client.take() else { return };
        let mut count = count.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = count.get_mut(&client) {
            *open -= 1;
            if *open == 0 {
                count.remove(&client);
            }
        }
    }
}

/// An IPv4 address, or the first 64 bits of an IPv6 address, which is the smallest network of a
/// client.
fn client_network(address: IpAddr) -> IpAddr {
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
    async fn each_client_may_open_a_limited_number_of_connections() {
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
            let place = limit.assign(client(from), limit.room().await);
            assert_eq!(place.is_some(), is_admitted, "{from}");
            inside.extend(place);
        }
        inside.remove(0);
        assert!(limit.assign(client("203.0.113.1:5"), limit.room().await).is_some());
        inside.clear();
        assert!(
            limit.count.lock().unwrap().is_empty(),
            "a client without connections is not counted"
        );
        assert_eq!(limit.room.available_permits(), 10);
    }
}

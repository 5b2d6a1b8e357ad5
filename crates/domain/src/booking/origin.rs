//! The origin of a booking, as hashes, so that no IP address is stored.

use core::{fmt, net::IpAddr};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Separates these hashes from hashes for other purposes.
const CLIENT: &[u8] = b"azionelab/origin/v1/client";
const NETWORK: &[u8] = b"azionelab/origin/v1/network";

/// 64 bits of a keyed hash of an IP address or a network. Equal addresses have equal hashes. Nobody
/// can compute the address from it without the key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OriginHash(i64);

impl OriginHash {
    pub const fn from_stored(stored: i64) -> Self {
        Self(stored)
    }

    pub const fn stored(self) -> i64 {
        self.0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The client: an IPv4 address, or the /64 network of an IPv6 address, which is one household.
    pub client: OriginHash,
    /// The network around the client: /24 of an IPv4 address, /48 of an IPv6 address.
    pub network: OriginHash,
}

/// The key of the hashes. All processes of one site share it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OriginKey([u8; 32]);

impl OriginKey {
    /// `bits` must come from a cryptographic random source.
    pub const fn new(bits: [u8; 32]) -> Self {
        Self(bits)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub fn origin(&self, address: IpAddr) -> Origin {
        let address = match address.to_canonical() {
            IpAddr::V4(v4) => v4.to_ipv6_mapped(),
            IpAddr::V6(v6) => v6,
        };
        let is_v4 = address.to_ipv4_mapped().is_some();
        let (client, network) = if is_v4 { (128, 120) } else { (64, 48) };
        let leading = |bits: u32| (u128::from(address) & (u128::MAX << (128 - bits))).to_be_bytes();
        Origin {
            client: self.hash(CLIENT, leading(client)),
            network: self.hash(NETWORK, leading(network)),
        }
    }

    fn hash(&self, context: &[u8], bytes: [u8; 16]) -> OriginHash {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(context);
        mac.update(&bytes);
        let hash = <[u8; 32]>::from(mac.finalize().into_bytes());
        let (leading, _) = hash.split_first_chunk().expect("a hash has 32 bytes");
        OriginHash(i64::from_be_bytes(*leading))
    }
}

impl fmt::Debug for OriginHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OriginHash(…)")
    }
}

impl fmt::Debug for OriginKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OriginKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn origin(address: &str) -> Origin {
        OriginKey::new([7; 32]).origin(address.parse().unwrap())
    }

    #[rstest]
    #[case::the_same("203.0.113.9", "203.0.113.9", true, true)]
    #[case::mapped("203.0.113.9", "::ffff:203.0.113.9", true, true)]
    #[case::a_neighbour("203.0.113.9", "203.0.113.10", false, true)]
    #[case::another_network("203.0.113.9", "203.0.114.9", false, false)]
    #[case::one_household("2001:db8:1:2::1", "2001:db8:1:2:ffff::1", true, true)]
    #[case::another_household("2001:db8:1:2::1", "2001:db8:1:3::1", false, true)]
    #[case::another_site("2001:db8:1:2::1", "2001:db8:2:2::1", false, false)]
    fn clients_and_networks_are_distinguished(
        #[case] one: &str,
        #[case] other: &str,
        #[case] same_client: bool,
        #[case] same_network: bool,
    ) {
        let (one, other) = (origin(one), origin(other));
        assert_eq!(one.client == other.client, same_client);
        assert_eq!(one.network == other.network, same_network);
        assert_ne!(one.client, one.network);
    }

    #[test]
    fn another_key_gives_other_hashes() {
        let address = "203.0.113.9".parse().unwrap();
        let (one, other) = (OriginKey::new([1; 32]), OriginKey::new([2; 32]));
        assert_ne!(one.origin(address), other.origin(address));
        assert_eq!(
            format!("{one:?} {:?}", one.origin(address).client),
            "OriginKey(…) OriginHash(…)"
        );
    }
}

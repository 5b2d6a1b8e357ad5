use azionelab_application::mail::BaseUrl;
use ipnet::IpNet;
use serde::Deserialize;
use std::{num::NonZeroU32, time::Duration};

/// How the web server behaves.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// Where visitors find the site. With `https` browsers are told to come back over TLS only.
    pub base_url: BaseUrl,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether mail that is kept here can be read at `/mailbox`, from this machine.
    pub show_mailbox: bool,
    /// How much each client may ask for; none to let everybody ask for everything.
    pub rate_limit: Option<RateLimits>,
    /// How long the body of a request may take to arrive, and how long its answer may take then.
    pub request_timeout: Duration,
    /// The largest body of a request, in bytes.
    pub max_body: usize,
    /// The largest picture for a poster, in bytes.
    pub max_picture: usize,
}

impl HttpSettings {
    /// The usual settings for a site at `base_url`, without a proxy.
    pub fn new(base_url: BaseUrl) -> Self {
        Self {
            base_url,
            trusted_proxies: Vec::new(),
            show_mailbox: false,
            rate_limit: Some(RateLimits::default()),
            request_timeout: Duration::from_secs(15),
            max_body: 64 * 1024,
            max_picture: 15 * 1024 * 1024,
        }
    }
}

/// So many at once, then one more each time a pause has passed.
///
/// In the settings it is written as `60 per 2m`: 60 at once, and 60 more spread over two minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Allowance {
    /// How many at once.
    pub burst: NonZeroU32,
    /// After how long there is one more; not zero.
    pub one_more_every: Duration,
}

impl Allowance {
    /// `burst` at once, then one more every `one_more_every`. Nought counts as one, and as a
    /// nanosecond.
    pub fn new(burst: u32, one_more_every: Duration) -> Self {
        Self {
            burst: NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN),
            one_more_every: one_more_every.max(Duration::from_nanos(1)),
        }
    }
}

impl TryFrom<String> for Allowance {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parse = || {
            let (count, within) = text.split_once(" per ")?;
            let count = count.trim().parse::<u32>().ok().filter(|count| *count > 0)?;
            let within = within.trim();
            let number = within.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let unit = match &within[number.len()..] {
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                _ => return None,
            };
            let seconds = number.parse::<u32>().ok().filter(|number| *number > 0)?;
            let within = Duration::from_secs(u64::from(seconds.checked_mul(unit)?));
            Some(Self::new(count, within / count))
        };
        parse().ok_or_else(|| {
            format!("`{text}`, expected a number per time, as in `60 per 2m` (units s, m and h)")
        })
    }
}

/// How much may be asked for. A client is an IPv4 address or an IPv6 network of 64 bits, behind
/// which there may be a whole foyer of visitors on the theatre's own wireless network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Pages, and what they read of the programme and of how a booking is getting on, by one
    /// client.
    pub reads_per_client: Allowance,
    /// Bookings and whatever holders do, by one client; and whatever staff does, by one session.
    pub requests_per_client: Allowance,
    /// Requests to staff's routes by who is not known to be staff yet, by one client.
    pub staff_per_client: Allowance,
    /// Attempts to book, by one client.
    pub bookings_per_client: Allowance,
    /// Bookings from one network (24 bits of an IPv4 address, 64 of an IPv6 one) for one e-mail
    /// address.
    pub bookings_per_address: Allowance,
    /// Letters that strangers have sent to one e-mail address at once; more of them wait.
    pub letters_per_address: Allowance,
    /// Letters that staff send once more about one reservation.
    pub resends_per_guest: Allowance,
    /// Letters that one member of the staff sends once more.
    pub resends_per_colleague: Allowance,
    /// Attempts to sign in, by one client.
    pub sign_ins_per_client: Allowance,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            reads_per_client: Allowance::new(6_000, Duration::from_millis(10)),
            requests_per_client: Allowance::new(600, Duration::from_millis(50)),
            staff_per_client: Allowance::new(2_000, Duration::from_millis(10)),
            bookings_per_client: Allowance::new(60, Duration::from_secs(2)),
            bookings_per_address: Allowance::new(10, Duration::from_mins(6)),
            letters_per_address: Allowance::new(30, Duration::from_mins(2)),
            resends_per_guest: Allowance::new(5, Duration::from_mins(12)),
            resends_per_colleague: Allowance::new(60, Duration::from_mins(1)),
            sign_ins_per_client: Allowance::new(10, Duration::from_secs(20)),
        }
    }
}

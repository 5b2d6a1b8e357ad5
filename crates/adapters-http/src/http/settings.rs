use azionelab_application::mail::BaseUrl;
use ipnet::IpNet;
use serde::Deserialize;
use std::{num::NonZeroU32, time::Duration};

/// The settings of the web server.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// The public address of the site. With `https`, browsers are told to use TLS only.
    pub base_url: BaseUrl,
    /// The proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether mail that is kept on this machine can be read at `/mailbox`, from this machine only.
    pub show_mailbox: bool,
    /// The rate limits; `None` turns them off.
    pub rate_limit: Option<RateLimits>,
    /// The time limit for receiving a body, and the time limit for the answer after it.
    pub request_timeout: Duration,
    /// The maximum size of a body, in bytes.
    pub max_body: usize,
    /// The maximum size of a poster, in bytes.
    pub max_picture: usize,
}

impl HttpSettings {
    /// The default settings for a site at `base_url` without a proxy.
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
    /// The number of requests at once.
    pub burst: NonZeroU32,
    /// The interval, not zero.
    pub one_more_every: Duration,
}

impl Allowance {
    /// Zero counts as one request, or as one nanosecond.
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
    /// Pages, and what they read of the programme and of a booking's progress, per client.
    pub reads_per_client: Allowance,
    /// Bookings and requests of holders, per client; requests of staff, per session.
    pub requests_per_client: Allowance,
    /// Requests to routes for staff without a valid session, per client.
    pub staff_per_client: Allowance,
    /// Attempts to book, per client.
    pub bookings_per_client: Allowance,
    /// Bookings for one e-mail address, per network (24 bits of an IPv4 address, 64 of an IPv6
    /// one).
    pub bookings_per_address: Allowance,
    /// Letters that strangers cause, per e-mail address; further letters wait.
    pub letters_per_address: Allowance,
    /// Letters that staff send again, per reservation.
    pub resends_per_guest: Allowance,
    /// Letters that staff send again, per member of staff.
    pub resends_per_colleague: Allowance,
    /// Attempts to sign in, per client.
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

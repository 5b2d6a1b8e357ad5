//! Structured data of pages for search engines and assistants (JSON-LD, schema.org).

use crate::programme::view::media_path;
use azionelab_application::programme::{Listing, Site};
use azionelab_domain::{BookingState, Locale, Venue};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde_json::{Value, json};

pub(super) fn company(site: &Site, base: &str) -> Vec<Value> {
    let mut company = organizer(site, base);
    if let Value::Object(company) = &mut company {
        let logo = json!(format!("{base}/icons/icon-512.png"));
        for (name, value) in [
            ("@context", json!(CONTEXT)),
            ("description", text_or_null(&site.tagline)),
            ("email", text_or_null(&site.contact.email)),
            ("telephone", text_or_null(&site.contact.phone)),
            ("address", text_or_null(&site.contact.address)),
            ("logo", logo),
        ] {
            company.insert(name.to_owned(), value);
        }
    }
    let website = json!({
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": format!("{base}/#site"),
        "name": site.name,
        "url": format!("{base}/"),
        "inLanguage": Locale::ALL.map(Locale::tag),
        "publisher": { "@id": format!("{base}/#company") },
    });
    vec![with_context(company), website]
}

pub(super) fn event(listing: &Listing, site: &Site, base: &str, now: Timestamp) -> Value {
    let mut event = bare_event(listing, site, base, now);
    if let Value::Object(event) = &mut event {
        event.insert("@context".to_owned(), json!(CONTEXT));
    }
    event
}

pub(super) fn events(listings: &[Listing], site: &Site, base: &str, now: Timestamp) -> Value {
    let item = |(place, listing): (usize, &Listing)| {
        let event = bare_event(listing, site, base, now);
        json!({ "@type": "ListItem", "position": place + 1, "item": event })
    };
    let items = listings.iter().enumerate().map(item).collect::<Vec<_>>();
    json!({ "@context": CONTEXT, "@type": "ItemList", "itemListElement": items })
}

pub(super) fn venue(venue: &Venue, base: &str) -> Value {
    let mut place = place(venue, base);
    if let Value::Object(place) = &mut place {
        place.insert("@context".to_owned(), json!(CONTEXT));
    }
    place
}

const CONTEXT: &str = "https://schema.org";

fn bare_event(listing: &Listing, site: &Site, base: &str, now: Timestamp) -> Value {
    let (performance, show) = (listing.performance(), &listing.entry.show);
    let at = |time: Timestamp| local(time, &listing.venue.time_zone);
    let ends_at = show
        .duration_minutes
        .map(|minutes| SignedDuration::from_mins(i64::from(minutes)))
        .and_then(|lasts| performance.starts_at.checked_add(lasts).ok());
    let images = listing.entry.poster.iter().flat_map(|poster| &poster.images);
    let is_cancelled = performance.cancelled_at.is_some();
    let status = match (is_cancelled, performance.previous_start) {
        (true, _) => "EventCancelled",
        (false, Some(_)) => "EventRescheduled",
        (false, None) => "EventScheduled",
    };
    with_context(json!({
        "@type": "TheaterEvent",
        "name": show.title,
        "description": text_or_null(&show.summary),
        "url": format!("{base}/shows/{}", show.slug),
        "startDate": at(performance.starts_at),
        "doorTime": at(performance.doors_at),
        "endDate": ends_at.map(at),
        "previousStartDate": performance.previous_start.map(at),
        "eventStatus": format!("{CONTEXT}/{status}"),
        "eventAttendanceMode": format!("{CONTEXT}/OfflineEventAttendanceMode"),
        "inLanguage": text_or_null(&show.language),
        "image": images.map(|image| format!("{base}{}", media_path(image.hash))).collect::<Vec<_>>(),
        "location": place(&listing.venue, base),
        "organizer": organizer(site, base),
        "performer": organizer(site, base),
        "isAccessibleForFree": true,
        "offers": if is_cancelled { Value::Null } else { offer(listing, base, now) },
    }))
}

fn offer(listing: &Listing, base: &str, now: Timestamp) -> Value {
    let performance = listing.performance();
    let availability = match listing.booking_state(now) {
        BookingState::Open => "InStock",
        BookingState::NotYetOpen => "PreOrder",
        BookingState::SoldOut => "SoldOut",
        BookingState::Closed | BookingState::Cancelled => "OutOfStock",
    };
    json!({
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "EUR",
        "availability": format!("{CONTEXT}/{availability}"),
        "url": format!("{base}/performances/{}", performance.id),
        "validFrom": local(performance.opens_at, &listing.venue.time_zone),
    })
}

fn place(venue: &Venue, base: &str) -> Value {
    let geo = venue.position.map(|position| {
        json!({
            "@type": "GeoCoordinates",
            "latitude": position.latitude,
            "longitude": position.longitude,
        })
    });
    with_context(json!({
        "@type": "PerformingArtsTheater",
        "name": venue.name,
        "url": format!("{base}/venues/{}", venue.slug),
        "address": address(venue),
        "geo": geo,
    }))
}

/// An event needs a location, so a venue without an address is named.
fn address(venue: &Venue) -> Value {
    if venue.address.is_empty() && venue.city.is_empty() {
        return text_or_null(&venue.name);
    }
    with_context(json!({
        "@type": "PostalAddress",
        "streetAddress": text_or_null(&venue.address),
        "addressLocality": text_or_null(&venue.city),
    }))
}

fn organizer(site: &Site, base: &str) -> Value {
    json!({
        "@type": "PerformingGroup",
        "@id": format!("{base}/#company"),
        "name": site.name,
        "url": format!("{base}/"),
    })
}

/// Formats a local time such as `2026-10-24T21:00:00+02:00`.
fn local(time: Timestamp, zone: &TimeZone) -> String {
    time.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn text_or_null(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}

/// Removes empty members.
fn with_context(thing: Value) -> Value {
    match thing {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null() && value != &json!([]))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other,
    }
}

use super::view::SiteSettings;
use crate::http::{
    extract::{Body, Check, Given, IfMatch, Staff, Unknown, phone, time_zone, whole},
    problem::{ApiError, BodyProblems, EditProblems, Fault, StaffProblems, UsualProblems},
    state::App,
    tagged::Tagged,
};
use axum::extract::State;
use azionelab_application::site::SiteSettings as Settings;
use azionelab_domain::{EmailAddress, Line, PhoneNumber, Policy};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::Number;
use std::sync::Arc;
use utoipa::ToSchema;

/// In minutes: a week.
const WEEK: i64 = 7 * 24 * 60;
/// The maximum of the limits for seats and reservations.
const MOST: i64 = 1_000;
/// In days: ten years.
const MAX_RETENTION: i64 = 3_650;

/// Returns the settings of the site.
#[utoipa::path(
    get,
    path = "/api/v1/admin/site",
    operation_id = "site_settings",
    tag = "office",
    security(("session" = [])),
    responses(
        (status = 200, description = "With their version as `ETag`", body = SiteSettings),
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn see(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
) -> Result<Tagged<SiteSettings>, ApiError> {
    Ok(app.use_cases.site.settings.see(&who).await?.into())
}

/// The contact details of the company; each may be empty.
#[derive(Deserialize, ToSchema)]
#[schema(as = ContactEdit)]
pub(crate) struct ContactBody {
    #[serde(default)]
    #[schema(value_type = String)]
    email: Given<String>,
    #[serde(default)]
    #[schema(value_type = String)]
    phone: Given<String>,
    #[serde(default)]
    #[schema(value_type = String, max_length = 200)]
    address: Given<String>,
}

/// The settings of the site.
#[derive(Deserialize, ToSchema)]
#[schema(as = SiteSettingsEdit)]
pub(crate) struct SiteBody {
    #[serde(default)]
    #[schema(value_type = String, required, max_length = 100)]
    name: Given<String>,
    /// A short line about the company; may be empty.
    #[serde(default)]
    #[schema(value_type = String, max_length = 200)]
    tagline: Given<String>,
    /// The company's time zone (IANA).
    #[serde(default)]
    #[schema(value_type = String, required, example = "Europe/Rome")]
    time_zone: Given<String>,
    #[serde(default)]
    #[schema(value_type = ContactBody, required)]
    contact: Given<ContactBody>,
    #[serde(default)]
    #[schema(value_type = u32, required, minimum = 1, maximum = 10_080)]
    hold_minutes: Given<Number>,
    #[serde(default)]
    #[schema(value_type = u16, required, minimum = 1, maximum = 1_000)]
    max_seats_per_reservation: Given<Number>,
    #[serde(default)]
    #[schema(value_type = u16, required, minimum = 1, maximum = 1_000)]
    max_live_reservations_per_address: Given<Number>,
    #[serde(default)]
    #[schema(value_type = u32, required, minimum = 0, maximum = 10_080)]
    door_opens_before_minutes: Given<Number>,
    #[serde(default)]
    #[schema(value_type = u32, required, minimum = 0, maximum = 10_080)]
    door_closes_after_minutes: Given<Number>,
    #[serde(default)]
    #[schema(value_type = u32, required, minimum = 1, maximum = 3_650)]
    retention_days: Given<Number>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl SiteBody {
    fn read(self) -> Result<Settings, ApiError> {
        let mut check = Check::new(self.unknown);
        let name = check.required("name", self.name, |name| Line::parse(&name));
        let tagline = check.text("tagline", self.tagline, Line::parse);
        let time_zone = check.required("time_zone", self.time_zone, |name| time_zone(&name));
        let contact = check.required("contact", self.contact, Ok::<_, Fault>);
        let contact = contact.map(|contact| contact.read(&mut check));
        let mut minutes = |field, number, min| {
            check
                .required(field, number, |number| whole(&number, min, WEEK))
                .map(SignedDuration::from_mins)
        };
        let hold = minutes("hold_minutes", self.hold_minutes, 1);
        let opens = minutes("door_opens_before_minutes", self.door_opens_before_minutes, 0);
        let closes = minutes("door_closes_after_minutes", self.door_closes_after_minutes, 0);
        let mut limit =
            |field, number| check.required(field, number, |number| whole::<u16>(&number, 1, MOST));
        let seats = limit("max_seats_per_reservation", self.max_seats_per_reservation);
        let live =
            limit("max_live_reservations_per_address", self.max_live_reservations_per_address);
        let retention = check.required("retention_days", self.retention_days, |number| {
            whole(&number, 1, MAX_RETENTION).map(|days: i64| SignedDuration::from_hours(24 * days))
        });
        let read = || {
            let (email, phone, address) = contact?;
            let policy = Policy {
                hold: hold?,
                max_seats_per_reservation: seats?,
                max_live_reservations_per_address: live?,
                door_opens_before: opens?,
                door_closes_after: closes?,
                retention: retention?,
            };
            Some(Settings {
                name: name?,
                tagline,
                time_zone: time_zone?,
                email,
                phone,
                address,
                policy,
            })
        };
        check.done(read())
    }
}

type Contact = (Option<EmailAddress>, Option<PhoneNumber>, Option<Line<200>>);

impl ContactBody {
    fn read(self, check: &mut Check) -> Contact {
        let email = check.text("contact.email", self.email, EmailAddress::parse);
        let phone = check.text("contact.phone", self.phone, phone);
        let address = check.text("contact.address", self.address, Line::parse);
        (email, phone, address)
    }
}

/// Replaces the settings of the site.
#[utoipa::path(
    put,
    path = "/api/v1/admin/site",
    operation_id = "edit_site_settings",
    tag = "office",
    security(("session" = [])),
    params(IfMatch),
    request_body = SiteBody,
    responses(
        (status = 200, description = "Saved; with their version as `ETag`", body = SiteSettings),
        BodyProblems,
        EditProblems,
        StaffProblems,
        UsualProblems,
    )
)]
pub(crate) async fn save(
    State(app): State<Arc<App>>,
    Staff(who): Staff,
    IfMatch(version): IfMatch,
    Body(body): Body<SiteBody>,
) -> Result<Tagged<SiteSettings>, ApiError> {
    let settings = body.read()?;
    app.edit(|use_cases| async move { use_cases.site.settings.save(&who, settings, version).await })
        .await
}

use crate::http::{
    extract::{
        Check, Given, Unknown, access_needs, checked_attempt_key, fingerprint, parsed, phone, seats,
    },
    language,
    problem::{ApiError, Fault},
};
use azionelab_application::box_office::CreateReservationRequest;
use azionelab_domain::{
    EmailAddress, Guest, Locale, MultilineText, PerformanceId, PersonName, Seats,
};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::Number;
use utoipa::ToSchema;

/// A reservation that the box office creates for a guest.
#[derive(Deserialize, ToSchema)]
#[schema(as = CreateReservationRequest)]
pub(crate) struct CreateReservationBody {
    #[serde(default)]
    #[schema(value_type = Uuid, required)]
    performance_id: Given<String>,
    /// The name on the door list: one line of 1 to 100 characters.
    #[serde(default)]
    #[schema(value_type = String, required, min_length = 1, max_length = 100)]
    name: Given<String>,
    /// The size of the party, at most the seats that are left.
    #[serde(default)]
    #[schema(value_type = u16, required, minimum = 1, maximum = 1000)]
    seats: Given<Number>,
    /// The address that the ticket is mailed to; without an address nothing is mailed.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Email, max_length = 254)]
    email: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 30)]
    phone: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000)]
    notes: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<Vec<crate::http::labels::AccessNeed>>)]
    access_needs: Given<Vec<String>>,
    /// The language of the mail; by default the one that `Accept-Language` prefers, or Italian.
    #[serde(default)]
    #[schema(value_type = Option<crate::http::labels::Locale>)]
    locale: Given<String>,
    /// `true` or absent: a reservation from the box office is confirmed at once.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    confirmed: Given<bool>,
    /// `true` allows a larger party, and more reservations of one address, than visitors may have.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    beyond_limits: Given<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl CreateReservationBody {
    pub(crate) fn read(self, headers: &HeaderMap) -> Result<CreateReservationRequest, ApiError> {
        let mut check = Check::new(self.unknown);
        let performance = check.required("performance_id", self.performance_id, |id| parsed(&id));
        let seats = check.required("seats", self.seats, |number| seats(&number));
        let given = GivenGuest {
            name: self.name,
            email: self.email,
            phone: self.phone,
            notes: self.notes,
            access_needs: self.access_needs,
            locale: self.locale,
        };
        let guest = given.read(&mut check, language::of_visitor(headers));
        check.optional("confirmed", self.confirmed, |confirmed| {
            if confirmed { Ok(()) } else { Err(Fault::Invalid) }
        });
        let beyond_limits =
            check.optional("beyond_limits", self.beyond_limits, Ok::<_, Fault>).unwrap_or_default();
        let key = checked_attempt_key(headers, &mut check);
        let read = performance.zip(seats).zip(guest).map(|((performance, seats), guest)| {
            let fingerprint = fingerprint(&guest, seats, Some(guest.locale));
            let attempt = key.map(|key| (key.as_str().to_owned(), fingerprint));
            CreateReservationRequest { performance, guest, seats, beyond_limits, attempt }
        });
        check.done(read)
    }
}

/// All details of a guest. An absent field is cleared.
#[derive(Deserialize, ToSchema)]
#[schema(as = GuestCorrection)]
pub(crate) struct GuestBody {
    #[serde(default)]
    #[schema(value_type = String, required, min_length = 1, max_length = 100)]
    name: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Email, max_length = 254)]
    email: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 30)]
    phone: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000)]
    notes: Given<String>,
    #[serde(default)]
    #[schema(value_type = Option<Vec<crate::http::labels::AccessNeed>>)]
    access_needs: Given<Vec<String>>,
    /// The language of the mail.
    #[serde(default)]
    #[schema(value_type = crate::http::labels::Locale, required)]
    locale: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl GuestBody {
    pub(crate) fn read(self) -> Result<Guest, ApiError> {
        let mut check = Check::new(self.unknown);
        if matches!(self.locale, Given::Missing) {
            check.note("locale", Fault::Required);
        }
        let given = GivenGuest {
            name: self.name,
            email: self.email,
            phone: self.phone,
            notes: self.notes,
            access_needs: self.access_needs,
            locale: self.locale,
        };
        let guest = given.read(&mut check, Locale::default());
        check.done(guest)
    }
}

/// The performance that a reservation is transferred to.
#[derive(Deserialize, ToSchema)]
#[schema(as = ReservationTransfer)]
pub(crate) struct TransferBody {
    #[serde(default)]
    #[schema(value_type = Uuid, required)]
    performance_id: Given<String>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl TransferBody {
    pub(crate) fn read(self) -> Result<PerformanceId, ApiError> {
        let mut check = Check::new(self.unknown);
        let performance = check.required("performance_id", self.performance_id, |id| parsed(&id));
        check.done(performance)
    }
}

/// Whether the guest gets a mail about the cancellation.
#[derive(Deserialize, ToSchema)]
#[schema(as = ReservationCancellation)]
pub(crate) struct CancelBody {
    #[serde(default)]
    #[schema(value_type = bool, required)]
    tell: Given<bool>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl CancelBody {
    pub(crate) fn read(self) -> Result<bool, ApiError> {
        let mut check = Check::new(self.unknown);
        let tell = check.required("tell", self.tell, Ok::<_, Fault>);
        check.done(tell)
    }
}

#[derive(Deserialize, ToSchema)]
#[schema(as = PartySize)]
pub(crate) struct SizeBody {
    #[serde(default)]
    #[schema(value_type = u16, required, minimum = 1, maximum = 1000)]
    seats: Given<Number>,
    #[serde(flatten)]
    #[schema(ignore)]
    unknown: Unknown,
}

impl SizeBody {
    pub(crate) fn read(self) -> Result<Seats, ApiError> {
        let mut check = Check::new(self.unknown);
        let seats = check.required("seats", self.seats, |number| seats(&number));
        check.done(seats)
    }
}

struct GivenGuest {
    name: Given<String>,
    email: Given<String>,
    phone: Given<String>,
    notes: Given<String>,
    access_needs: Given<Vec<String>>,
    locale: Given<String>,
}

impl GivenGuest {
    fn read(self, check: &mut Check, default_locale: Locale) -> Option<Guest> {
        let name = check.required("name", self.name, |name| PersonName::parse(&name));
        let email = check.text("email", self.email, EmailAddress::parse);
        let phone = check.text("phone", self.phone, phone);
        let notes = check.text("notes", self.notes, MultilineText::parse);
        let access_needs =
            check.optional("access_needs", self.access_needs, |needs| access_needs(&needs));
        let locale = check.text("locale", self.locale, parsed).unwrap_or(default_locale);
        let access_needs = access_needs.unwrap_or_default();
        Some(Guest { name: Some(name?), email, phone, notes, access_needs, locale })
    }
}

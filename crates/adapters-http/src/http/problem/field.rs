use crate::texts::{self, fill};
use azionelab_application::accounts::{ChosenPassword, PasswordRefusal};
use azionelab_domain::{EmailAddressError, LocalTimeRefusal, Locale, TextError};
use jiff::tz::Offset;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// The error of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Missing or empty.
    Required,
    /// Longer than `max` characters.
    TooLong { max: usize },
    /// Shorter than `min` characters.
    TooShort { min: usize },
    /// A number outside these bounds.
    OutOfRange { min: i64, max: i64 },
    /// Of the wrong type or form.
    Invalid,
    /// Not in the form of a reservation code.
    NoReservationCode,
    /// Without any visible character.
    Invisible,
    /// A wrong password.
    Wrong,
    /// An unknown field.
    Unknown,
    /// An unknown query parameter.
    UnknownParameter,
    /// A query parameter that occurs twice.
    Repeated,
    /// A local time that the clocks skip.
    NoSuchLocalTime,
    /// A local time that occurs twice, with these offsets from UTC.
    AmbiguousLocalTime { earlier: Offset, later: Offset },
    /// Already in the list or already scheduled.
    Duplicate,
    /// In the past.
    InThePast,
    /// An end before its start.
    EndBeforeStart,
    /// After the start.
    AfterStart,
    /// Contains a web or e-mail address.
    WebAddress,
    /// An address with letters beyond ASCII before the `@`, which the mail server cannot write to.
    BeyondAscii,
    /// A password that many people use.
    TooCommon,
    /// A password that repeats itself.
    Repetitive,
    /// A password made of the account's name, address or site.
    OwnWords,
}

impl From<PasswordRefusal> for Fault {
    fn from(refusal: PasswordRefusal) -> Self {
        match refusal {
            PasswordRefusal::TooShort => Self::TooShort { min: ChosenPassword::SHORTEST },
            PasswordRefusal::TooCommon => Self::TooCommon,
            PasswordRefusal::Repetitive => Self::Repetitive,
            PasswordRefusal::OwnWords => Self::OwnWords,
        }
    }
}

impl From<LocalTimeRefusal> for Fault {
    fn from(refusal: LocalTimeRefusal) -> Self {
        match refusal {
            LocalTimeRefusal::NoSuchTime => Self::NoSuchLocalTime,
            LocalTimeRefusal::Ambiguous { earlier, later } => {
                Self::AmbiguousLocalTime { earlier, later }
            }
        }
    }
}

impl From<TextError> for Fault {
    fn from(error: TextError) -> Self {
        match error {
            TextError::Empty => Self::Required,
            TextError::TooLong { max } => Self::TooLong { max },
            TextError::Invisible => Self::Invisible,
            TextError::Unprintable => Self::Invalid,
            TextError::WebAddress => Self::WebAddress,
        }
    }
}

impl From<EmailAddressError> for Fault {
    fn from(error: EmailAddressError) -> Self {
        match error {
            EmailAddressError::Empty => Self::Required,
            EmailAddressError::Malformed => Self::Invalid,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldFault {
    pub field: Cow<'static, str>,
    pub fault: Fault,
}

/// The kind of error of a field.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum FaultCode {
    Required,
    TooLong,
    TooShort,
    OutOfRange,
    Invalid,
    Invisible,
    Wrong,
    UnknownField,
    UnknownParameter,
    NoSuchLocalTime,
    AmbiguousLocalTime,
    Duplicate,
    InThePast,
    EndBeforeStart,
    AfterStart,
    WebAddress,
    BeyondAscii,
    TooCommon,
    Repetitive,
    OwnWords,
}

/// The error of a field.
#[derive(Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// The name of the field, query parameter or header; `body` for the whole body.
    field: String,
    code: FaultCode,
    /// A sentence in the requested language.
    message: String,
    /// `ambiguous_local_time`: the two possible offsets from UTC, the earlier time first.
    #[serde(skip_serializing_if = "Option::is_none")]
    offsets: Option<Vec<String>>,
}

impl FieldFault {
    pub fn written(&self, locale: Locale) -> FieldError {
        FieldError {
            field: self.field.clone().into_owned(),
            code: match self.fault {
                Fault::Required => FaultCode::Required,
                Fault::TooLong { .. } => FaultCode::TooLong,
                Fault::TooShort { .. } => FaultCode::TooShort,
                Fault::OutOfRange { .. } => FaultCode::OutOfRange,
                Fault::Invalid | Fault::NoReservationCode => FaultCode::Invalid,
                Fault::Invisible => FaultCode::Invisible,
                Fault::Wrong => FaultCode::Wrong,
                Fault::Unknown => FaultCode::UnknownField,
                Fault::NoSuchLocalTime => FaultCode::NoSuchLocalTime,
                Fault::AmbiguousLocalTime { .. } => FaultCode::AmbiguousLocalTime,
                Fault::UnknownParameter => FaultCode::UnknownParameter,
                Fault::Duplicate | Fault::Repeated => FaultCode::Duplicate,
                Fault::InThePast => FaultCode::InThePast,
                Fault::EndBeforeStart => FaultCode::EndBeforeStart,
                Fault::AfterStart => FaultCode::AfterStart,
                Fault::WebAddress => FaultCode::WebAddress,
                Fault::BeyondAscii => FaultCode::BeyondAscii,
                Fault::TooCommon => FaultCode::TooCommon,
                Fault::Repetitive => FaultCode::Repetitive,
                Fault::OwnWords => FaultCode::OwnWords,
            },
            message: self.message(locale),
            offsets: match self.fault {
                Fault::AmbiguousLocalTime { earlier, later } => {
                    Some(vec![written(earlier), written(later)])
                }
                _ => None,
            },
        }
    }

    fn message(&self, locale: Locale) -> String {
        let t = &texts::server(locale).faults;
        let text = match (self.field.as_ref(), self.fault) {
            ("privacy_accepted", Fault::Required) => &t.consent,
            (_, Fault::Required) => &t.required,
            (_, Fault::TooLong { .. }) => &t.too_long,
            (_, Fault::TooShort { .. }) => &t.too_short,
            (_, Fault::OutOfRange { .. }) => &t.out_of_range,
            (field, Fault::Invalid) => match field {
                "name" => &t.invalid_name,
                "email" | "contact.email" => &t.invalid_email,
                "phone" | "contact.phone" => &t.invalid_phone,
                "seats" => &t.invalid_seats,
                "access_needs" => &t.invalid_needs,
                "locale" => &t.invalid_locale,
                "from" | "to" => &t.invalid_date,
                "body" => &t.invalid_body,
                "ticket" => &t.invalid_ticket,
                "time_zone" => &t.invalid_time_zone,
                "slug" => &t.invalid_slug,
                "code" => &t.invalid_code,
                _ => &t.invalid,
            },
            (_, Fault::NoReservationCode) => &t.reservation_code,
            (_, Fault::Invisible) => &t.invisible,
            (_, Fault::Wrong) => &t.wrong,
            (_, Fault::Unknown) => &t.unknown,
            (_, Fault::UnknownParameter) => &t.unknown_parameter,
            (_, Fault::Repeated) => &t.repeated,
            (_, Fault::NoSuchLocalTime) => &t.no_such_local_time,
            (_, Fault::AmbiguousLocalTime { .. }) => &t.ambiguous_local_time,
            (_, Fault::Duplicate) => &t.duplicate,
            (_, Fault::InThePast) => &t.in_the_past,
            (_, Fault::EndBeforeStart) => &t.end_before_start,
            ("doors_at", Fault::AfterStart) => &t.doors_after_start,
            (_, Fault::AfterStart) => &t.after_start,
            (_, Fault::BeyondAscii) => &t.beyond_ascii,
            (_, Fault::WebAddress) => &t.web_address,
            (_, Fault::TooCommon) => &t.too_common,
            (_, Fault::Repetitive) => &t.repetitive,
            (_, Fault::OwnWords) => &t.own_words,
        };
        match self.fault {
            Fault::TooLong { max } => fill(text, &[("max", &max.to_string())]),
            Fault::TooShort { min } => fill(text, &[("min", &min.to_string())]),
            Fault::OutOfRange { min, max } => {
                fill(text, &[("min", &min.to_string()), ("max", &max.to_string())])
            }
            Fault::AmbiguousLocalTime { earlier, later } => {
                fill(text, &[("earlier", &written(earlier)), ("later", &written(later))])
            }
            _ => fill(text, &[("languages", &Locale::ALL.map(Locale::tag).join(", "))]),
        }
    }
}

/// Formats an offset from UTC as `+02:00`.
fn written(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

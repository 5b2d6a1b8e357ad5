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

    #[expect(clippy::too_many_lines, reason = "one arm per fault and field")]
    fn message(&self, locale: Locale) -> String {
        let either = |english: &str, italian: &str| match locale {
            Locale::En => english.to_owned(),
            Locale::It => italian.to_owned(),
        };
        match (self.field.as_ref(), self.fault) {
            ("privacy_accepted", Fault::Required) => {
                either("Please accept the privacy notice.", "Per prenotare serve il tuo consenso.")
            }
            (_, Fault::Required) => either("This is required.", "Campo obbligatorio."),
            (_, Fault::TooLong { max }) => either(
                &format!("No more than {max} characters."),
                &format!("Al massimo {max} caratteri."),
            ),
            (_, Fault::TooShort { min }) => {
                either(&format!("At least {min} characters."), &format!("Almeno {min} caratteri."))
            }
            (_, Fault::OutOfRange { min, max }) => {
                either(&format!("From {min} to {max}."), &format!("Da {min} a {max}."))
            }
            ("name", Fault::Invalid) => either(
                "One line, without control characters.",
                "Una sola riga, senza caratteri di controllo.",
            ),
            ("email" | "contact.email", Fault::Invalid) => {
                either("This isn’t a valid e-mail address.", "L’indirizzo e-mail non è valido.")
            }
            ("phone" | "contact.phone", Fault::Invalid) => {
                either("This isn’t a valid phone number.", "Il numero di telefono non è valido.")
            }
            ("seats", Fault::Invalid) => {
                either("This must be a whole number.", "Deve essere un numero intero.")
            }
            ("access_needs", Fault::Invalid) => either(
                "Any of wheelchair_place, companion and hearing_loop.",
                "Uno o più tra wheelchair_place, companion e hearing_loop.",
            ),
            ("locale", Fault::Invalid) => either("Either it or en.", "it oppure en."),
            ("from" | "to", Fault::Invalid) => either(
                "A date, or a time as in RFC 3339.",
                "Una data, o un orario come in RFC 3339.",
            ),
            ("body", Fault::Invalid) => either(
                "The body must be one JSON object, with each field only once.",
                "Il corpo deve essere un solo oggetto JSON, con ogni campo una sola volta.",
            ),
            ("ticket", Fault::Invalid) => either(
                "Either a ticket or a reservation_id, and not both.",
                "Un ticket oppure un reservation_id, non entrambi.",
            ),
            ("time_zone", Fault::Invalid) => {
                either("A zone such as Europe/Rome.", "Un fuso orario come Europe/Rome.")
            }
            ("slug", Fault::Invalid) => either(
                "Only letters from a to z, digits, and single hyphens in between.",
                "Solo lettere dalla a alla z, cifre e trattini singoli in mezzo.",
            ),
            ("code", Fault::Invalid) => {
                either("This code is wrong or has expired.", "Il codice è sbagliato o scaduto.")
            }
            (_, Fault::Invalid) => either("This isn’t valid.", "Il valore non è valido."),
            (_, Fault::NoReservationCode) => either(
                "A code has six letters and digits, never 0, 1, I, L or O.",
                "Un codice ha sei lettere e cifre, mai 0, 1, I, L o O.",
            ),
            (_, Fault::Invisible) => either(
                "This contains only invisible characters. Please type it by hand.",
                "Contiene solo caratteri invisibili: scrivilo a mano.",
            ),
            (_, Fault::Wrong) => either("This is wrong.", "Non è corretta."),
            (_, Fault::Unknown) => either("There is no such field.", "Questo campo non esiste."),
            (_, Fault::UnknownParameter) => {
                either("There is no such query parameter.", "Questo parametro non esiste.")
            }
            (_, Fault::Repeated) => either(
                "This query parameter appears more than once.",
                "Questo parametro compare più di una volta.",
            ),
            (_, Fault::NoSuchLocalTime) => either(
                "The clocks go forward there, so this time doesn’t exist.",
                "Lì, con il passaggio all’ora legale, questo orario non esiste.",
            ),
            (_, Fault::AmbiguousLocalTime { earlier, later }) => {
                let (earlier, later) = (written(earlier), written(later));
                either(
                    &format!(
                        "The clocks go back there, so this time occurs twice: {earlier} or {later}?"
                    ),
                    &format!(
                        "Lì, con il ritorno all’ora solare, questo orario c’è due volte: {earlier} o {later}?"
                    ),
                )
            }
            (_, Fault::Duplicate) => either("This is already there.", "C’è già."),
            (_, Fault::InThePast) => either("This is in the past.", "È già passato."),
            (_, Fault::EndBeforeStart) => either(
                "Booking would close before it opens.",
                "Le prenotazioni chiuderebbero prima di aprire.",
            ),
            ("doors_at", Fault::AfterStart) => either(
                "The doors would open after the start.",
                "L’ingresso aprirebbe dopo l’inizio.",
            ),
            (_, Fault::AfterStart) => either("This is after the start.", "È dopo l’inizio."),
            (_, Fault::BeyondAscii) => either(
                "Our mail server can’t send to addresses with letters such as ü or è before the @. \
                 Please use another one.",
                "Il nostro server di posta non può inviare a indirizzi con lettere come ü o è prima \
                 della @. Usa un altro indirizzo.",
            ),
            (_, Fault::WebAddress) => either(
                "Enter only a name, without web or e-mail addresses.",
                "Scrivi solo il nome, senza indirizzi web o e-mail.",
            ),
            (_, Fault::TooCommon) => either(
                "Many people use this password, or one very like it. A few unrelated words are harder \
                 to guess.",
                "Questa password, o una molto simile, è usata da molti. Alcune parole scelte a caso \
                 sono più difficili da indovinare.",
            ),
            (_, Fault::Repetitive) => either(
                "This password repeats itself. A few unrelated words are harder to guess.",
                "Questa password si ripete. Alcune parole scelte a caso sono più difficili da \
                 indovinare.",
            ),
            (_, Fault::OwnWords) => either(
                "This password contains your name, your address or the name of the site. Choose \
                 other words.",
                "Questa password contiene il tuo nome, il tuo indirizzo o il nome del sito. Scegli \
                 altre parole.",
            ),
        }
    }
}

/// Formats an offset from UTC as `+02:00`.
fn written(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

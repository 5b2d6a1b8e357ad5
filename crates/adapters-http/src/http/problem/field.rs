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
            ("privacy_accepted", Fault::Required) => either(
                "The privacy notice has to be accepted.",
                "Senza il vostro consenso non possiamo tenere i dati della prenotazione.",
            ),
            (_, Fault::Required) => either("This is needed.", "È necessario."),
            (_, Fault::TooLong { max }) => either(
                &format!("At most {max} characters."),
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
                either("This is not an e-mail address.", "Non è un indirizzo e-mail.")
            }
            ("phone" | "contact.phone", Fault::Invalid) => {
                either("This is not a telephone number.", "Non è un numero di telefono.")
            }
            ("seats", Fault::Invalid) => {
                either("This is not a whole number.", "Non è un numero intero.")
            }
            ("access_needs", Fault::Invalid) => either(
                "Any of wheelchair_place, companion and hearing_loop.",
                "Uno o più tra wheelchair_place, companion e hearing_loop.",
            ),
            ("locale", Fault::Invalid) => either("Either it or en.", "it oppure en."),
            ("from" | "to", Fault::Invalid) => {
                either("A date, or a time as in RFC 3339.", "Una data, o un'ora come in RFC 3339.")
            }
            ("body", Fault::Invalid) => either(
                "The body is one JSON object, each field once.",
                "Il corpo è un solo oggetto JSON, ogni campo una volta.",
            ),
            ("ticket", Fault::Invalid) => either(
                "Either a ticket or a reservation_id, and not both.",
                "Un ticket oppure un reservation_id, non entrambi.",
            ),
            ("time_zone", Fault::Invalid) => {
                either("A zone such as Europe/Rome.", "Un fuso orario come Europe/Rome.")
            }
            ("slug", Fault::Invalid) => either(
                "From a to z, digits, and single hyphens between.",
                "Da a a z, cifre, e trattini singoli in mezzo.",
            ),
            ("code", Fault::Invalid) => {
                either("This code is wrong, or too old.", "Il codice è sbagliato o troppo vecchio.")
            }
            (_, Fault::Invalid) => either("This can't be read.", "Non è leggibile."),
            (_, Fault::NoReservationCode) => either(
                "A code has six letters and digits, never 0, 1, I, L or O.",
                "Un codice ha sei lettere e cifre, mai 0, 1, I, L o O.",
            ),
            (_, Fault::Invisible) => either(
                "This holds only characters that nobody can see. Type it by hand.",
                "Contiene solo caratteri invisibili: prova a scriverlo a mano.",
            ),
            (_, Fault::Wrong) => either("This is not the right one.", "Non è quella giusta."),
            (_, Fault::Unknown) => either("There is no such field.", "Questo campo non esiste."),
            (_, Fault::UnknownParameter) => {
                either("There is no such query parameter.", "Questo parametro non esiste.")
            }
            (_, Fault::Repeated) => either(
                "This query parameter comes more than once.",
                "Questo parametro compare più di una volta.",
            ),
            (_, Fault::NoSuchLocalTime) => either(
                "There is no such time there: the clocks are put forward past it.",
                "Lì quest'ora non esiste: gli orologi la saltano con l'ora legale.",
            ),
            (_, Fault::AmbiguousLocalTime { earlier, later }) => {
                let (earlier, later) = (written(earlier), written(later));
                either(
                    &format!(
                        "The clocks are put back there, so this time comes twice: {earlier} or {later}?"
                    ),
                    &format!(
                        "Lì finisce l'ora legale e quest'ora viene due volte: {earlier} o {later}?"
                    ),
                )
            }
            (_, Fault::Duplicate) => either("This is there already.", "C'è già."),
            (_, Fault::InThePast) => either("This is in the past.", "È nel passato."),
            (_, Fault::EndBeforeStart) => either(
                "Booking would close before it opens.",
                "Le prenotazioni chiuderebbero prima di aprire.",
            ),
            ("doors_at", Fault::AfterStart) => either(
                "The doors would open after the start.",
                "Le porte aprirebbero dopo l'inizio.",
            ),
            (_, Fault::AfterStart) => either("This is after the start.", "È dopo l'inizio."),
            (_, Fault::BeyondAscii) => either(
                "Our mail server can't write to an address with letters such as ü or è before the @. \
                 Please give another one.",
                "Il nostro server di posta non può scrivere a un indirizzo con lettere come ü o è prima \
                 della @. Indicane un altro.",
            ),
            (_, Fault::WebAddress) => either(
                "A name only, without web or e-mail addresses.",
                "Solo un nome, senza indirizzi web o e-mail.",
            ),
            (_, Fault::TooCommon) => either(
                "Many people use this password or one like it. A few unrelated words are harder to \
                 guess.",
                "Questa password, o una molto simile, la usano in tanti. Qualche parola senza \
                 legami è più difficile da indovinare.",
            ),
            (_, Fault::Repetitive) => either(
                "This password repeats itself. A few unrelated words are harder to guess.",
                "Questa password si ripete. Qualche parola senza legami è più difficile da \
                 indovinare.",
            ),
            (_, Fault::OwnWords) => either(
                "This password is made of your name, your address or the name of the site. Choose \
                 other words.",
                "Questa password è fatta del tuo nome, del tuo indirizzo o del nome del sito. \
                 Scegli altre parole.",
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

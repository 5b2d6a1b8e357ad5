use azionelab_application::accounts::{ChosenPassword, PasswordRefusal};
use azionelab_domain::{EmailAddressError, LocalTimeRefusal, Locale, TextError};
use jiff::tz::Offset;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is not there, or empty.
    Required,
    /// It is longer than so many characters.
    TooLong { max: usize },
    /// It is shorter than so many characters.
    TooShort { min: usize },
    /// It is a number outside these bounds.
    OutOfRange { min: i64, max: i64 },
    /// It is of another type, or nothing of the kind.
    Invalid,
    /// It is not the code of a reservation.
    NoReservationCode,
    /// Nothing of it can be seen.
    Invisible,
    /// It is not what it should prove.
    Wrong,
    /// There is no field of this name.
    Unknown,
    /// There is no query parameter of this name.
    UnknownParameter,
    /// A query parameter that comes twice.
    Repeated,
    /// The clocks never show this time.
    NoSuchLocalTime,
    /// The clocks show this time twice, with these offsets from UTC.
    AmbiguousLocalTime { earlier: Offset, later: Offset },
    /// It is there already.
    Duplicate,
    /// It is past.
    InThePast,
    /// It ends before it starts.
    EndBeforeStart,
    /// It comes after the start.
    AfterStart,
    /// It holds an address of the web or of mail.
    WebAddress,
    /// An address with letters beyond ASCII before the `@`, which the mail server can't write to.
    BeyondAscii,
    /// A password that many people use.
    TooCommon,
    /// A password that repeats itself.
    Repetitive,
    /// A password made of the account's own words.
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

/// A field that can't be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldFault {
    pub field: Cow<'static, str>,
    pub fault: Fault,
}

/// What is wrong with a field, in a word.
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

/// A field that can't be taken, and why.
#[derive(Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// The name of the field, of the query parameter or of the header; `body` for the whole.
    field: String,
    code: FaultCode,
    /// What is wrong, in the language asked for.
    message: String,
    /// `ambiguous_local_time`: the offsets from UTC that tell the two apart, the earlier first.
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
            message: match locale {
                Locale::It => self.in_italian(),
                Locale::En => self.in_english(),
            },
            offsets: match self.fault {
                Fault::AmbiguousLocalTime { earlier, later } => {
                    Some(vec![written(earlier), written(later)])
                }
                _ => None,
            },
        }
    }

    fn in_english(&self) -> String {
        match (self.field.as_ref(), self.fault) {
            ("privacy_accepted", Fault::Required) => {
                "The privacy notice has to be accepted.".into()
            }
            (_, Fault::Required) => "This is needed.".into(),
            (_, Fault::TooLong { max }) => format!("At most {max} characters."),
            (_, Fault::TooShort { min }) => format!("At least {min} characters."),
            (_, Fault::OutOfRange { min, max }) => format!("From {min} to {max}."),
            ("name", Fault::Invalid) => "One line, without control characters.".into(),
            ("email" | "contact.email", Fault::Invalid) => "This is not an e-mail address.".into(),
            ("phone" | "contact.phone", Fault::Invalid) => "This is not a telephone number.".into(),
            ("seats", Fault::Invalid) => "This is not a whole number.".into(),
            ("access_needs", Fault::Invalid) => {
                "Any of wheelchair_place, companion and hearing_loop.".into()
            }
            ("locale", Fault::Invalid) => "Either it or en.".into(),
            ("from" | "to", Fault::Invalid) => "A date, or a time as in RFC 3339.".into(),
            ("body", Fault::Invalid) => "The body is one JSON object, each field once.".into(),
            ("ticket", Fault::Invalid) => {
                "Either a ticket or a reservation_id, and not both.".into()
            }
            ("time_zone", Fault::Invalid) => "A zone such as Europe/Rome.".into(),
            ("slug", Fault::Invalid) => "From a to z, digits, and single hyphens between.".into(),
            ("code", Fault::Invalid) => "This code is wrong, or too old.".into(),
            (_, Fault::Invalid) => "This can't be read.".into(),
            (_, Fault::NoReservationCode) => {
                "A code has six letters and digits, never 0, 1, I, L or O.".into()
            }
            (_, Fault::Invisible) => {
                "This holds only characters that nobody can see. Type it by hand.".into()
            }
            (_, Fault::Wrong) => "This is not the right one.".into(),
            (_, Fault::Unknown) => "There is no such field.".into(),
            (_, Fault::UnknownParameter) => "There is no such query parameter.".into(),
            (_, Fault::Repeated) => "This query parameter comes more than once.".into(),
            (_, Fault::NoSuchLocalTime) => {
                "There is no such time there: the clocks are put forward past it.".into()
            }
            (_, Fault::AmbiguousLocalTime { earlier, later }) => format!(
                "The clocks are put back there, so this time comes twice: {} or {}?",
                written(earlier),
                written(later)
            ),
            (_, Fault::Duplicate) => "This is there already.".into(),
            (_, Fault::InThePast) => "This is in the past.".into(),
            (_, Fault::EndBeforeStart) => "Booking would close before it opens.".into(),
            ("doors_at", Fault::AfterStart) => "The doors would open after the start.".into(),
            (_, Fault::AfterStart) => "This is after the start.".into(),
            (_, Fault::BeyondAscii) => {
                "Our mail server can't write to an address with letters such as ü or è before the @. \
                 Please give another one."
                    .into()
            }
            (_, Fault::WebAddress) => "A name only, without web or e-mail addresses.".into(),
            (_, Fault::TooCommon) => {
                "Many people use this password or one like it. A few unrelated words are harder to \
                 guess."
                    .into()
            }
            (_, Fault::Repetitive) => {
                "This password repeats itself. A few unrelated words are harder to guess.".into()
            }
            (_, Fault::OwnWords) => {
                "This password is made of your name, your address or the name of the site. Choose \
                 other words."
                    .into()
            }
        }
    }

    fn in_italian(&self) -> String {
        match (self.field.as_ref(), self.fault) {
            ("privacy_accepted", Fault::Required) => {
                "Senza il vostro consenso non possiamo tenere i dati della prenotazione.".into()
            }
            (_, Fault::Required) => "È necessario.".into(),
            (_, Fault::TooLong { max }) => format!("Al massimo {max} caratteri."),
            (_, Fault::TooShort { min }) => format!("Almeno {min} caratteri."),
            (_, Fault::OutOfRange { min, max }) => format!("Da {min} a {max}."),
            ("name", Fault::Invalid) => "Una sola riga, senza caratteri di controllo.".into(),
            ("email" | "contact.email", Fault::Invalid) => "Non è un indirizzo e-mail.".into(),
            ("phone" | "contact.phone", Fault::Invalid) => "Non è un numero di telefono.".into(),
            ("seats", Fault::Invalid) => "Non è un numero intero.".into(),
            ("access_needs", Fault::Invalid) => {
                "Uno o più tra wheelchair_place, companion e hearing_loop.".into()
            }
            ("locale", Fault::Invalid) => "it oppure en.".into(),
            ("from" | "to", Fault::Invalid) => "Una data, o un'ora come in RFC 3339.".into(),
            ("body", Fault::Invalid) => {
                "Il corpo è un solo oggetto JSON, ogni campo una volta.".into()
            }
            ("ticket", Fault::Invalid) => {
                "Un ticket oppure un reservation_id, non entrambi.".into()
            }
            ("time_zone", Fault::Invalid) => "Un fuso orario come Europe/Rome.".into(),
            ("slug", Fault::Invalid) => "Da a a z, cifre, e trattini singoli in mezzo.".into(),
            ("code", Fault::Invalid) => "Il codice è sbagliato o troppo vecchio.".into(),
            (_, Fault::Invalid) => "Non è leggibile.".into(),
            (_, Fault::NoReservationCode) => {
                "Un codice ha sei lettere e cifre, mai 0, 1, I, L o O.".into()
            }
            (_, Fault::Invisible) => {
                "Contiene solo caratteri invisibili: prova a scriverlo a mano.".into()
            }
            (_, Fault::Wrong) => "Non è quella giusta.".into(),
            (_, Fault::Unknown) => "Questo campo non esiste.".into(),
            (_, Fault::UnknownParameter) => "Questo parametro non esiste.".into(),
            (_, Fault::Repeated) => "Questo parametro compare più di una volta.".into(),
            (_, Fault::NoSuchLocalTime) => {
                "Lì quest'ora non esiste: gli orologi la saltano con l'ora legale.".into()
            }
            (_, Fault::AmbiguousLocalTime { earlier, later }) => format!(
                "Lì finisce l'ora legale e quest'ora viene due volte: {} o {}?",
                written(earlier),
                written(later)
            ),
            (_, Fault::Duplicate) => "C'è già.".into(),
            (_, Fault::InThePast) => "È nel passato.".into(),
            (_, Fault::EndBeforeStart) => "Le prenotazioni chiuderebbero prima di aprire.".into(),
            ("doors_at", Fault::AfterStart) => "Le porte aprirebbero dopo l'inizio.".into(),
            (_, Fault::AfterStart) => "È dopo l'inizio.".into(),
            (_, Fault::BeyondAscii) => {
                "Il nostro server di posta non può scrivere a un indirizzo con lettere come ü o è prima \
                 della @. Indicane un altro."
                    .into()
            }
            (_, Fault::WebAddress) => "Solo un nome, senza indirizzi web o e-mail.".into(),
            (_, Fault::TooCommon) => {
                "Questa password, o una molto simile, la usano in tanti. Qualche parola senza \
                 legami è più difficile da indovinare."
                    .into()
            }
            (_, Fault::Repetitive) => {
                "Questa password si ripete. Qualche parola senza legami è più difficile da \
                 indovinare."
                    .into()
            }
            (_, Fault::OwnWords) => {
                "Questa password è fatta del tuo nome, del tuo indirizzo o del nome del sito. \
                 Scegli altre parole."
                    .into()
            }
        }
    }
}

/// An offset from UTC as `+02:00`.
fn written(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

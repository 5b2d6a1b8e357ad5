mod contact;
mod lines;
mod locale;
mod surname;
mod typed;
mod web_address;

pub use self::{
    contact::{EmailAddress, EmailAddressError, PhoneNumber, PhoneNumberError, comparison_key},
    lines::{Line, Markdown, MultilineText, PersonName, TextError, bare_letters, opaque_string},
    locale::{Locale, UnknownLocale},
    typed::{clean, is_blank, plain},
};

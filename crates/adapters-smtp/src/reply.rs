//! Translates failures of the mail server. The texts of its replies are left out, because mail
//! servers repeat addresses there.

use crate::connections::ConnectError;
use azionelab_application::mail::MailFailure;
use lettre::transport::smtp::Error;
use std::{error::Error as _, io};

/// Replies that concern our authentication instead of the letter: it is missing, too weak, has
/// failed, or needs TLS (RFC 4954, section 6).
const AUTHENTICATION_REPLIES: [u16; 4] = [530, 534, 535, 538];

/// Why there is no connection.
pub(crate) fn connect_problem(error: &ConnectError) -> String {
    let error = match error {
        ConnectError::Network(error) => {
            return format!("can't connect to the mail server: {error}");
        }
        ConnectError::Silent(_) => return error.to_string(),
        ConnectError::Smtp(error) => error,
    };
    match numbers(error) {
        Some(numbers)
            if status(error).is_some_and(|code| AUTHENTICATION_REPLIES.contains(&code)) =>
        {
            format!("the mail server refused the username and password ({numbers})")
        }
        Some(numbers) => format!("the mail server turned us away ({numbers})"),
        None if error.is_response() => "the mail server's answer is not SMTP".to_owned(),
        None => format!("can't connect to the mail server: {}", cause(error)),
    }
}

/// The step of the conversation that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Before the recipient: the problem is not about this letter.
    Sender,
    /// The problem is about this letter.
    Letter,
    /// After the whole letter was sent.
    Answer,
}

/// Why a letter was not accepted on a working connection.
pub(crate) fn letter_failure(error: &Error, step: Step) -> MailFailure {
    match (status(error), numbers(error)) {
        (Some(code), Some(numbers))
            if error.is_permanent() && !AUTHENTICATION_REPLIES.contains(&code) =>
        {
            MailFailure::Permanent(format!("the mail server refused the letter ({numbers})"))
        }
        (Some(code), Some(numbers)) => {
            let problem = format!("the mail server put the letter off ({numbers})");
            // 421 closes the connection, in reply to any command (RFC 5321, section 3.8).
            if step == Step::Sender || code == 421 || is_about_the_system(&numbers) {
                MailFailure::Away(problem)
            } else {
                MailFailure::Deferred(problem)
            }
        }
        _ if step == Step::Answer => {
            MailFailure::Unanswered("the mail server never answered to the letter".to_owned())
        }
        _ => MailFailure::Away("the connection to the mail server broke off".to_owned()),
    }
}

/// Whether an enhanced status code is about the mail system or the network (RFC 3463, sections 3.4
/// and 3.5).
fn is_about_the_system(numbers: &str) -> bool {
    numbers
        .split_once(' ')
        .is_some_and(|(_, enhanced)| enhanced.starts_with("4.3.") || enhanced.starts_with("4.4."))
}

/// The code of the mail server's reply, if there was one.
pub(crate) fn status(error: &Error) -> Option<u16> {
    error.status().map(u16::from)
}

/// The code of the reply, with its enhanced status code (RFC 3463) if it has one: `550 5.1.1`.
fn numbers(error: &Error) -> Option<String> {
    let code = status(error)?;
    let text = error.source().map(ToString::to_string).unwrap_or_default();
    let enhanced = text.split_whitespace().next().filter(|word| is_enhanced(word));
    Some(enhanced.map_or_else(|| code.to_string(), |enhanced| format!("{code} {enhanced}")))
}

fn is_enhanced(word: &str) -> bool {
    let parts = word.split('.').collect::<Vec<_>>();
    matches!(parts[..], ["4" | "5", subject, detail]
    if [subject, detail].iter().all(|part| {
        (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    }))
}

/// The error of the operating system. No personal data has been sent while connecting.
fn cause(error: &Error) -> String {
    let mut source = error.source();
    let mut last = "no reason given".to_owned();
    while let Some(inner) = source {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            return io.to_string();
        }
        last = inner.to_string();
        source = inner.source();
    }
    last
}

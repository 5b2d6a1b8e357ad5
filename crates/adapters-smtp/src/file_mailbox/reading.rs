//! Reads a directory of letters.

use super::EXTENSION;
use azionelab_application::mail::{MailboxAttachment, MailboxEntry, MailboxMessage};
use jiff::Timestamp;
use mail_parser::{Message, MessageParser, MimeHeaders};
use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
};

/// The maximum number of letters in a list.
pub(super) const MAX_LISTED: usize = 200;
/// The maximum size of the headers. Ours are much shorter.
const MAX_HEADER_BYTES: u64 = 16 * 1024;
/// The maximum length of an id. Ours are much shorter.
const MAX_ID: usize = 100;

/// The latest letters, newest first. Other files are skipped.
pub(super) fn list(directory: &Path) -> io::Result<Vec<MailboxEntry>> {
    let mut ids = fs::read_dir(directory)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| {
            let (stem, ending) = name.rsplit_once('.')?;
            (ending == EXTENSION && is_id(stem)).then(|| stem.to_owned())
        })
        .collect::<Vec<_>>();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.truncate(MAX_LISTED);
    let mut entries = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(file) = open(directory, &id)? else { continue };
        let size = file.metadata()?.len();
        let mut headers = Vec::new();
        file.take(MAX_HEADER_BYTES).read_to_end(&mut headers)?;
        let Some(message) = MessageParser::default().parse_headers(&headers) else { continue };
        entries.push(entry(id, size, &message));
    }
    Ok(entries)
}

pub(super) fn read(directory: &Path, id: &str) -> io::Result<Option<MailboxMessage>> {
    if !is_id(id) {
        return Ok(None);
    }
    let Some(mut file) = open(directory, id)? else { return Ok(None) };
    let mut raw = Vec::new();
    file.read_to_end(&mut raw)?;
    let Some(message) = MessageParser::default().parse(&raw) else { return Ok(None) };
    Ok(Some(MailboxMessage {
        entry: entry(id.to_owned(), raw.len() as u64, &message),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html: message.body_html(0).unwrap_or_default().into_owned(),
        attachments: message
            .attachments()
            .map(|part| MailboxAttachment {
                name: part.attachment_name().unwrap_or_default().to_owned(),
                content_type: part.content_type().map_or_else(
                    || "application/octet-stream".to_owned(),
                    |media| match media.subtype() {
                        Some(subtype) => format!("{}/{subtype}", media.ctype()),
                        None => media.ctype().to_owned(),
                    },
                ),
                content_id: part.content_id().map(ToOwned::to_owned),
                bytes: part.contents().to_vec(),
            })
            .collect(),
        raw: raw.clone(),
    }))
}

/// Whether a text can be the name of a letter. Only such names are joined with the directory, so
/// that no path can leave it.
fn is_id(text: &str) -> bool {
    (1..=MAX_ID).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// The file of a letter. `None` if it does not exist.
fn open(directory: &Path, id: &str) -> io::Result<Option<File>> {
    match File::open(directory.join(format!("{id}.{EXTENSION}"))) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn entry(id: String, size: u64, message: &Message<'_>) -> MailboxEntry {
    let to = message.to().and_then(|to| to.first());
    let address = to.and_then(|to| to.address()).unwrap_or_default();
    let date = message.date().map(mail_parser::DateTime::to_timestamp);
    MailboxEntry {
        id,
        to: match to.and_then(|to| to.name()) {
            Some(name) => format!("{name} <{address}>"),
            None => address.to_owned(),
        },
        subject: message.subject().unwrap_or_default().to_owned(),
        date: date
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .unwrap_or(Timestamp::UNIX_EPOCH),
        size,
    }
}

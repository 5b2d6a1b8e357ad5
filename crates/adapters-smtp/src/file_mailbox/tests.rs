use super::{FileMailbox, FileMailboxError, reading::MAX_LISTED};
use crate::fixtures::{FROM, LINK, QR_CODE, letter};
use azionelab_application::mail::{HandOver, MailFailure, Mailbox, Mailer, MessageKind};
use azionelab_domain::{EmailAddress, Locale, MessageId};
use std::{fs, path::Path};
use tempfile::{TempDir, tempdir};

fn mailbox() -> (TempDir, FileMailbox) {
    let home = tempdir().unwrap();
    let mailbox = FileMailbox::open(home.path().join("data/mail"), FROM).unwrap();
    (home, mailbox)
}

fn names(directory: &Path) -> Vec<String> {
    let mut names = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect::<Vec<_>>();
    names.sort();
    names
}

#[tokio::test]
async fn a_letter_is_stored_under_its_time_and_id() {
    let (home, mailbox) = mailbox();
    mailbox
        .deliver(&letter(MessageKind::YourTicket, Locale::It), &HandOver::default())
        .await
        .unwrap();
    assert_eq!(
        names(&home.path().join("data/mail")),
        ["20260313T171500123456Z-019583f0-0000-7000-8000-000000000001.eml"]
    );
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_letters() {
    use std::os::unix::fs::PermissionsExt as _;

    let (home, mailbox) = mailbox();
    mailbox
        .deliver(&letter(MessageKind::YourTicket, Locale::It), &HandOver::default())
        .await
        .unwrap();
    let directory = home.path().join("data/mail");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&directory), 0o700);
    assert_eq!(mode(&directory.join(&names(&directory)[0])), 0o600);
}

#[tokio::test]
async fn a_repeated_letter_is_stored_beside_the_first() {
    let (home, mailbox) = mailbox();
    let first = letter(MessageKind::ConfirmYourSeats, Locale::It);
    let mut again = first.clone();
    again.link = Some(LINK.replace("BwcH", "CwcH"));
    mailbox.deliver(&first, &HandOver::default()).await.unwrap();
    mailbox.deliver(&again, &HandOver::default()).await.unwrap();
    assert_eq!(names(&home.path().join("data/mail")).len(), 2);
    let listed = mailbox.list().await.unwrap();
    let texts = [
        mailbox.read(&listed[0].id).await.unwrap().unwrap().text,
        mailbox.read(&listed[1].id).await.unwrap().unwrap().text,
    ];
    assert!(texts[0].contains("#CwcH"), "the newer one comes first");
    assert!(texts[1].contains("#BwcH"), "the older one is unchanged");
}

#[tokio::test]
async fn letters_are_listed_newest_first() {
    let (_home, mailbox) = mailbox();
    let mut letter = letter(MessageKind::YourTicket, Locale::It);
    for (id, second) in [(1, 0), (2, 20), (3, 10)] {
        letter.entry.id = MessageId::new(uuid::Uuid::from_u128(id));
        letter.written_at += jiff::SignedDuration::from_secs(second);
        mailbox.deliver(&letter, &HandOver::default()).await.unwrap();
        letter.written_at -= jiff::SignedDuration::from_secs(second);
    }
    let listed = mailbox.list().await.unwrap();
    let last = |id: &str| id.chars().last().unwrap();
    assert_eq!(listed.iter().map(|entry| last(&entry.id)).collect::<String>(), "231");
    let newest = &listed[0];
    assert_eq!(newest.to, "Anna Dell'Acqua-Müller <anna@example.org>");
    assert_eq!(newest.subject, "Il tuo biglietto: Così è (se vi pare), sabato 14 marzo 2026");
    assert_eq!(newest.date, "2026-03-13T17:15:20Z".parse().unwrap());
    assert!(newest.size > 1_000);
}

#[tokio::test]
async fn a_letter_is_read_with_its_attachments() {
    let (_home, mailbox) = mailbox();
    mailbox
        .deliver(&letter(MessageKind::YourTicket, Locale::En), &HandOver::default())
        .await
        .unwrap();
    let id = mailbox.list().await.unwrap().remove(0).id;
    let read = mailbox.read(&id).await.unwrap().unwrap();
    assert!(read.entry.id == id && read.entry.size == read.raw.len() as u64);
    assert!(read.text.contains(LINK) && read.html.contains(LINK));
    let files = read.attachments.iter().map(|file| (&*file.name, &*file.content_type));
    assert_eq!(
        files.collect::<Vec<_>>(),
        [("K7QF3M.png", "image/png"), ("K7QF3M.png", "image/png"), ("K7QF3M.ics", "text/calendar"),]
    );
    assert_eq!(read.attachments[0].bytes, QR_CODE);
    let shown = read.attachments[0].content_id.as_deref().unwrap();
    assert!(read.html.contains(&format!("cid:{shown}")));
    assert!(read.raw.starts_with(b"From: "));
}

#[tokio::test]
async fn no_id_can_leave_the_directory() {
    let (home, mailbox) = mailbox();
    fs::write(home.path().join("data/secret.eml"), "Subject: secret\r\n\r\nsecret").unwrap();
    for id in
        ["../secret", "..", "", ".", "a/../../secret", "/etc/passwd", "a\0b", &"a".repeat(300)]
    {
        assert!(mailbox.read(id).await.unwrap().is_none(), "{id}");
    }
    assert!(mailbox.read("20260313T171500123456Z-nobody").await.unwrap().is_none());
}

#[tokio::test]
async fn other_files_are_skipped() {
    let (home, mailbox) = mailbox();
    for name in [".half-written.tmp", "notes.txt", "a b.eml", "è.eml", "empty.eml"] {
        fs::write(home.path().join("data/mail").join(name), "").unwrap();
    }
    assert!(mailbox.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_list_has_a_maximum_length() {
    let (home, mailbox) = mailbox();
    for n in 0..=MAX_LISTED {
        let file = home.path().join(format!("data/mail/{n:04}.eml"));
        fs::write(file, format!("Subject: {n}\r\n\r\n")).unwrap();
    }
    let listed = mailbox.list().await.unwrap();
    assert_eq!((listed.len(), &*listed[0].subject), (MAX_LISTED, "200"));
}

#[tokio::test]
async fn a_test_letter_is_stored_too() {
    let (_home, mailbox) = mailbox();
    let to = EmailAddress::parse("anna@example.org").unwrap();
    let now = "2026-03-13T17:15:00Z".parse().unwrap();
    mailbox.send_test(&to, "Teatro", Locale::It, now).await.unwrap();
    assert_eq!(mailbox.list().await.unwrap()[0].subject, "E-mail di prova: Teatro");
}

#[tokio::test]
async fn a_missing_directory_is_a_temporary_failure() {
    let (home, mailbox) = mailbox();
    fs::remove_dir_all(home.path().join("data")).unwrap();
    let failure = mailbox
        .deliver(&letter(MessageKind::Rescheduled, Locale::It), &HandOver::default())
        .await
        .unwrap_err();
    assert_eq!(
        failure,
        MailFailure::Away("the mailbox directory can't be written to: entity not found".into())
    );
    assert!(mailbox.list().await.is_err());
}

#[test]
fn a_mailbox_needs_a_directory_and_a_sender() {
    let home = tempdir().unwrap();
    fs::write(home.path().join("file"), "").unwrap();
    assert!(matches!(
        FileMailbox::open(home.path().join("file"), FROM),
        Err(FileMailboxError::Directory(_))
    ));
    assert!(matches!(FileMailbox::open(home.path(), "nobody"), Err(FileMailboxError::From(_))));
}

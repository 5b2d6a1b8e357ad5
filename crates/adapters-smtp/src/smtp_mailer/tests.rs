use super::{
    PAUSE, SmtpMailer,
    server::{Say, Script, Server},
};
use crate::{
    SettingsError, SmtpSettings, TlsMode,
    fixtures::{FROM, LINK, letter},
};
use azionelab_application::mail::{HandOver, MailFailure, Mailer, MessageKind};
use azionelab_domain::{EmailAddress, Locale};
use rstest::rstest;
use std::{net::SocketAddr, time::Duration};
use tokio::time::{advance, pause, resume};

fn settings(address: SocketAddr) -> SmtpSettings {
    SmtpSettings {
        host: address.ip().to_string(),
        port: address.port(),
        tls: TlsMode::None,
        from: FROM.to_owned(),
        ..SmtpSettings::default()
    }
}

fn mailer(address: SocketAddr) -> SmtpMailer {
    SmtpMailer::new(&settings(address)).unwrap()
}

/// A mailer with a short timeout.
fn with_short_timeout(address: SocketAddr) -> SmtpMailer {
    let patience = Duration::from_millis(250);
    SmtpMailer::new(&SmtpSettings { patience, ..settings(address) }).unwrap()
}

fn with_password(address: SocketAddr) -> SmtpMailer {
    let (username, password) = (Some("theatre".to_owned()), Some("secret".to_owned().into()));
    SmtpMailer::new(&SmtpSettings { username, password, ..settings(address) }).unwrap()
}

async fn deliver(mailer: &SmtpMailer) -> Result<(), MailFailure> {
    let letter = letter(MessageKind::YourTicket, Locale::It);
    mailer.deliver(&letter, &HandOver::default()).await
}

async fn after_the_pause() {
    pause();
    advance(PAUSE).await;
    resume();
}

fn away<T>(problem: &str) -> Result<T, MailFailure> {
    Err(MailFailure::Away(problem.to_owned()))
}

fn not_tried() -> Result<(), MailFailure> {
    Err(MailFailure::NotTried("the mail server failed a moment ago".to_owned()))
}

fn permanent(problem: &str) -> Result<(), MailFailure> {
    Err(MailFailure::Permanent(problem.to_owned()))
}

#[tokio::test]
async fn letters_share_one_connection() {
    let server = Server::start(&[]).await;
    let mailer = mailer(server.address);
    assert_eq!(deliver(&mailer).await, Ok(()));
    assert_eq!(deliver(&mailer).await, Ok(()));
    let seen = server.seen();
    assert_eq!((seen.connections, seen.letters.len()), (1, 2));
    assert!(seen.letters[0].contains("<019583f0-0000-7000-8000-000000000001@"));
    assert!(seen.letters[0].is_ascii());
}

#[rstest]
#[case("MAIL", "550 5.7.1 <tickets@teatro.example.org> no", "550 5.7.1")]
#[case("RCPT", "550 5.1.1 <anna@example.org>: user unknown", "550 5.1.1")]
#[case("RCPT", "550-5.1.1 anna@example.org\r\n550 5.1.1 nobody", "550 5.1.1")]
#[case("RCPT", "553 anna@example.org", "553")]
#[case("RCPT", "550 5.1.anna@example.org", "550")]
#[case("DATA", "554 5.6.0 no letters from Anna", "554 5.6.0")]
#[case(".", "552 5.3.4 too long for anna@example.org", "552 5.3.4")]
#[tokio::test]
async fn a_rejected_letter_is_a_permanent_failure(
    #[case] at: &'static str,
    #[case] reply: &'static str,
    #[case] numbers: &str,
) {
    let server = Server::start(Box::leak(Box::new([(at, Say::Reply(reply))]))).await;
    let mailer = mailer(server.address);
    let refused = permanent(&format!("the mail server refused the letter ({numbers})"));
    assert_eq!(deliver(&mailer).await, refused);
    // The server is reachable, so the next letter is tried at once.
    assert_eq!(deliver(&mailer).await, refused);
}

#[rstest]
#[case("RCPT", "451 4.7.1 anna@example.org, come back later", "451 4.7.1")]
#[case("RCPT", "452 anna@example.org", "452")]
#[case(".", "452 4.2.2 mailbox full", "452 4.2.2")]
#[tokio::test]
async fn a_deferred_letter_can_be_retried(
    #[case] at: &'static str,
    #[case] reply: &'static str,
    #[case] numbers: &str,
) {
    let server = Server::start(Box::leak(Box::new([(at, Say::Reply(reply))]))).await;
    let problem = format!("the mail server put the letter off ({numbers})");
    assert_eq!(deliver(&mailer(server.address)).await, Err(MailFailure::Deferred(problem)));
}

#[rstest]
#[case("MAIL", "530 5.7.0 authenticate, tickets@teatro.example.org", "530 5.7.0")]
#[case("MAIL", "451 try again", "451")]
#[case("RCPT", "421 4.3.2 closing", "421 4.3.2")]
#[case("RCPT", "451 4.3.0 no lookups for anna@example.org", "451 4.3.0")]
#[case(".", "451 4.3.0 disk full", "451 4.3.0")]
#[tokio::test]
async fn a_server_that_defers_every_letter_counts_as_unavailable(
    #[case] at: &'static str,
    #[case] reply: &'static str,
    #[case] numbers: &str,
) {
    let server = Server::start(Box::leak(Box::new([(at, Say::Reply(reply))]))).await;
    let problem = format!("the mail server put the letter off ({numbers})");
    assert_eq!(deliver(&mailer(server.address)).await, away(&problem));
}

#[rstest]
#[case("535 5.7.8 no, theatre", "535 5.7.8")]
#[case("534 5.7.9 too weak", "534 5.7.9")]
#[case("538 encrypt", "538")]
#[tokio::test]
async fn a_wrong_password_is_not_a_failure_of_the_letter(
    #[case] reply: &'static str,
    #[case] numbers: &str,
) {
    let server = Server::start(Box::leak(Box::new([("AUTH", Say::Reply(reply))]))).await;
    let problem = format!("the mail server refused the username and password ({numbers})");
    assert_eq!(deliver(&with_password(server.address)).await, away(&problem));
    assert_eq!(with_password(server.address).check().await, away(&problem));
}

#[rstest]
#[case(&[("connect", Say::Reply("554 go away"))], "the mail server turned us away (554)")]
#[case(&[("connect", Say::Reply("HTTP/1.1 400 Bad Request"))], "the mail server's answer is not SMTP")]
#[tokio::test]
async fn a_server_that_refuses_the_connection_is_not_a_failure_of_the_letter(
    #[case] script: Script,
    #[case] problem: &str,
) {
    let server = Server::start(script).await;
    assert_eq!(deliver(&mailer(server.address)).await, away(problem));
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again_after_a_pause() {
    let address = Server::unused_address().await;
    let mailer = mailer(address);
    let MailFailure::Away(problem) = deliver(&mailer).await.unwrap_err() else {
        panic!("expected a temporary failure")
    };
    assert!(problem.starts_with("can't connect to the mail server: Connection refused"));

    let server = Server::start_at(address, &[]).await;
    assert_eq!(deliver(&mailer).await, not_tried());
    assert_eq!(server.seen().connections, 0);

    after_the_pause().await;
    assert_eq!(deliver(&mailer).await, Ok(()));
    assert_eq!(deliver(&mailer).await, Ok(()));
}

#[rstest]
#[case(&[("connect", Say::Nothing)])]
#[case(&[("EHLO", Say::Nothing)])]
#[case(&[("RCPT", Say::Nothing)])]
#[tokio::test]
async fn a_server_that_stops_answering_times_out(#[case] script: Script) {
    let server = Server::start(script).await;
    let mailer = with_short_timeout(server.address);
    assert_eq!(deliver(&mailer).await, away("the mail server did not answer within 250ms"));
    assert_eq!(deliver(&mailer).await, not_tried());
}

#[rstest]
#[case(&[(".", Say::Nothing)], "the mail server did not answer to the letter within 500ms")]
#[tokio::test]
async fn a_letter_without_an_answer_may_have_arrived(
    #[case] script: Script,
    #[case] problem: &str,
) {
    let server = Server::start(script).await;
    let outcome = deliver(&with_short_timeout(server.address)).await;
    assert_eq!(outcome, Err(MailFailure::Unanswered(problem.to_owned())));
}

#[tokio::test]
async fn a_slow_server_gets_the_timeout_of_each_step() {
    let server = Server::start(&[("connect", Say::After(200)), (".", Say::After(300))]).await;
    let hand_over = Duration::from_millis(1);
    let settings = SmtpSettings { hand_over, ..settings(server.address) };
    let mailer = SmtpMailer::new(&settings).unwrap();
    assert_eq!(deliver(&mailer).await, Ok(()));
    assert!(mailer.check().await.unwrap() >= Duration::from_millis(200));
}

#[tokio::test]
async fn an_aborted_conversation_is_never_continued() {
    let server = Server::start(&[(".", Say::Nothing)]).await;
    let mailer = with_short_timeout(server.address);
    deliver(&mailer).await.unwrap_err();
    after_the_pause().await;
    deliver(&mailer).await.unwrap_err();
    let seen = server.seen();
    assert_eq!(seen.connections, 2);
    // If the first connection were reused, it would receive the second letter inside the first.
    assert!(seen.letters.iter().all(|letter| letter.matches("Message-ID:").count() == 1));
}

#[tokio::test]
async fn a_connection_that_the_server_closed_is_replaced() {
    let server = Server::start(&[(".", Say::ThenHangUp)]).await;
    let mailer = mailer(server.address);
    assert_eq!(deliver(&mailer).await, Ok(()));
    assert_eq!(deliver(&mailer).await, Ok(()));
    assert_eq!(server.seen().connections, 2);
}

#[tokio::test]
async fn a_broken_connection_is_a_temporary_failure() {
    let server = Server::start(&[("RCPT", Say::ThenHangUp)]).await;
    let broken = away("the connection to the mail server broke off");
    assert_eq!(deliver(&mailer(server.address)).await, broken);
}

#[tokio::test]
async fn an_address_beyond_ascii_needs_a_server_with_smtputf8() {
    let mut letter = letter(MessageKind::YourTicket, Locale::It);
    letter.entry.reservation.guest.email = Some(EmailAddress::parse("andrè@example.org").unwrap());
    let server = Server::start(&[]).await;
    let refused = permanent(
        "the address has letters beyond ASCII before the @, and the mail server takes none \
         (SMTPUTF8, RFC 6531); ask for another address",
    );
    let progress = HandOver::default();
    let mailer_without = mailer(server.address);
    assert_eq!(mailer_without.supports_utf8_addresses(), None, "the server was not contacted yet");
    assert_eq!(mailer_without.deliver(&letter, &progress).await, refused);
    assert_eq!(mailer_without.supports_utf8_addresses(), Some(false));
    assert_eq!(server.seen().letters, Vec::<String>::new());

    let reply = Say::Reply("250-mail.example.org\r\n250-8BITMIME\r\n250 SMTPUTF8");
    let server = Server::start(Box::leak(Box::new([("EHLO", reply)]))).await;
    let mailer_with = mailer(server.address);
    assert_eq!(mailer_with.reach().await, Ok(()));
    assert_eq!(mailer_with.supports_utf8_addresses(), Some(true));
    assert_eq!(mailer_with.deliver(&letter, &progress).await, Ok(()));
}

#[tokio::test]
async fn nothing_is_sent_without_tls_if_tls_is_required() {
    let server = Server::start(&[]).await;
    let mode = TlsMode::StartTls;
    let mailer = SmtpMailer::new(&SmtpSettings { tls: mode, ..settings(server.address) }).unwrap();
    let problem = "can't connect to the mail server: STARTTLS is not supported on this server";
    assert_eq!(deliver(&mailer).await, away(problem));
    assert_eq!(mailer.check().await, away(problem));
    assert!(server.seen().letters.is_empty());
}

#[tokio::test]
async fn a_check_connects_authenticates_and_sends_nothing() {
    let server = Server::start(&[]).await;
    assert!(with_password(server.address).check().await.is_ok());
    assert_eq!((server.seen().connections, server.seen().letters.len()), (1, 0));
}

#[tokio::test]
async fn a_test_letter_has_no_link() {
    let server = Server::start(&[]).await;
    let to = EmailAddress::parse("anna@example.org").unwrap();
    let now = "2026-03-13T17:15:00Z".parse().unwrap();
    let sent = mailer(server.address).send_test(&to, "Teatro", Locale::En, now).await;
    assert_eq!(sent, Ok(()));
    let letters = server.seen().letters;
    assert!(letters[0].contains("Subject: Test e-mail: Teatro\r\n"));
    assert!(letters[0].contains("To: anna@example.org\r\n") && !letters[0].contains(LINK));
}

#[rstest]
#[case(|s: &mut SmtpSettings| s.host = " ".to_owned(), SettingsError::Host)]
#[case(|s: &mut SmtpSettings| s.port = 0, SettingsError::Port)]
#[case(|s: &mut SmtpSettings| s.username = Some("a".to_owned()), SettingsError::PasswordMissing)]
#[case(|s: &mut SmtpSettings| s.password = Some("a".to_owned().into()), SettingsError::UsernameMissing)]
#[case(|s: &mut SmtpSettings| s.from = "theatre".to_owned(), SettingsError::From(crate::SenderError))]
#[case(|s: &mut SmtpSettings| s.hand_over = Duration::ZERO, SettingsError::HandOver)]
#[case(|s: &mut SmtpSettings| s.patience = Duration::ZERO, SettingsError::Patience)]
#[case(|s: &mut SmtpSettings| s.connections = 0, SettingsError::Connections)]
fn a_wrong_setting_is_named(
    #[case] break_setting: fn(&mut SmtpSettings),
    #[case] wrong: SettingsError,
) {
    let mut settings = settings("127.0.0.1:25".parse().unwrap());
    break_setting(&mut settings);
    assert_eq!(SmtpMailer::new(&settings).err(), Some(wrong));
}

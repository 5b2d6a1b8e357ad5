use crate::support::{Ask, Theatre, time};
use azionelab_application::mail::{
    BaseUrl, MailboxAttachment, MailboxEntry, MailboxMessage, MockMailbox,
};
use azionelab_domain::Role;
use http::Version;
use rstest::rstest;
use std::sync::Arc;

fn entry() -> MailboxEntry {
    MailboxEntry {
        id: "20261024-1".into(),
        to: "Anna <anna@example.org>".into(),
        subject: "Confirm <b>your</b> seats".into(),
        date: time("2026-10-24T18:00:00Z"),
        size: 1234,
    }
}

fn theatre() -> Theatre {
    let mut mailbox = MockMailbox::new();
    mailbox.expect_list().returning(|| Ok(vec![entry()]));
    mailbox.expect_read().returning(|id| {
        let attachment = |name: &str, kind: &str, content_id: Option<&str>| MailboxAttachment {
            name: name.into(),
            content_type: kind.into(),
            content_id: content_id.map(str::to_owned),
            bytes: vec![1, 2, 3],
        };
        Ok((id == entry().id).then(|| MailboxMessage {
            entry: entry(),
            text: "<confirm>".into(),
            html:
                "<html><head></head><img src=\"cid:qr\"><img src=\"http://localhost:8080/p.jpg\">\
                   <a href=\"https://x/y#z\">go</a>"
                    .into(),
            attachments: vec![
                attachment("qr.png", "image/png", Some("qr")),
                attachment("a\"b\r\n.html", "text/html", None),
            ],
            raw: b"Subject: x".to_vec(),
        }))
    });
    let mut theatre = Theatre { mailbox: Some(Arc::new(mailbox)), ..Theatre::on_stage() };
    theatre.settings.base_url = BaseUrl::parse("http://localhost:8080").unwrap();
    theatre.settings.show_mailbox = true;
    theatre
}

fn local(path: &str) -> Ask {
    Ask::get(path).from("127.0.0.1:4711").header("host", "localhost:8080")
}

#[tokio::test]
async fn a_local_visitor_can_read_the_mail() {
    let router = theatre().router();
    let list = local("/mailbox").of(&router).await;
    assert!(list.text().contains("Confirm &#60;b&#62;your&#60;/b&#62; seats"), "{}", list.text());
    assert!(list.text().contains("/mailbox/20261024-1"));

    let message = local("/mailbox/20261024-1").of(&router).await;
    assert!(message.text().contains("sandbox=") && message.text().contains("&#60;confirm&#62;"));
    assert!(message.header("content-security-policy").contains("frame-src 'self'"));
    assert!(message.text().contains("24 October 2026, 18:00 UTC"), "{}", message.text());
    let files = ["/attachments/0", "/attachments/1"].map(|file| message.text().contains(file));
    assert_eq!(files, [false, true], "images in the HTML are not listed as files");

    let json = local("/mailbox.json").of(&router).await.json();
    assert_eq!(json["items"][0]["id"], "20261024-1");
    assert_eq!(local("/mailbox/20261024-1/text").of(&router).await.text(), "<confirm>");
    assert_eq!(local("/mailbox/20261024-1/raw").of(&router).await.text(), "Subject: x");
}

#[tokio::test]
async fn a_messages_html_is_sandboxed() {
    let html = theatre().ask(local("/mailbox/20261024-1/html")).await;
    let policy = html.header("content-security-policy");
    assert!(policy.starts_with("sandbox ") && !policy.contains("allow-scripts"));
    assert_eq!(html.header("x-frame-options"), "SAMEORIGIN");
    assert!(html.text().contains("src=\"data:image/png;base64,AQID\""), "{}", html.text());
    assert!(policy.contains("img-src data: 'self';"), "{policy}");
    assert!(html.text().contains("src=\"/p.jpg\""), "{}", html.text());
    assert!(html.text().contains("<head><base target=\"_blank\">"));
}

#[tokio::test]
async fn an_attachment_is_downloaded_and_never_shown() {
    let router = theatre().router();
    let image = local("/mailbox/20261024-1/attachments/0").of(&router).await;
    assert_eq!(
        (image.header("content-type"), image.body.as_slice()),
        ("image/png", &[1, 2, 3][..])
    );
    let page = local("/mailbox/20261024-1/attachments/1").of(&router).await;
    assert_eq!(page.header("content-type"), "application/octet-stream");
    assert_eq!(page.header("content-disposition"), "attachment; filename=\"ab.html\"");
    assert_eq!(local("/mailbox/20261024-1/attachments/2").of(&router).await.status, 404);
    assert_eq!(local("/mailbox/20261024-1/attachments/x").of(&router).await.status, 400);
}

#[rstest]
#[case::from_elsewhere(local("/mailbox").from("192.168.1.7:1"))]
#[case::through_a_proxy(local("/mailbox").header("x-forwarded-for", "127.0.0.1"))]
#[case::through_a_polite_proxy(local("/mailbox").header("forwarded", "for=127.0.0.1"))]
#[case::through_a_terse_proxy(local("/mailbox").header("x-forwarded-proto", "https"))]
#[case::through_a_service(local("/mailbox").header("cf-connecting-ip", "127.0.0.1"))]
#[case::through_a_mesh(local("/mailbox").header("x-envoy-external-address", "127.0.0.1"))]
#[case::through_a_gateway(local("/mailbox").header("via", "1.1 gateway"))]
#[case::through_a_bare_nginx(local("/mailbox").version(Version::HTTP_10))]
#[case::by_an_address(local("/mailbox").header("host", "192.168.1.7:8080"))]
#[case::without_a_peer(Ask::get("/mailbox").header("host", "localhost"))]
#[case::unknown_message(local("/mailbox/x"))]
#[tokio::test]
async fn other_clients_do_not_learn_that_there_is_a_mailbox(#[case] ask: Ask) {
    let answer = theatre().ask(ask).await;
    assert_eq!(answer.status, 404);
    assert!(answer.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn another_host_name_is_refused() {
    let ask = local("/mailbox").header("host", "evil.example");
    theatre().ask(ask).await.problem(421, "foreign-host");
}

/// Some proxies and tunnels do not mark the requests that they forward.
#[tokio::test]
async fn a_public_site_never_shows_its_mailbox() {
    let mut theatre = theatre();
    theatre.settings.base_url = BaseUrl::parse("https://teatro.example").unwrap();
    let router = theatre.router();
    for path in ["/mailbox", "/mailbox.json", "/mailbox/20261024-1/text"] {
        assert_eq!(local(path).of(&router).await.status, 404, "{path}");
    }
    assert!(!local("/").of(&router).await.text().contains("\"mailbox\""));
}

/// A site behind a bare proxy may have the default base address.
#[tokio::test]
async fn the_mailbox_is_only_shown_if_the_settings_say_so() {
    let mut theatre = theatre();
    theatre.settings.show_mailbox = false;
    let router = theatre.router();
    for path in ["/mailbox", "/mailbox.json", "/mailbox/20261024-1/text"] {
        assert_eq!(local(path).of(&router).await.status, 404, "{path}");
    }
    assert!(!local("/").of(&router).await.text().contains("\"mailbox\""));
}

#[tokio::test]
async fn the_page_says_whether_there_is_a_mailbox() {
    assert_eq!(Theatre::on_stage().ask(local("/mailbox")).await.status, 404);
    let offers_mailbox = |home: crate::support::Answer| home.text().contains("\"mailbox\":true");
    assert!(!offers_mailbox(Theatre::on_stage().ask(local("/")).await));
    assert!(offers_mailbox(theatre().ask(local("/")).await));
    assert!(!offers_mailbox(theatre().ask(local("/").from("192.168.1.7:1")).await));
}

#[tokio::test]
async fn staff_are_told_that_mail_is_kept() {
    let mut theatre = theatre().signed_in(Role::BoxOffice);
    theatre.settings.base_url = BaseUrl::parse("https://teatro.example").unwrap();
    let session = theatre.ask(Ask::get("/api/v1/session").staff()).await.json();
    assert_eq!(session["mail"], "kept");
}

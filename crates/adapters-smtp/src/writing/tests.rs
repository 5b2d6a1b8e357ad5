use super::{write, write_to_staff};
use crate::{
    address::Sender,
    fixtures::{FROM, LINK, POSTER, QR_CODE, SHOW_PAGE, STAFF_LINK, letter, staff_letter},
};
use azionelab_application::{
    accounts::LinkPurpose,
    mail::{Letter, MailFailure, MessageKind},
};
use azionelab_domain::{BookingSource, Locale, MultilineText, PersonName, PhoneNumber, Seats};
use insta::assert_snapshot;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

fn written(letter: &Letter) -> Vec<u8> {
    write(letter, &Sender::parse(FROM).unwrap()).unwrap().formatted()
}

fn parsed(raw: &[u8]) -> Message<'_> {
    MessageParser::default().parse(raw).unwrap()
}

fn html(letter: &Letter) -> String {
    parsed(&written(letter)).body_html(0).unwrap().into_owned()
}

fn plain(letter: &Letter) -> String {
    parsed(&written(letter)).body_text(0).unwrap().into_owned()
}

/// The decoded headers, the tree of parts, and the plain text.
fn outline(raw: &[u8]) -> String {
    let message = parsed(raw);
    let mut lines = Vec::new();
    for header in ["From", "To", "Reply-To"] {
        let mailbox = message.header(header).and_then(|value| value.as_address());
        if let Some(mailbox) = mailbox.and_then(|mailbox| mailbox.first()) {
            let name = mailbox.name().unwrap_or_default();
            lines.push(format!("{header}: {name} <{}>", mailbox.address().unwrap()));
        }
    }
    lines.push(format!("Subject: {}", message.subject().unwrap()));
    for header in ["Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version"] {
        lines.push(format!("{header}: {}", message.header_raw(header).unwrap_or("-").trim()));
    }
    lines.push(String::new());
    tree(&message, 0, 0, &mut lines);
    lines.push(String::new());
    lines.push(message.body_text(0).unwrap().replace("\r\n", "\n"));
    lines.join("\n")
}

fn tree(message: &Message<'_>, part: u32, depth: usize, lines: &mut Vec<String>) {
    let part = message.part(part).unwrap();
    let media = part.content_type().unwrap();
    let mut line = format!("{}{}/{}", "  ".repeat(depth), media.ctype(), media.subtype().unwrap());
    for attribute in media.attributes().unwrap_or_default() {
        // Boundaries are random.
        if attribute.name != "boundary" {
            line = format!("{line}; {}={}", attribute.name, attribute.value);
        }
    }
    if let Some(disposition) = part.content_disposition() {
        line = format!("{line} {} {}", disposition.ctype(), part.attachment_name().unwrap());
    }
    if let Some(id) = part.content_id() {
        line = format!("{line} <{id}>");
    }
    lines.push(line);
    if let PartType::Multipart(parts) = &part.body {
        for part in parts {
            tree(message, *part, depth + 1, lines);
        }
    }
}

#[test]
fn all_letters_match_their_snapshots() {
    for locale in Locale::ALL {
        for kind in MessageKind::ALL {
            let name = format!("{locale}_{}", kind.as_str());
            assert_snapshot!(name, outline(&written(&letter(kind, locale))));
        }
    }
}

#[test]
fn the_html_text_and_the_plain_text_have_the_same_facts() {
    for locale in Locale::ALL {
        for kind in MessageKind::ALL {
            let letter = letter(kind, locale);
            let html = html(&letter);
            for fact in
                ["Così è (se vi pare)", "21:00", "20:30", "Teatro Astra", "Torino", "K7QF3M"]
            {
                assert!(html.contains(fact) && plain(&letter).contains(fact), "{fact} in {kind:?}");
            }
            assert_eq!(html.contains(&format!("href=\"{LINK}\"")), kind.carries_link());
            assert!(html.contains(&format!("<html lang=\"{locale}\"")));
            assert!(
                !html.contains("http://") || html.matches("http://").count() == 1,
                "only xmlns"
            );
            let poster = format!("src=\"{POSTER}\"");
            assert!(
                html.contains(&poster) && html.matches("src=\"http").count() == 1,
                "only the poster is loaded from the site"
            );
        }
    }
}

#[test]
fn a_show_without_a_poster_leaves_no_gap() {
    for kind in MessageKind::ALL {
        let mut letter = letter(kind, Locale::It);
        letter.poster = None;
        let html = html(&letter);
        assert!(!html.contains("src=\"http") && !html.contains("class=\"gap\""), "{html}");
    }
}

#[test]
fn letters_about_cancellations_link_to_the_page_of_the_show() {
    let kinds = [
        MessageKind::CancelledByVisitor,
        MessageKind::CancelledByOffice,
        MessageKind::CancelledByTheatre,
    ];
    for kind in kinds {
        for locale in Locale::ALL {
            let mut letter = letter(kind, locale);
            assert!(html(&letter).contains(&format!("href=\"{SHOW_PAGE}\"")), "{kind:?}");
            assert!(plain(&letter).contains(&format!(":\r\n{SHOW_PAGE}\r\n")), "{kind:?}");
            letter.show_page = None;
            assert!(!html(&letter).contains("/shows/") && !plain(&letter).contains("/shows/"));
        }
    }
}

#[test]
fn only_a_cancelled_date_is_struck_through() {
    for kind in MessageKind::ALL {
        let is_cancellation = matches!(
            kind,
            MessageKind::CancelledByVisitor
                | MessageKind::CancelledByOffice
                | MessageKind::CancelledByTheatre
        );
        let html = html(&letter(kind, Locale::En));
        assert_eq!(html.contains("line-through;\">Saturday 14 March"), is_cancellation, "{kind:?}");
    }
}

#[test]
fn the_html_text_is_not_clipped_by_gmail() {
    for locale in Locale::ALL {
        for kind in MessageKind::ALL {
            // Gmail shows the first 102 kB.
            assert!(html(&letter(kind, locale)).len() < 100_000, "{kind:?}");
        }
    }
}

#[test]
fn typed_text_is_escaped_in_html() {
    for kind in MessageKind::ALL {
        let mut letter = letter(kind, Locale::It);
        let bad = "<script>alert('1')</script>\"&";
        letter.entry.show.title = bad.to_owned();
        letter.entry.show.subtitle = bad.to_owned();
        letter.entry.venue.name = bad.to_owned();
        letter.entry.venue.access_notes = bad.to_owned();
        letter.entry.site_name = bad.to_owned();
        letter.entry.reservation.guest.name = Some(PersonName::parse("<b onload=x>").unwrap());
        let html = html(&letter);
        assert!(!html.contains("<script") && !html.contains("<b "), "{html}");
        assert!(html.contains("&#60;script&#62;"));
        assert!(plain(&letter).contains(bad), "plain text needs no escaping");
    }
}

#[test]
fn a_letter_to_an_unverified_address_repeats_only_the_seats() {
    for locale in Locale::ALL {
        for kind in MessageKind::ALL {
            let mut letter = letter(kind, locale);
            let guest = &mut letter.entry.reservation.guest;
            guest.name = Some(PersonName::parse("WINNER http://evil.example/x now").unwrap());
            guest.notes = Some(MultilineText::parse("notes evil.example").unwrap());
            guest.phone = Some(PhoneNumber::parse("+39 333 1234567").unwrap());
            letter.entry.reservation.confirmed_at = None;
            let raw = written(&letter);
            let content = [plain(&letter), html(&letter), String::from_utf8(raw.clone()).unwrap()];
            for typed in ["evil", "WINNER", "1234567"] {
                assert!(!content.iter().any(|text| text.contains(typed)), "{kind:?}: {content:?}");
            }
            let to = parsed(&raw);
            let to = to.to().unwrap().first().unwrap();
            assert_eq!((to.name(), to.address()), (None, Some("anna@example.org")));
        }
    }
}

#[test]
fn a_guest_with_a_verified_address_is_greeted_by_name() {
    for source in [BookingSource::Website, BookingSource::Office] {
        let mut letter = letter(MessageKind::YourTicket, Locale::It);
        letter.entry.reservation.source = source;
        let content = plain(&letter);
        assert!(content.starts_with("Ciao Anna Dell'Acqua-Müller,"), "{content}");
    }
}

#[test]
fn all_mailbox_names_are_quoted_strings() {
    let mut letter = letter(MessageKind::YourTicket, Locale::It);
    letter.entry.reservation.guest.name = Some(PersonName::parse("Anna.Rossi").unwrap());
    letter.entry.site_name = "Teatro.Azione".to_owned();
    let raw = String::from_utf8(written(&letter)).unwrap();
    for header in [
        r#"From: "Teatro.Azione" <tickets@teatro.example.org>"#,
        r#"To: "Anna.Rossi" <anna@example.org>"#,
        r#"Reply-To: "Teatro.Azione" <info@teatro.example.org>"#,
    ] {
        assert!(raw.lines().any(|line| line == header), "{header}: {raw}");
    }
    let staff = staff_letter(LinkPurpose::Invitation, Locale::It);
    let raw = write_to_staff(&staff, &Sender::parse(FROM).unwrap()).unwrap();
    assert!(String::from_utf8(raw.formatted()).unwrap().contains(r#"To: "Dora Dell'Uscio" <"#));
}

#[test]
fn a_rescheduled_performance_has_its_new_start_in_the_subject() {
    for (locale, subject) in [
        (Locale::It, "Nuova data: Così è (se vi pare), sabato 14 marzo 2026, ore 21:00"),
        (Locale::En, "New date: Così è (se vi pare), Saturday 14 March 2026 at 21:00"),
    ] {
        let raw = written(&letter(MessageKind::Rescheduled, locale));
        assert_eq!(parsed(&raw).subject(), Some(subject));
    }
}

#[test]
fn another_time_on_the_same_day_is_no_new_date() {
    for (locale, time, date) in
        [(Locale::It, "nuovo orario", "nuova data"), (Locale::En, "new time", "new date")]
    {
        let mut letter = letter(MessageKind::Rescheduled, locale);
        letter.entry.previous_start =
            Some(letter.entry.starts_at - jiff::SignedDuration::from_hours(2));
        let raw = written(&letter);
        let subject = parsed(&raw).subject().unwrap().to_lowercase();
        assert!(subject.starts_with(time), "{subject}");
        for said in [plain(&letter), html(&letter)] {
            assert!(said.contains(time) && !said.to_lowercase().contains(date), "{said}");
        }
    }
}

#[test]
fn a_guest_is_not_thanked_for_a_cancellation_by_the_office() {
    for (locale, by_the_office, thanks) in [
        (Locale::It, "la biglietteria ha annullato", "Grazie"),
        (Locale::En, "box office has cancelled", "Thank you"),
    ] {
        let letter = letter(MessageKind::CancelledByOffice, locale);
        for content in [plain(&letter), html(&letter)] {
            assert!(content.contains(by_the_office) && !content.contains(thanks), "{content}");
        }
    }
}

#[test]
fn a_transfer_letter_names_both_dates() {
    for (locale, subject, dates) in [
        (
            Locale::It,
            "La tua prenotazione ha una nuova data: Così è (se vi pare), sabato 14 marzo 2026, ore 21:00",
            "da sabato 7 marzo 2026, ore 21:00 a sabato 14 marzo 2026, ore 21:00",
        ),
        (
            Locale::En,
            "Your reservation has a new date: Così è (se vi pare), Saturday 14 March 2026 at 21:00",
            "from Saturday 7 March 2026 at 21:00 to Saturday 14 March 2026 at 21:00",
        ),
    ] {
        let letter = letter(MessageKind::Transferred, locale);
        assert_eq!(parsed(&written(&letter)).subject(), Some(subject));
        assert!(plain(&letter).contains(dates), "{}", plain(&letter));
    }
}

#[test]
fn a_seats_letter_names_both_numbers_of_seats() {
    for (locale, subject, numbers) in [
        (
            Locale::It,
            "Ora hai 3 posti: Così è (se vi pare), sabato 14 marzo 2026",
            [
                "ora hai 3 posti, prima ne avevi 2.",
                "ora hai <strong>3 posti</strong>, prima ne avevi 2.",
            ],
        ),
        (
            Locale::En,
            "You now have 3 seats: Così è (se vi pare), Saturday 14 March 2026",
            ["you now have 3 seats instead of 2.", "<strong>3 seats</strong> instead of 2."],
        ),
    ] {
        let letter = letter(MessageKind::SeatsChanged, locale);
        assert_eq!(parsed(&written(&letter)).subject(), Some(subject));
        let [text, markup] = numbers;
        assert!(plain(&letter).contains(text) && html(&letter).contains(markup));
    }
}

#[test]
fn an_announcement_quotes_the_message_to_the_guests() {
    for kind in [MessageKind::Rescheduled, MessageKind::CancelledByTheatre] {
        for locale in Locale::ALL {
            let mut letter = letter(kind, locale);
            assert!(!plain(&letter).contains("\n> ") && !html(&letter).contains("<blockquote"));
            let message = "Il regista sta male.\n\n<b>A presto</b> & scusateci";
            letter.entry.message_to_guests = Some(MultilineText::parse(message).unwrap());
            let text = plain(&letter).replace("\r\n", "\n");
            let quoted = "\n> Il regista sta male.\n> \n> <b>A presto</b> & scusateci\n\n";
            assert!(text.contains(quoted), "{text}");
            let html = html(&letter);
            let quoted =
                ">Il regista sta male.<br><br>&#60;b&#62;A presto&#60;/b&#62; &#38; scusateci<";
            assert!(html.contains("<blockquote") && html.contains(quoted), "{html}");
        }
    }
}

#[test]
fn no_text_can_add_a_header() {
    let mut letter = letter(MessageKind::YourTicket, Locale::En);
    letter.entry.show.title = "Hamlet\r\nBcc: everyone@example.org\r\n\r\n<p>".to_owned();
    letter.entry.site_name = "Theatre\nBcc: everyone@example.org".to_owned();
    letter.entry.site_email = "info@example.org\r\nBcc: everyone@example.org".to_owned();
    let raw = written(&letter);
    let message = parsed(&raw);
    assert!(message.bcc().is_none());
    assert!(message.reply_to().is_none(), "a malformed address is left out");
    assert!(message.subject().unwrap().starts_with("Your ticket: Hamlet Bcc:"));
}

#[test]
fn the_qr_code_is_shown_in_the_text_and_attached() {
    let raw = written(&letter(MessageKind::YourTicket, Locale::It));
    let message = parsed(&raw);
    let codes = message
        .attachments()
        .filter(|part| part.is_content_type("image", "png"))
        .inspect(|part| assert_eq!(part.contents(), QR_CODE))
        .collect::<Vec<_>>();
    assert_eq!(codes.len(), 2);
    let id = codes[0].content_id().unwrap();
    assert!(message.body_html(0).unwrap().contains(&format!("src=\"cid:{id}\"")));
    assert_eq!(codes[1].attachment_name(), Some("K7QF3M.png"));
}

#[test]
fn the_calendar_file_keeps_its_line_ends() {
    let letter = letter(MessageKind::YourTicket, Locale::It);
    let raw = written(&letter);
    let message = parsed(&raw);
    let file = message.attachments().find(|part| part.is_content_type("text", "calendar")).unwrap();
    assert_eq!(file.text_contents().unwrap().trim_end(), letter.calendar.unwrap().trim_end());
}

#[test]
fn a_party_of_one_has_one_seat() {
    for (locale, plural) in [(Locale::It, "posti"), (Locale::En, "seats")] {
        for kind in MessageKind::ALL {
            let mut letter = letter(kind, locale);
            letter.entry.reservation.seats = Seats::ONE;
            // The text may mention seats that are left for others.
            let content =
                plain(&letter).replace("ci sono posti", "").replace("there are seats", "");
            assert!(!content.contains(plural), "{content}");
            assert!(!parsed(&written(&letter)).subject().unwrap().contains(plural));
        }
    }
}

#[test]
fn a_letter_after_the_hold_does_not_promise_seats() {
    let mut letter = letter(MessageKind::ConfirmYourSeats, Locale::It);
    letter.written_at = letter.entry.hold_until;
    for (locale, released, kept) in [
        (Locale::It, "sono tornati liberi", "tornano liberi"),
        (Locale::En, "have been released", "will be released"),
    ] {
        letter.entry.reservation.guest.locale = locale;
        for content in [plain(&letter), html(&letter)] {
            assert!(content.contains(released) && !content.contains(kept), "{content}");
        }
    }
}

#[test]
fn an_unconfirmed_guest_is_not_told_that_the_seats_are_kept() {
    let mut letter = letter(MessageKind::Rescheduled, Locale::En);
    letter.entry.reservation.status =
        azionelab_domain::Status::Pending { hold_until: letter.entry.hold_until };
    assert!(plain(&letter).contains("not confirmed yet") && !plain(&letter).contains("are kept"));
}

#[test]
fn a_reschedule_letter_names_the_previous_start_if_it_is_known() {
    for (locale, was, is) in [
        (Locale::It, "era sabato 7 marzo 2026, ore 21:00; ora è", "Ora è: sabato 14 marzo"),
        (
            Locale::En,
            "was on Saturday 7 March 2026 at 21:00; it is",
            "is now on: Saturday 14 March",
        ),
    ] {
        let mut letter = letter(MessageKind::Rescheduled, locale);
        assert!(plain(&letter).contains(was) && html(&letter).contains(was));
        letter.entry.previous_start = None;
        assert!(plain(&letter).contains(is) && !plain(&letter).contains(was));
        assert!(!html(&letter).contains(was));
    }
}

#[test]
fn missing_data_leaves_no_gap() {
    let mut letter = letter(MessageKind::YourTicket, Locale::It);
    letter.entry.show.subtitle.clear();
    letter.entry.venue.address.clear();
    letter.entry.venue.access_notes.clear();
    letter.entry.site_email.clear();
    assert_snapshot!("bare_ticket", outline(&written(&letter)));
}

#[test]
fn an_address_that_smtp_cannot_express_is_refused_without_repeating_it() {
    let mut letter = letter(MessageKind::YourTicket, Locale::It);
    // The part before the `@` has its maximum length (RFC 5321, 4.5.3.1.1).
    let long = format!("{}@example.org", "a".repeat(64));
    letter.entry.reservation.guest.email =
        Some(azionelab_domain::EmailAddress::parse(&long).unwrap());
    assert!(write(&letter, &Sender::parse(FROM).unwrap()).is_ok());
    letter.entry.reservation.guest.email =
        Some(azionelab_domain::EmailAddress::parse("anna@xn--a.example.org").unwrap());
    let refused = write(&letter, &Sender::parse(FROM).unwrap()).map(|_| ()).unwrap_err();
    assert_eq!(refused, MailFailure::Permanent("the address can't be written in SMTP".to_owned()));
}

#[test]
fn all_letters_to_staff_match_their_snapshots() {
    for locale in Locale::ALL {
        for purpose in LinkPurpose::ALL {
            let letter = staff_letter(purpose, locale);
            let raw = write_to_staff(&letter, &Sender::parse(FROM).unwrap()).unwrap().formatted();
            assert_snapshot!(format!("{locale}_{}", purpose.as_str()), outline(&raw));
            let html = parsed(&raw).body_html(0).unwrap().into_owned();
            assert!(html.contains(&format!("href=\"{STAFF_LINK}\"")) && html.contains("Dora"));
            assert!(!html.contains("src=\"http"), "nothing is loaded from other hosts");
        }
    }
}

#[test]
fn typed_text_is_escaped_in_letters_to_staff() {
    let mut letter = staff_letter(LinkPurpose::Invitation, Locale::It);
    letter.notice.site_name = "<script>alert('1')</script>".to_owned();
    letter.notice.member.name = PersonName::parse("<b onload=x>").unwrap();
    let raw = write_to_staff(&letter, &Sender::parse(FROM).unwrap()).unwrap().formatted();
    let html = parsed(&raw).body_html(0).unwrap().into_owned();
    assert!(!html.contains("<script") && !html.contains("<b "), "{html}");
}

/// Writes all letters as HTML into the folder that `AZIONELAB_WRITE_MAILS` names, for
/// `frontend/tools/mails.mjs`.
#[test]
fn all_letters_are_written_for_review() {
    let Some(folder) = std::env::var_os("AZIONELAB_WRITE_MAILS").map(std::path::PathBuf::from)
    else {
        return;
    };
    std::fs::create_dir_all(&folder).unwrap();
    for locale in Locale::ALL {
        for kind in MessageKind::ALL {
            let file = folder.join(format!("{locale}-{}.html", kind.as_str()));
            std::fs::write(file, html(&letter(kind, locale))).unwrap();
        }
        for purpose in LinkPurpose::ALL {
            let letter = staff_letter(purpose, locale);
            let raw = write_to_staff(&letter, &Sender::parse(FROM).unwrap()).unwrap().formatted();
            let file = folder.join(format!("{locale}-{}.html", purpose.as_str()));
            std::fs::write(file, parsed(&raw).body_html(0).unwrap().as_bytes()).unwrap();
        }
    }
}

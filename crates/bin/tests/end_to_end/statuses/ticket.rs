//! What a ticket's QR code shows to anyone who scans it with a camera.

use super::{
    case::{Case, done, play, refused},
    theatre::{Party, Theatre},
};
use crate::{ask::Ask, program::Answer};

const TICKET: &str = "/api/v1/ticket";

fn shows(party: fn(&Theatre) -> Party) -> impl Fn(&Theatre) -> Ask {
    move |theatre| Ask::get(TICKET).holder(&party(theatre).ticket())
}

/// Checks the status of a ticket, and that the answer has no personal data.
fn worth(answer: &Answer, status: &str) {
    let seen = answer.json();
    assert_eq!(seen["status"], status);
    assert_eq!(seen["performance"]["show"]["slug"], "mirandolina");
    assert_eq!(seen.as_object().unwrap().len(), 2);
    for whose in ["Ginevra", "Quattrocchi", "visitor-", "@"] {
        assert!(!answer.text().contains(whose), "{whose}");
    }
}

pub fn cases() -> Vec<Case> {
    vec![
        done("GET", TICKET, 200, shows(Theatre::confirmed)).and(|answer| worth(answer, "valid")),
        done("GET", TICKET, 200, shows(|theatre| theatre.inside(1)))
            .and(|answer| worth(answer, "valid")),
        done("GET", TICKET, 200, shows(|theatre| theatre.inside(2)))
            .and(|answer| worth(answer, "used")),
        done("GET", TICKET, 200, shows(Theatre::cancelled))
            .and(|answer| worth(answer, "cancelled")),
        done("GET", TICKET, 200, |theatre| {
            let party = theatre.confirmed();
            theatre.change(&party.performance, "cancelled_at = now()");
            Ask::get(TICKET).holder(&party.ticket())
        })
        .and(|answer| {
            worth(answer, "cancelled");
            assert_eq!(answer.json()["performance"]["booking"]["state"], "cancelled");
        }),
        refused("GET", TICKET, 404, "ticket-replaced", shows(Theatre::replaced)),
        refused("GET", TICKET, 404, "unknown-ticket", shows(Theatre::booked)),
        refused("GET", TICKET, 404, "unknown-ticket", |theatre| {
            Ask::get(TICKET).holder(&theatre.confirmed().secret)
        }),
        refused("GET", TICKET, 404, "unknown-ticket", |_| Ask::get(TICKET).holder("' OR 1=1 --")),
    ]
}

#[test]
fn ticket_requests_have_the_described_answers() {
    play(&cases());
}

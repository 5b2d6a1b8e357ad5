//! Enumerations on the wire.

use azionelab_domain as domain;
use serde::Serialize;
use utoipa::ToSchema;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident of $of:ty { $($(#[$word_doc:meta])* $word:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name {
            $($(#[$word_doc])* $word),*
        }

        impl From<$of> for $name {
            fn from(of: $of) -> Self {
                match of {
                    $(<$of>::$word => Self::$word),*
                }
            }
        }
    )*};
}

words! {
    /// Whether a performance can be booked.
    BookingState of domain::BookingState { Open, NotYetOpen, Closed, SoldOut, Cancelled }

    /// What a programme says about the seats of a performance: `available` when they can be booked;
    /// `few_left` when they can be booked and at most 10 are left; `past` once the performance has
    /// started. `closed`: booking has closed, but the performance has not started.
    BookingLabel of domain::BookingLabel {
        Available, FewLeft, NotYetOpen, SoldOut, Closed, Past, Cancelled
    }

    /// How soon a performance starts, by the calendar of its venue: `tonight` is today at 18:00 or
    /// later.
    Nearness of domain::Nearness { Tonight, Today, Tomorrow }

    /// Whether the public sees a show.
    Publication of domain::Publication { Draft, Published, Archived }

    /// An access need of a party.
    AccessNeed of domain::AccessNeed { WheelchairPlace, Companion, HearingLoop }

    /// The role of a member of staff.
    Role of domain::Role { Door, BoxOffice, Admin }

    /// The state of an account: `invited` until the owner chooses a password.
    AccountStatus of azionelab_application::accounts::AccountStatus { Invited, Active, Deactivated }

    /// The state of a ticket: `used` if the whole party is inside, `cancelled` if the reservation
    /// or the performance was cancelled.
    TicketStatus of domain::TicketStatus { Valid, Used, Cancelled }

    /// The status of a reservation.
    ReservationStatus of domain::StatusKind {
        /// The seats are held until the hold lapses.
        Pending,
        /// The hold has lapsed.
        Expired,
        Confirmed, Cancelled
    }

    /// Where a reservation was made: on the website, at the box office, or at the door.
    BookingSource of domain::BookingSource { Website, Office, Door }

    /// The subject of a message about a reservation.
    MessageKind of azionelab_application::mail::MessageKind {
        ConfirmYourSeats, YourTicket, CancelledByVisitor, CancelledByOffice, CancelledByTheatre,
        #[serde(rename = "moved")]
        Rescheduled,
        Transferred, SeatsChanged
    }

    /// The state of a message: `dropped` if it became pointless before it was sent.
    MessageState of azionelab_application::mail::MessageState { Waiting, Sent, Refused, Dropped }

    /// The delivery of a message: `sent` to the mail server, `queued` for a later attempt, or
    /// `failed` for good.
    EmailDelivery of azionelab_application::mail::Delivery { Sent, Queued, Failed }

    /// The delivery of a message: `failed` if it was given up.
    LatestDelivery of azionelab_application::mail::Delivery { Sent, Queued, Failed }
}

macro_rules! languages {
    ($($locale:ident $tag:literal;)*) => {
        words! {
            /// A language of the site and its mail.
            Locale of domain::Locale { $($locale),* }
        }
    };
}

domain::with_languages!(languages);

pub(crate) fn needs(needs: &domain::AccessNeeds) -> Vec<AccessNeed> {
    needs.iter().copied().map(AccessNeed::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use azionelab_application::mail;

    fn word(word: impl Serialize) -> String {
        serde_json::to_string(&word).unwrap()
    }

    #[test]
    fn the_words_are_those_of_the_domain() {
        for need in domain::AccessNeed::ALL {
            assert_eq!(word(AccessNeed::from(need)), word(need.as_str()));
        }
        for role in domain::Role::ALL {
            assert_eq!(word(Role::from(role)), word(role.as_str()));
        }
        for kind in domain::StatusKind::ALL {
            assert_eq!(word(ReservationStatus::from(kind)), word(kind.as_str()));
        }
        for source in domain::BookingSource::ALL {
            assert_eq!(word(BookingSource::from(source)), word(source.as_str()));
        }
        for kind in mail::MessageKind::ALL {
            assert_eq!(word(MessageKind::from(kind)), word(kind.as_str()));
        }
        for state in mail::MessageState::ALL {
            assert_eq!(word(MessageState::from(state)), word(state.as_str()));
        }
        for publication in [
            domain::Publication::Draft,
            domain::Publication::Published,
            domain::Publication::Archived,
        ] {
            assert_eq!(word(Publication::from(publication)), word(publication.as_str()));
        }
        for locale in domain::Locale::ALL {
            assert_eq!(word(Locale::from(locale)), word(locale.tag()));
        }
        for state in [
            domain::BookingState::Open,
            domain::BookingState::NotYetOpen,
            domain::BookingState::Closed,
            domain::BookingState::SoldOut,
            domain::BookingState::Cancelled,
        ] {
            assert_eq!(word(BookingState::from(state)), word(state.as_str()));
        }
    }
}

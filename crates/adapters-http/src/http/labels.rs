//! The words that a field may hold.

use azionelab_domain as domain;
use serde::Serialize;
use utoipa::ToSchema;

/// A word for each of these.
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

    /// Whether the public sees a show.
    Publication of domain::Publication { Draft, Published, Archived }

    /// What somebody of a party needs.
    AccessNeed of domain::AccessNeed { WheelchairPlace, Companion, HearingLoop }

    /// What somebody who works here is trusted with.
    Role of domain::Role { Door, BoxOffice, Admin }

    /// Whether somebody can sign in: not yet, for want of a password; yes; or not any more.
    AccountStatus of azionelab_application::accounts::AccountStatus { Invited, Active, Deactivated }

    /// A language of the site and its mail.
    Locale of domain::Locale { It, En }

    /// What a ticket is worth at the door: `used` when the whole party is inside, `cancelled` when
    /// the reservation was given up or the performance cancelled.
    TicketStatus of domain::TicketStatus { Valid, Used, Cancelled }

    /// Where a reservation was made: on the website, by the box office, or at the door.
    BookingSource of domain::BookingSource { Website, Office, Door }

    /// What a message about a reservation says.
    MessageKind of azionelab_application::mail::MessageKind {
        ConfirmYourSeats, YourTicket, CancelledByVisitor, CancelledByOffice, CancelledByTheatre,
        #[serde(rename = "moved")]
        Rescheduled,
        Transferred, SeatsChanged
    }

    /// What has become of a message: `dropped` when it had become pointless.
    MessageState of azionelab_application::box_office::MessageState { Waiting, Sent, Refused, Dropped }

    /// Whether the mail server has the message, or is to get it soon; `failed` when it will never
    /// take it.
    EmailDelivery of azionelab_application::booking::EmailDelivery { Sent, Queued, Failed }

    /// What has become of a message by now: `failed` when it was given up for good.
    LatestDelivery of azionelab_application::mail::Delivery { Sent, Queued, Failed }
}

/// Where a reservation is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReservationStatus {
    /// Its seats are held until it is confirmed.
    Pending,
    /// Its hold has lapsed.
    Expired,
    Confirmed,
    Cancelled,
}

/// The needs of a party.
pub(crate) fn needs(needs: &domain::AccessNeeds) -> Vec<AccessNeed> {
    needs.iter().copied().map(AccessNeed::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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

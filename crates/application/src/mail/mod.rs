//! The outbox, the delivery of its messages, and the local mailbox.

mod deliver_mail;
mod links;
mod ports;

#[cfg(feature = "mock")]
pub use self::ports::{mailbox::MockMailbox, mailer::MockMailer, outbox::MockOutbox};
pub use self::{
    deliver_mail::{DeliverMail, MailPreferences},
    links::{BaseUrl, Links},
    ports::{
        mailbox::{Mailbox, MailboxAttachment, MailboxEntry, MailboxMessage},
        mailer::{HandOver, Letter, MailFailure, MailServer, Mailer, PosterPicture, StaffLetter},
        outbox::{
            Claim, Delivery, FirstDelivery, MessageKind, MessageState, Outbox, OutboxEntry,
            Outgoing, Settlement, WaitsFor,
        },
    },
};

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use azionelab_domain::{House, MessageId, ReservationId, Secret, Status};
use futures_util::stream::{self, StreamExt as _};
use jiff::{SignedDuration, Timestamp};
use tracing::{error, info, warn};

use super::{EmailDelivery, Links, Ports, staff_letters::StaffLetters};
use crate::ports::{
    CalendarEvent, Calendars, Clock, Issued, Letter, MailFailure, Mailer, Message, MessageKind,
    Outbox, OutboxEntry, Outgoing, QrCodes, Secrets, Settlement, StoreError,
};

/// How many messages are taken from the outbox at a time.
const BATCH: u32 = 20;

/// How many of them are handed over at the same time: enough that hundreds of parties learn within
/// seconds that a performance was moved, and few enough for any mail server.
const AT_ONCE: usize = 4;

/// How much longer than the hand-over itself a message stays in hand, so that whoever delivers it
/// can also note what became of it.
const GRACE: SignedDuration = SignedDuration::from_secs(5);

/// The pause after the first failed attempt; it doubles with each further one.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(5);

/// The longest pause between two attempts.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// How mail is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailPreferences {
    /// Whether all mail stays in the outbox until further notice.
    pub paused: bool,
    /// How long the mail server may take for one letter.
    pub hand_over: SignedDuration,
}

/// A message of which it is not yet known whether it will be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    pub id: MessageId,
    kind: MessageKind,
    issued: Option<Issued>,
    in_hand: SignedDuration,
}

impl Draft {
    /// The same, saying something else.
    #[must_use]
    pub fn saying(self, kind: MessageKind) -> Self {
        Self { kind, ..self }
    }

    /// The message, written by a rule at `now` about a reservation of `house`.
    pub fn about(&self, reservation: ReservationId, house: &House, now: Timestamp) -> Message {
        let expires_at = house.performance().links_expire_at(house.policy());
        Message {
            id: self.id,
            kind: self.kind,
            reservation,
            issued: self
                .issued
                .filter(|_| self.kind.carries_link())
                .map(|issued| Issued { expires_at, ..issued }),
            next_attempt_at: now + self.in_hand,
        }
    }
}

/// Delivers mail: at once, for who is waiting for it, and later from the outbox whatever could
/// not be delivered at once.
///
/// The outbox holds no secret. A message that is tried again carries a new one; the older ones
/// stay valid.
pub struct DeliverMail {
    outbox: Arc<dyn Outbox>,
    mailer: Arc<dyn Mailer>,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn Secrets>,
    qr_codes: Arc<dyn QrCodes>,
    calendars: Arc<dyn Calendars>,
    links: Links,
    staff_letters: StaffLetters,
    preferences: MailPreferences,
}

impl DeliverMail {
    pub(super) fn new(ports: &Ports, links: Links, preferences: MailPreferences) -> Self {
        Self {
            outbox: ports.outbox.clone(),
            mailer: ports.mailer.clone(),
            clock: ports.clock.clone(),
            secrets: ports.secrets.clone(),
            qr_codes: ports.qr_codes.clone(),
            calendars: ports.calendars.clone(),
            staff_letters: StaffLetters::new(ports, links.clone()),
            links,
            preferences,
        }
    }

    pub(super) const fn is_paused(&self) -> bool {
        self.preferences.paused
    }

    /// How long a message is in the hands of who wrote it.
    pub(super) fn in_hand(&self) -> SignedDuration {
        self.preferences.hand_over + GRACE
    }

    /// A message that carries `secret`, if it is of a kind that carries a link.
    pub(super) fn draft(&self, id: MessageId, kind: MessageKind, secret: Option<&Secret>) -> Draft {
        // When the secret expires is known only once the house is at hand.
        let issued = secret.map(|secret| Issued::new(secret, Timestamp::MAX));
        Draft { id, kind, issued, in_hand: self.in_hand() }
    }

    /// Hands over a message that was stored just now. It never fails: what can't be delivered
    /// stays in the outbox.
    pub(super) async fn hand_over(
        &self,
        message: MessageId,
        secret: Option<&Secret>,
    ) -> EmailDelivery {
        if self.preferences.paused {
            return EmailDelivery::Queued;
        }
        match self.deliver(message, secret).await {
            Ok(Some(Settlement::Sent)) => EmailDelivery::Sent,
            Ok(_) => EmailDelivery::Queued,
            Err(error) => {
                log_kept(message, &error);
                EmailDelivery::Queued
            }
        }
    }

    /// Tries every message that is due, once. Answers how many there were.
    ///
    /// Stops when the storage can't be reached. What was claimed by then comes up again.
    pub async fn deliver_due(&self) -> Result<usize, StoreError> {
        if self.preferences.paused {
            return Ok(0);
        }
        // What fails meanwhile is left for the next time, however soon it is due again.
        let due_at = self.clock.now();
        let mut tried = 0;
        loop {
            // A mail server may take them one after the other, so the last one has to be able to
            // wait for all before it.
            let hand_overs = self.preferences.hand_over * BATCH.cast_signed();
            let until = self.clock.now() + hand_overs + GRACE;
            let messages = self.outbox.claim(due_at, until, BATCH).await?;
            self.deliver_all(&messages).await?;
            tried += messages.len();
            if messages.len() < BATCH as usize {
                return Ok(tried);
            }
        }
    }

    /// Delivers messages, some at the same time. Once the storage can't be reached no other is
    /// begun; those in hand are finished, for what became of a letter has to be noted.
    async fn deliver_all(&self, messages: &[MessageId]) -> Result<(), StoreError> {
        let is_gone = AtomicBool::new(false);
        let deliveries = messages.iter().copied().map(|one| self.deliver_unless(&is_gone, one));
        let outcomes: Vec<_> = stream::iter(deliveries).buffer_unordered(AT_ONCE).collect().await;
        outcomes.into_iter().collect()
    }

    async fn deliver_unless(
        &self,
        is_gone: &AtomicBool,
        message: MessageId,
    ) -> Result<(), StoreError> {
        if is_gone.load(Ordering::Relaxed) {
            return Ok(());
        }
        match self.deliver(message, None).await {
            // One message that can't be read must not keep the others waiting for ever.
            Err(error @ StoreError::Unexpected(_)) => {
                log_kept(message, &error);
                Ok(())
            }
            Err(error) => {
                is_gone.store(true, Ordering::Relaxed);
                Err(error)
            }
            Ok(_) => Ok(()),
        }
    }

    async fn deliver(
        &self,
        message: MessageId,
        secret: Option<&Secret>,
    ) -> Result<Option<Settlement>, StoreError> {
        let settlement = match self.outbox.entry(message).await? {
            None => return Ok(None),
            Some(Outgoing::ToStaff(notice)) => {
                let failed_attempts = notice.failed_attempts;
                match self.staff_letters.write(*notice).await? {
                    None => Settlement::Dropped,
                    Some(letter) => self
                        .settlement(self.mailer.deliver_to_staff(&letter).await, failed_attempts),
                }
            }
            Some(Outgoing::ToGuest(entry)) if is_pointless(&entry, self.clock.now()) => {
                Settlement::Dropped
            }
            Some(Outgoing::ToGuest(entry)) => {
                let failed_attempts = entry.failed_attempts;
                let letter = self.write(*entry, secret).await?;
                self.settlement(self.mailer.deliver(&letter).await, failed_attempts)
            }
        };
        log(message, &settlement);
        self.outbox.settle(message, settlement.clone(), self.clock.now()).await?;
        Ok(Some(settlement))
    }

    /// What becomes of a message that was handed over so.
    fn settlement(&self, handed_over: Result<(), MailFailure>, failed_attempts: u32) -> Settlement {
        match handed_over {
            Ok(()) => Settlement::Sent,
            Err(MailFailure::Permanent(problem)) => Settlement::Refused { problem },
            Err(MailFailure::Passing(problem)) => Settlement::Waiting {
                next_attempt_at: self.clock.now() + self.pause_after(failed_attempts),
                problem,
            },
        }
    }

    /// Puts together all that a message says and carries. A message taken up later needs a new
    /// secret, for nobody has kept the first one.
    async fn write(
        &self,
        entry: OutboxEntry,
        secret: Option<&Secret>,
    ) -> Result<Letter, StoreError> {
        let secret = match secret {
            Some(secret) => Some(secret.clone()),
            None if entry.kind.carries_link() => Some(self.issue(&entry).await?),
            None => None,
        };
        let link = secret.as_ref().map(|secret| self.links.reservation(secret));
        let qr_code = secret
            .filter(|_| entry.kind == MessageKind::YourTicket)
            .map(|secret| self.qr_codes.png(&self.links.ticket(&secret.ticket())));
        let calendar = calendar_event(&entry, self.clock.now()).map(|e| self.calendars.ics(&e));
        Ok(Letter { entry, link, qr_code, calendar, written_at: self.clock.now() })
    }

    async fn issue(&self, entry: &OutboxEntry) -> Result<Secret, StoreError> {
        let secret = self.secrets.secret();
        let issued = Issued::new(&secret, entry.starts_at + entry.retention);
        self.outbox.issue(entry.reservation.id, issued).await?;
        Ok(secret)
    }

    /// Doubles with each failed attempt and is spread by a fifth, so that many messages that
    /// failed together don't come back together.
    fn pause_after(&self, failed_attempts: u32) -> SignedDuration {
        let pause = (FIRST_PAUSE * 2_i32.pow(failed_attempts.min(16))).min(LONGEST_PAUSE);
        pause.mul_f64(0.8 + 0.4 * self.secrets.jitter())
    }
}

/// Whether a message has nothing to say any more: what it asks for is done, or it is over.
fn is_pointless(entry: &OutboxEntry, now: Timestamp) -> bool {
    let over = now > entry.starts_at + SignedDuration::from_hours(24);
    over || match (entry.kind, entry.reservation.status) {
        (MessageKind::ConfirmYourSeats, status) => {
            matches!(status, Status::Confirmed | Status::Cancelled)
        }
        (MessageKind::YourTicket | MessageKind::Moved, status) => status == Status::Cancelled,
        (MessageKind::CancelledByVisitor | MessageKind::CancelledByTheatre, _) => false,
    }
}

fn calendar_event(entry: &OutboxEntry, now: Timestamp) -> Option<CalendarEvent> {
    let cancelled = match entry.kind {
        MessageKind::ConfirmYourSeats => return None,
        MessageKind::YourTicket | MessageKind::Moved => false,
        MessageKind::CancelledByVisitor | MessageKind::CancelledByTheatre => true,
    };
    Some(super::ticket::event_of(
        &entry.reservation,
        &entry.show,
        &entry.venue,
        entry.starts_at,
        cancelled,
        now,
    ))
}

fn log_kept(message: MessageId, error: &StoreError) {
    error!(%message, error = error as &dyn std::error::Error, "a message stays in the outbox");
}

fn log(message: MessageId, settlement: &Settlement) {
    match settlement {
        Settlement::Sent => info!(%message, "a message was sent"),
        Settlement::Dropped => info!(%message, "a message was dropped, having become pointless"),
        Settlement::Waiting { next_attempt_at, problem } => {
            warn!(%message, problem, %next_attempt_at, "a message was not sent and waits");
        }
        Settlement::Refused { problem } => warn!(%message, problem, "a message was refused"),
    }
}

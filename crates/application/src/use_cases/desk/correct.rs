use std::sync::Arc;

use azionelab_domain::{CorrectRefusal, Guest, House, ReservationId};

use super::{Desk, DeskError, Errand};
use crate::{
    DeliverMail, Ports,
    ports::{Action, Facts, StaffMember, Version},
};

const CORRECT: Action = Action::named("reservation.correct");

/// Corrects what is known of a guest. Nobody is written to: after a mistyped address the mail is
/// sent again by itself.
pub struct CorrectGuest {
    desk: Desk,
}

impl CorrectGuest {
    pub(in crate::use_cases) fn new(ports: &Ports, mail: Arc<DeliverMail>) -> Self {
        Self { desk: Desk::new(ports, mail) }
    }

    /// Puts `guest` in place of what was known of a reservation of this version.
    pub async fn execute(
        &self,
        who: &StaffMember,
        of: ReservationId,
        over: Version,
        guest: Guest,
    ) -> Result<(), DeskError<CorrectRefusal>> {
        let errand = Errand {
            action: CORRECT,
            of,
            over: Some(over),
            asked: Facts::new(),
            decide: move |house: &House, _| house.correct(of, guest.clone()),
            letter: |_: &_| None,
        };
        self.desk.run(who, errand).await
    }
}

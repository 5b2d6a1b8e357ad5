//! The titles and sentences of problems.

use super::ApiError;
use azionelab_domain::{Locale, UnconfirmedBy};

impl ApiError {
    /// Returns the title and the detail.
    pub(crate) fn words(&self, locale: Locale) -> (&'static str, String) {
        let (title, detail) = match locale {
            Locale::En => self.in_english(),
            Locale::It => self.in_italian(),
        };
        (title, self.counted(locale).unwrap_or_else(|| detail.to_owned()))
    }

    /// Returns a detail that contains a number.
    fn counted(&self, locale: Locale) -> Option<String> {
        Some(match (self, locale) {
            (Self::SoldOut { available: 1 }, Locale::En) => "One seat is left.".into(),
            (Self::SoldOut { available: 1 }, Locale::It) => "È rimasto un posto.".into(),
            (Self::SoldOut { available: left @ 2.. }, Locale::En) => {
                format!("{left} seats are left.")
            }
            (Self::SoldOut { available: left @ 2.. }, Locale::It) => {
                format!("Sono rimasti {left} posti.")
            }
            (Self::TooMany { remaining, .. }, Locale::En) => {
                format!("{remaining} of this party are still to come.")
            }
            (Self::TooMany { remaining, .. }, Locale::It) => {
                format!("Di questo gruppo mancano ancora {remaining} persone.")
            }
            (Self::TooManyReservations { max }, Locale::En) => {
                format!("One address can have {max} reservations for one performance.")
            }
            (Self::TooManyReservations { max }, Locale::It) => {
                format!("Un indirizzo può avere {max} prenotazioni per la stessa replica.")
            }
            (Self::TooManyUnconfirmed { by, retry_after }, Locale::En) => format!(
                "Too many seats booked {} haven’t been confirmed yet. Please confirm them with the link \
                 in the e-mail, or try again in {} minutes. If it’s urgent, call the theatre.",
                match by {
                    UnconfirmedBy::Client | UnconfirmedBy::Network => "from your connection",
                    UnconfirmedBy::House => "for this performance",
                },
                retry_after.div_ceil(60),
            ),
            (Self::TooManyUnconfirmed { by, retry_after }, Locale::It) => format!(
                "Troppi posti prenotati {} non sono ancora confermati. Conferma le prenotazioni con il \
                 link nell’e-mail, oppure riprova fra {} minuti. Se hai fretta, telefona al teatro.",
                match by {
                    UnconfirmedBy::Client | UnconfirmedBy::Network => "dalla tua connessione",
                    UnconfirmedBy::House => "per questa replica",
                },
                retry_after.div_ceil(60),
            ),
            (Self::RateLimited { retry_after }, Locale::En) => {
                format!("Please try again in {retry_after} s.")
            }
            (Self::RateLimited { retry_after }, Locale::It) => {
                format!("Riprova fra {retry_after} s.")
            }
            _ => return None,
        })
    }

    #[expect(clippy::too_many_lines, reason = "one arm per problem")]
    const fn in_english(&self) -> (&'static str, &'static str) {
        match self {
            Self::AddressTaken => ("Address taken", "Another account already uses this address."),
            Self::AlreadyAdmitted(_) => {
                ("Already in", "Somebody in this party has already been let in.")
            }
            Self::AlreadyConfirmed => (
                "Already confirmed",
                "The seats have already been confirmed with the link in the e-mail.",
            ),
            Self::BookingClosed { .. } => {
                ("Booking has closed", "This performance can no longer be booked.")
            }
            Self::BookingNotOpen { .. } => {
                ("Booking is not open yet", "This performance can’t be booked yet.")
            }
            Self::Cancelled { .. } => (
                "Reservation cancelled",
                "This reservation has been cancelled and its seats have been released.",
            ),
            Self::CrossSite => {
                ("From another site", "Requests from other sites’ pages are refused.")
            }
            Self::EditedMeanwhile => (
                "Changed in the meantime",
                "Somebody else has changed this since you opened it. Nothing was saved.",
            ),
            Self::Forbidden => ("Not allowed", "Your role doesn’t allow this."),
            Self::ForeignHost => (
                "Another host",
                "This site doesn’t answer to this name. Its operator can set `http.base_url`, or name the proxy in `http.trusted_proxies`.",
            ),
            Self::HasPerformances => (
                "It has performances",
                "This can’t be deleted because it has performances. A show can be archived instead.",
            ),
            Self::HasReservations => (
                "It has reservations",
                "This performance has reservations, so it can’t be deleted. It can be cancelled instead.",
            ),
            Self::HoldExpired => (
                "No longer held",
                "The seats weren’t confirmed in time. Confirm the reservation first, if they’re still available.",
            ),
            Self::IdempotencyMismatch => (
                "Key used before",
                "This Idempotency-Key has already been used with another request.",
            ),
            Self::IfMatchRequired => {
                ("Version missing", "An edit must name the version that it changes in If-Match.")
            }
            Self::Internal => ("Something went wrong", "The fault is ours and has been logged."),
            Self::LastAdministrator => (
                "The last administrator",
                "There would be no administrator left. Give somebody else the role first.",
            ),
            Self::MalformedRequest => ("Unreadable", "The request can’t be read."),
            Self::MethodNotAllowed => {
                ("Method not allowed", "This address doesn’t accept this method.")
            }
            Self::NoAddress => {
                ("No address", "This guest left no e-mail address, so nothing can be sent.")
            }
            Self::NoSecret => (
                "Secret or ticket missing",
                "The part after the # in the e-mailed link, or in the ticket, is needed as a bearer token.",
            ),
            Self::NoTotp => ("No authenticator app", "No authenticator app is set up."),
            Self::NoTotpPrepared => (
                "No authenticator app",
                "No authenticator app is waiting for its first code. Please start again.",
            ),
            Self::NotConfirmed(_) => {
                ("Not confirmed", "This reservation is not confirmed, so it has no ticket.")
            }
            Self::NotFound => ("Not found", "There’s nothing here."),
            Self::NotInvited => (
                "No invitation is open",
                "This person already has a password or has been deactivated. A new password can be requested on the sign-in page.",
            ),
            Self::NotSignedIn => ("Not signed in", "Please sign in."),
            Self::OutsideDoorWindow { .. } => {
                ("Outside door hours", "It’s too early or too late to let people in.")
            }
            Self::PerformanceCancelled => {
                ("Performance cancelled", "The theatre has cancelled this performance.")
            }
            Self::RateLimited { .. } => ("Too many requests", ""),
            Self::Renamed(_) => ("Renamed", "This has moved to another address."),
            Self::RequestTimeout => ("Too slow", "The request didn’t arrive in time."),
            Self::DataErased => {
                ("Data deleted", "This guest’s data has been deleted and can’t be entered again.")
            }
            Self::SamePerformance => {
                ("The same performance", "This reservation is already for that performance.")
            }
            Self::SlugTaken => {
                ("Address taken", "Something else on the site already has this address.")
            }
            Self::SoldOut { .. } => ("Sold out", "No seats are left."),
            Self::TicketReplaced => (
                "Ticket replaced",
                "This ticket has been replaced. Ask for the newer one, or look up the name.",
            ),
            Self::Timeout => ("No answer in time", "That took too long. Please try again."),
            Self::TooLarge => ("Too large", "The request is too large."),
            Self::TooLate { .. } => ("Too late", "The performance has started."),
            Self::TooMany { .. } => ("Too many", ""),
            Self::TooManyReservations { .. } => ("Too many reservations", ""),
            Self::TooManyUnconfirmed { .. } => ("Too many unconfirmed seats", ""),
            Self::TotpRequired => {
                ("One-time code needed", "Please add the code from your authenticator app.")
            }
            Self::Unavailable => ("Temporarily unavailable", "Please try again in a few seconds."),
            Self::UnknownLink => {
                ("Link not valid", "This link is incomplete, has expired or has already been used.")
            }
            Self::UnknownReservation => (
                "Reservation not found",
                "This link is incomplete, has expired or has been replaced by a newer one.",
            ),
            Self::UnknownTicket => ("Ticket not recognised", "We don’t recognise this ticket."),
            Self::UnreadableImage => (
                "Not an image",
                "The image can’t be read: it’s damaged, or has more than 50 megapixels.",
            ),
            Self::UnsupportedImage => {
                ("Not an image", "A poster must be a PNG, JPEG or WebP image.")
            }
            Self::UnsupportedMediaType => ("Not JSON", "The body must be application/json."),
            Self::Validation(_) => ("Please check", "Some of the data isn’t valid."),
            Self::WrongCredentials => {
                ("Wrong credentials", "The address, password or one-time code is wrong.")
            }
            Self::WrongPerformance { .. } => {
                ("Wrong performance", "This ticket is for another performance.")
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm per problem")]
    const fn in_italian(&self) -> (&'static str, &'static str) {
        match self {
            Self::AddressTaken => {
                ("Indirizzo già usato", "Questo indirizzo è già usato da un altro account.")
            }
            Self::AlreadyAdmitted(_) => ("Già entrati", "Qualcuno di questo gruppo è già entrato."),
            Self::AlreadyConfirmed => {
                ("Già confermata", "I posti sono già stati confermati con il link nell’e-mail.")
            }
            Self::BookingClosed { .. } => {
                ("Prenotazioni chiuse", "Per questa replica non è più possibile prenotare.")
            }
            Self::BookingNotOpen { .. } => (
                "Prenotazioni non ancora aperte",
                "Per questa replica non è ancora possibile prenotare.",
            ),
            Self::Cancelled { .. } => (
                "Prenotazione annullata",
                "Questa prenotazione è stata annullata e i posti sono tornati disponibili.",
            ),
            Self::CrossSite => {
                ("Da un altro sito", "Le richieste dalle pagine di altri siti sono respinte.")
            }
            Self::EditedMeanwhile => (
                "Modificato nel frattempo",
                "Qualcun altro ha modificato questi dati dopo che li hai aperti. Non è stato salvato nulla.",
            ),
            Self::Forbidden => ("Non consentito", "Il tuo ruolo non lo permette."),
            Self::ForeignHost => (
                "Un altro sito",
                "Questo sito non risponde a questo nome. Chi lo gestisce può impostare `http.base_url`, o indicare il proxy in `http.trusted_proxies`.",
            ),
            Self::HasPerformances => (
                "Ha delle repliche",
                "Non si può eliminare perché ha delle repliche. Uno spettacolo si può archiviare.",
            ),
            Self::HasReservations => (
                "Ha delle prenotazioni",
                "Questa replica ha delle prenotazioni e non si può eliminare. Si può annullare.",
            ),
            Self::HoldExpired => (
                "Tempo scaduto",
                "I posti non sono stati confermati in tempo. Se sono ancora liberi, prima conferma la prenotazione.",
            ),
            Self::IdempotencyMismatch => (
                "Chiave già usata",
                "Questa Idempotency-Key è già stata usata con un’altra richiesta.",
            ),
            Self::IfMatchRequired => (
                "Manca la versione",
                "Una modifica deve indicare in If-Match la versione di partenza.",
            ),
            Self::Internal => {
                ("Qualcosa è andato storto", "L’errore è nostro ed è stato registrato.")
            }
            Self::LastAdministrator => (
                "Nessuno nel ruolo direzione",
                "Non resterebbe nessuno con il ruolo direzione. Prima assegnalo a qualcun altro.",
            ),
            Self::MalformedRequest => ("Illeggibile", "La richiesta non è leggibile."),
            Self::MethodNotAllowed => {
                ("Metodo non consentito", "Questo indirizzo non accetta questo metodo.")
            }
            Self::NoAddress => (
                "Nessun indirizzo",
                "Per questa prenotazione non c’è un indirizzo e-mail: non si può inviare nulla.",
            ),
            Self::NoSecret => (
                "Manca il segreto o il biglietto",
                "Come bearer token serve la parte dopo il # nel link dell’e-mail o nel biglietto.",
            ),
            Self::NoTotp => {
                ("Nessuna app di autenticazione", "Non hai attivato un’app di autenticazione.")
            }
            Self::NoTotpPrepared => (
                "Nessuna app di autenticazione",
                "Nessuna app di autenticazione è in attesa del primo codice. Ricomincia da capo.",
            ),
            Self::NotConfirmed(_) => (
                "Non confermata",
                "Questa prenotazione non è confermata, quindi non ha un biglietto.",
            ),
            Self::NotFound => ("Non trovato", "Qui non c’è nulla."),
            Self::NotInvited => (
                "Nessun invito in sospeso",
                "L’account ha già una password o è disattivato. Una nuova password si può chiedere dalla pagina di accesso.",
            ),
            Self::NotSignedIn => ("Accesso non effettuato", "Effettua l’accesso."),
            Self::OutsideDoorWindow { .. } => {
                ("Fuori orario", "È troppo presto o troppo tardi per far entrare il pubblico.")
            }
            Self::PerformanceCancelled => {
                ("Replica annullata", "Il teatro ha annullato questa replica.")
            }
            Self::RateLimited { .. } => ("Troppe richieste", ""),
            Self::Renamed(_) => ("Ha cambiato nome", "Ora si trova a un altro indirizzo."),
            Self::RequestTimeout => ("Troppo lento", "La richiesta non è arrivata in tempo."),
            Self::DataErased => (
                "Dati cancellati",
                "I dati di questo spettatore sono stati cancellati e non si possono reinserire.",
            ),
            Self::SamePerformance => {
                ("La stessa replica", "Questa prenotazione è già per quella replica.")
            }
            Self::SlugTaken => ("Indirizzo già usato", "Sul sito questo indirizzo è già usato."),
            Self::SoldOut { .. } => ("Tutto esaurito", "Non ci sono più posti."),
            Self::TicketReplaced => (
                "Biglietto sostituito",
                "Questo biglietto è stato sostituito. Chiedi quello più recente, o cerca il nome.",
            ),
            Self::Timeout => ("Nessuna risposta in tempo", "Ci è voluto troppo tempo. Riprova."),
            Self::TooLarge => ("Troppo grande", "La richiesta è troppo grande."),
            Self::TooLate { .. } => ("Troppo tardi", "Lo spettacolo è cominciato."),
            Self::TooMany { .. } => ("Troppe persone", ""),
            Self::TooManyReservations { .. } => ("Troppe prenotazioni", ""),
            Self::TooManyUnconfirmed { .. } => ("Troppi posti da confermare", ""),
            Self::TotpRequired => {
                ("Serve il codice", "Aggiungi il codice della tua app di autenticazione.")
            }
            Self::Unavailable => ("Servizio non disponibile", "Riprova fra qualche secondo."),
            Self::UnknownLink => {
                ("Link non valido", "Questo link è incompleto, è scaduto o è già stato usato.")
            }
            Self::UnknownReservation => (
                "Prenotazione non trovata",
                "Questo link è incompleto, è scaduto o è stato sostituito da uno più recente.",
            ),
            Self::UnknownTicket => {
                ("Biglietto non riconosciuto", "Non riconosciamo questo biglietto.")
            }
            Self::UnreadableImage => (
                "Non è un’immagine",
                "L’immagine non è leggibile: è danneggiata o ha più di 50 megapixel.",
            ),
            Self::UnsupportedImage => {
                ("Non è un’immagine", "La locandina deve essere un’immagine PNG, JPEG o WebP.")
            }
            Self::UnsupportedMediaType => ("Non è JSON", "Il corpo deve essere application/json."),
            Self::Validation(_) => ("Controlla i dati", "Alcuni dati non sono validi."),
            Self::WrongCredentials => {
                ("Credenziali errate", "L’indirizzo, la password o il codice non è corretto.")
            }
            Self::WrongPerformance { .. } => {
                ("Replica sbagliata", "Questo biglietto è per un’altra replica.")
            }
        }
    }
}

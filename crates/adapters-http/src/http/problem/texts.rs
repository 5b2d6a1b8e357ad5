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
                format!("Of this party {remaining} are still to come.")
            }
            (Self::TooMany { remaining, .. }, Locale::It) => {
                format!("Di questo gruppo mancano ancora {remaining}.")
            }
            (Self::TooManyReservations { max }, Locale::En) => {
                format!("One address may have {max} reservations for one performance.")
            }
            (Self::TooManyReservations { max }, Locale::It) => {
                format!("Un indirizzo può avere {max} prenotazioni per la stessa replica.")
            }
            (Self::TooManyUnconfirmed { by, retry_after }, Locale::En) => format!(
                "Too many seats booked {} wait to be confirmed. Please confirm the open bookings by \
                 the link in their mail, or try again in {} minutes. If it is urgent, call the theatre.",
                match by {
                    UnconfirmedBy::Client | UnconfirmedBy::Network => "from your connection",
                    UnconfirmedBy::House => "for this performance",
                },
                retry_after.div_ceil(60),
            ),
            (Self::TooManyUnconfirmed { by, retry_after }, Locale::It) => format!(
                "Ci sono troppi posti prenotati {} e non ancora confermati. Conferma le prenotazioni \
                 in sospeso dal link nella mail, oppure riprova fra {} minuti. Se hai fretta, telefona \
                 al teatro.",
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
                format!("Riprovate fra {retry_after} s.")
            }
            _ => return None,
        })
    }

    #[expect(clippy::too_many_lines, reason = "one arm per problem")]
    const fn in_english(&self) -> (&'static str, &'static str) {
        match self {
            Self::AddressTaken => ("Address taken", "Somebody signs in with this address already."),
            Self::AlreadyAdmitted(_) => {
                ("Already inside", "Somebody of this party has been let in already.")
            }
            Self::AlreadyConfirmed => {
                ("Already confirmed", "The seats have been confirmed from the link in the mail.")
            }
            Self::BookingClosed { .. } => {
                ("Booking has closed", "This performance can't be booked any more.")
            }
            Self::BookingNotOpen { .. } => {
                ("Booking is not open yet", "This performance can't be booked yet.")
            }
            Self::Cancelled { .. } => {
                ("Reservation cancelled", "This reservation was cancelled and holds no seats.")
            }
            Self::CrossSite => {
                ("From another site", "Requests sent by another site's pages are refused.")
            }
            Self::EditedMeanwhile => (
                "Edited meanwhile",
                "Somebody else has changed this since you opened it. Nothing was saved.",
            ),
            Self::Forbidden => ("Not allowed", "Your role does not allow this."),
            Self::ForeignHost => (
                "Another host",
                "This site does not answer to this name. Its operator can set `http.base_url`, or name the proxy in `http.trusted_proxies`.",
            ),
            Self::HasPerformances => (
                "It has performances",
                "What has performances is kept. A show can be archived instead.",
            ),
            Self::HasReservations => (
                "It has reservations",
                "A performance that somebody has booked is kept. It can be cancelled instead.",
            ),
            Self::HoldExpired => (
                "No longer held",
                "The seats were not confirmed in time. Confirm first; if they are still free, they are yours.",
            ),
            Self::IdempotencyMismatch => {
                ("Key used before", "This Idempotency-Key came before with another request.")
            }
            Self::IfMatchRequired => {
                ("Version missing", "An edit says in If-Match which version it is of.")
            }
            Self::Internal => ("Something went wrong", "It is our fault, and has been noted."),
            Self::LastAdministrator => (
                "The last administrator",
                "Nobody would be left who may do everything. Give somebody else the role first.",
            ),
            Self::MalformedRequest => ("Unreadable", "The request can't be read."),
            Self::MethodNotAllowed => ("Not this way", "This address does not take this method."),
            Self::NoAddress => {
                ("No address", "This guest left no e-mail address, so nothing can be sent.")
            }
            Self::NoSecret => (
                "Secret or ticket missing",
                "What stands behind the # of the link in the mail, or of the ticket, is needed as a bearer token.",
            ),
            Self::NoTotp => ("No authenticator app", "No authenticator app is set up."),
            Self::NoTotpPrepared => (
                "No authenticator app",
                "No authenticator app waits for its first code. Please start again.",
            ),
            Self::NotConfirmed(_) => {
                ("Not confirmed", "This reservation is not confirmed, so it has no ticket.")
            }
            Self::NotFound => ("Not found", "There is nothing here."),
            Self::NotInvited => (
                "No invitation is open",
                "They have a password already, or were deactivated. A new password is had by mail from the page to sign in.",
            ),
            Self::NotSignedIn => ("Not signed in", "Please sign in."),
            Self::OutsideDoorWindow { .. } => {
                ("The door is closed", "It is too early or too late to let people in.")
            }
            Self::PerformanceCancelled => {
                ("Performance cancelled", "The theatre has called this performance off.")
            }
            Self::RateLimited { .. } => ("Too often", ""),
            Self::Renamed(_) => ("Renamed", "This is found at another address now."),
            Self::RequestTimeout => ("Too slow", "The request did not arrive in time."),
            Self::DataErased => (
                "Data erased",
                "What was known of this guest has been erased, and can't be written again.",
            ),
            Self::SamePerformance => {
                ("The same performance", "This reservation is for that performance already.")
            }
            Self::SlugTaken => ("Address taken", "Something else has this address on the site."),
            Self::SoldOut { .. } => ("Sold out", "No seats are left."),
            Self::TicketReplaced => (
                "Ticket replaced",
                "This ticket was replaced. Ask for the newer one, or look the name up.",
            ),
            Self::Timeout => ("No answer in time", "It took too long. Please try again."),
            Self::TooLarge => ("Too large", "The request is larger than we take."),
            Self::TooLate { .. } => ("Too late", "The performance has started."),
            Self::TooMany { .. } => ("Too many", ""),
            Self::TooManyReservations { .. } => ("Too many reservations", ""),
            Self::TooManyUnconfirmed { .. } => ("Too many unconfirmed seats", ""),
            Self::TotpRequired => {
                ("One-time code needed", "Please add the code from your authenticator app.")
            }
            Self::Unavailable => {
                ("Out of reach for a moment", "Please try again in a few seconds.")
            }
            Self::UnknownLink => (
                "Link does not work",
                "This link is not complete, has expired, or was used already.",
            ),
            Self::UnknownReservation => (
                "Unknown reservation",
                "This link is not complete, has expired, was replaced by a newer one, or was never ours.",
            ),
            Self::UnknownTicket => ("Unknown ticket", "This is no ticket of ours."),
            Self::UnreadableImage => (
                "Not a picture",
                "The picture can't be read: it is damaged, or has more than 50 megapixels.",
            ),
            Self::UnsupportedImage => {
                ("Not a picture", "A poster is a picture in PNG, JPEG or WebP.")
            }
            Self::UnsupportedMediaType => ("Not JSON", "The body has to come as application/json."),
            Self::Validation(_) => ("Please check", "Some of it can't be taken as it is."),
            Self::WrongCredentials => {
                ("Wrong credentials", "Address, password or one-time code are wrong.")
            }
            Self::WrongPerformance { .. } => {
                ("Another performance", "This ticket is for another performance.")
            }
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm per problem")]
    const fn in_italian(&self) -> (&'static str, &'static str) {
        match self {
            Self::AddressTaken => {
                ("Indirizzo già usato", "Qualcuno accede già con questo indirizzo.")
            }
            Self::AlreadyAdmitted(_) => ("Già entrati", "Qualcuno di questo gruppo è già entrato."),
            Self::AlreadyConfirmed => {
                ("Già confermata", "I posti sono stati confermati dal link nella mail.")
            }
            Self::BookingClosed { .. } => {
                ("Prenotazioni chiuse", "Questa replica non si può più prenotare.")
            }
            Self::BookingNotOpen { .. } => {
                ("Prenotazioni non ancora aperte", "Questa replica non si può ancora prenotare.")
            }
            Self::Cancelled { .. } => (
                "Prenotazione annullata",
                "Questa prenotazione è stata annullata e non tiene più posti.",
            ),
            Self::CrossSite => {
                ("Da un altro sito", "Le richieste dalle pagine di altri siti sono rifiutate.")
            }
            Self::EditedMeanwhile => (
                "Modificato nel frattempo",
                "Qualcun altro ha cambiato questi dati da quando li hai aperti. Niente è stato salvato.",
            ),
            Self::Forbidden => ("Non consentito", "Il tuo ruolo non lo permette."),
            Self::ForeignHost => (
                "Un altro sito",
                "Questo sito non risponde a questo nome. Chi lo gestisce può impostare `http.base_url`, o indicare il proxy in `http.trusted_proxies`.",
            ),
            Self::HasPerformances => (
                "Ha delle repliche",
                "Quello che ha delle repliche resta. Uno spettacolo si può archiviare.",
            ),
            Self::HasReservations => (
                "Ha delle prenotazioni",
                "Una replica che qualcuno ha prenotato resta. Si può annullare.",
            ),
            Self::HoldExpired => (
                "Posti non più tenuti",
                "I posti non sono stati confermati in tempo. Confermateli prima: se sono ancora liberi, sono vostri.",
            ),
            Self::IdempotencyMismatch => (
                "Chiave già usata",
                "Questa Idempotency-Key è già arrivata con un'altra richiesta.",
            ),
            Self::IfMatchRequired => {
                ("Manca la versione", "Una modifica dice con If-Match di quale versione è.")
            }
            Self::Internal => {
                ("Qualcosa è andato storto", "È colpa nostra, e ne abbiamo preso nota.")
            }
            Self::LastAdministrator => (
                "L'ultimo amministratore",
                "Non resterebbe nessuno che possa fare tutto. Dai prima il ruolo a qualcun altro.",
            ),
            Self::MalformedRequest => ("Illeggibile", "La richiesta non si può leggere."),
            Self::MethodNotAllowed => ("Non così", "Questo indirizzo non accetta questo metodo."),
            Self::NoAddress => (
                "Nessun indirizzo",
                "Questo ospite non ha lasciato un indirizzo e-mail, quindi non si può inviare niente.",
            ),
            Self::NoSecret => (
                "Manca il segreto o il biglietto",
                "Serve, come bearer token, quello che sta dopo il # nel link della mail o nel biglietto.",
            ),
            Self::NoTotp => {
                ("Nessuna app di autenticazione", "Non hai attivato un'app di autenticazione.")
            }
            Self::NoTotpPrepared => (
                "Nessuna app di autenticazione",
                "Nessuna app di autenticazione aspetta il primo codice. Ricomincia da capo.",
            ),
            Self::NotConfirmed(_) => (
                "Non confermata",
                "Questa prenotazione non è confermata, quindi non ha un biglietto.",
            ),
            Self::NotFound => ("Non trovato", "Qui non c'è niente."),
            Self::NotInvited => (
                "Nessun invito in sospeso",
                "Ha già una password, o è stato disattivato. Una nuova password si chiede via mail dalla pagina di accesso.",
            ),
            Self::NotSignedIn => ("Accesso non effettuato", "Effettua l'accesso."),
            Self::OutsideDoorWindow { .. } => {
                ("Ingresso chiuso", "È troppo presto o troppo tardi per far entrare il pubblico.")
            }
            Self::PerformanceCancelled => {
                ("Replica annullata", "Il teatro ha annullato questa replica.")
            }
            Self::RateLimited { .. } => ("Troppo spesso", ""),
            Self::Renamed(_) => ("Ha cambiato nome", "Ora si trova a un altro indirizzo."),
            Self::RequestTimeout => ("Troppo lento", "La richiesta non è arrivata in tempo."),
            Self::DataErased => (
                "Dati cancellati",
                "I dati di questa persona sono stati cancellati e non si possono reinserire.",
            ),
            Self::SamePerformance => {
                ("La stessa replica", "Questa prenotazione è già per quella replica.")
            }
            Self::SlugTaken => {
                ("Indirizzo già usato", "Nel sito questo indirizzo è già di qualcos'altro.")
            }
            Self::SoldOut { .. } => ("Tutto esaurito", "Non ci sono più posti."),
            Self::TicketReplaced => (
                "Biglietto sostituito",
                "Questo biglietto è stato sostituito. Chiedi quello più recente, o cerca il nome.",
            ),
            Self::Timeout => ("Nessuna risposta in tempo", "Ci è voluto troppo tempo. Riprovate."),
            Self::TooLarge => ("Troppo grande", "La richiesta è più grande di quanto accettiamo."),
            Self::TooLate { .. } => ("Troppo tardi", "Lo spettacolo è cominciato."),
            Self::TooMany { .. } => ("Troppe persone", ""),
            Self::TooManyReservations { .. } => ("Troppe prenotazioni", ""),
            Self::TooManyUnconfirmed { .. } => ("Troppi posti da confermare", ""),
            Self::TotpRequired => {
                ("Serve il codice", "Aggiungi il codice della tua app di autenticazione.")
            }
            Self::Unavailable => {
                ("Per un momento irraggiungibile", "Riprovate fra qualche secondo.")
            }
            Self::UnknownLink => (
                "Il link non funziona",
                "Questo link non è completo, è scaduto, o è già stato usato.",
            ),
            Self::UnknownReservation => (
                "Prenotazione sconosciuta",
                "Questo link non è completo, è scaduto, è stato sostituito da uno più recente, o non è mai stato nostro.",
            ),
            Self::UnknownTicket => ("Biglietto sconosciuto", "Questo biglietto non è nostro."),
            Self::UnreadableImage => (
                "Non è un'immagine",
                "L'immagine non si può leggere: è rovinata, o ha più di 50 megapixel.",
            ),
            Self::UnsupportedImage => {
                ("Non è un'immagine", "Una locandina è un'immagine PNG, JPEG o WebP.")
            }
            Self::UnsupportedMediaType => {
                ("Non è JSON", "Il corpo deve arrivare come application/json.")
            }
            Self::Validation(_) => ("Controllate i dati", "Qualcosa non si può accettare così."),
            Self::WrongCredentials => {
                ("Credenziali errate", "Indirizzo, password o codice sono errati.")
            }
            Self::WrongPerformance { .. } => {
                ("Un'altra replica", "Questo biglietto è per un'altra replica.")
            }
        }
    }
}

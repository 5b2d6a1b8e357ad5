// The holder's page. What stands behind the # of the address is the secret: browsers send it to
// no server by themselves, and we only as a bearer token. Opening the page changes nothing.
import { ask, clock, evening, make, say, tell } from "./plain.js";

const place = (id) => document.getElementById(id);
const api = "/api/v1/reservation";
document.title = say("La tua prenotazione", "Your reservation");

const secret = () => location.hash.slice(1);
const asHolder = (path, options = {}) =>
  ask(api + path, { ...options, headers: { Authorization: `Bearer ${secret()}`, ...options.headers } });

const statuses = {
  pending: (it) => {
    const until = clock(it.hold_until, it.performance.time_zone);
    return say(`Da confermare entro il ${until}.`, `Please confirm by ${until}.`);
  },
  expired: (it) => it.can_confirm
    ? say("Non confermata in tempo. Se c'è ancora posto, puoi confermare adesso.",
      "Not confirmed in time. If there is still room, you can confirm now.")
    : say("Non confermata in tempo.", "Not confirmed in time."),
  confirmed: (it) => it.admitted > 0
    ? say(`Confermata. Già entrati: ${it.admitted}.`, `Confirmed. Already inside: ${it.admitted}.`)
    : say("Confermata: a presto!", "Confirmed: see you there!"),
  cancelled: () => say("Annullata: non vale più.", "Cancelled: it is no longer valid."),
};

const labels = {
  id: say("Numero interno", "Internal number"),
  code: say("Codice", "Code"),
  status: say("Stato", "State"),
  seats: say("Posti", "Seats"),
  admitted: say("Entrati", "Let in"),
  hold_until: say("Tenuta fino al", "Held until"),
  name: say("Nome", "Name"),
  email: say("E-mail", "E-mail"),
  phone: say("Telefono", "Telephone"),
  notes: say("Note", "Notes"),
  access_needs: say("Accessibilità", "Access needs"),
  locale: say("Lingua", "Language"),
  booked_at: say("Chiesta il", "Asked for"),
  confirmed_at: say("Confermata il", "Confirmed"),
  cancelled_at: say("Annullata il", "Cancelled"),
};

const values = {
  pending: say("da confermare", "not confirmed"),
  expired: say("non confermata in tempo", "not confirmed in time"),
  confirmed: say("confermata", "confirmed"),
  cancelled: say("annullata", "cancelled"),
  wheelchair_place: say("posto per carrozzina", "wheelchair place"),
  companion: say("accompagnatore", "companion"),
  hearing_loop: say("anello magnetico", "hearing loop"),
  it: "italiano",
  en: "English",
};

/** What is stored, in words; what has none yet, as it is. */
function stored({ performance, ...reservation }) {
  const word = (name, value) => {
    if (name.endsWith("_at") || name === "hold_until") return clock(value, performance.time_zone);
    return ["status", "access_needs", "locale"].includes(name) ? values[value] ?? value : String(value);
  };
  return Object.entries(reservation)
    .map(([name, value]) => [name, [value ?? []].flat()])
    .filter(([name, told]) => told.length > 0 && !name.startsWith("can_"))
    .flatMap(([name, told]) => [
      make("dt", {}, labels[name] ?? name),
      make("dd", {}, told.map((value) => word(name, value)).join(", ")),
    ]);
}

async function file(path) {
  return URL.createObjectURL(await (await asHolder(path)).blob());
}

async function show(reservation) {
  const { performance } = reservation;
  const texts = {
    title: performance.show.title,
    when: evening(performance.starts_at, performance.time_zone),
    where: `${performance.venue.name}, ${performance.venue.address}, ${performance.venue.city}`,
    code: reservation.code,
    name: reservation.name,
    seats: reservation.seats,
    status: performance.booking.state === "cancelled"
      ? say("Il teatro ha annullato questa replica.", "The theatre has called this performance off.")
      : statuses[reservation.status](reservation),
  };
  for (const [id, text] of Object.entries(texts)) place(id).textContent = text;
  place("count").value = reservation.seats;
  place("count").max = performance.booking.max_seats;
  place("to-confirm").hidden = !reservation.can_confirm;
  place("to-change").hidden = !reservation.can_change;
  place("to-cancel").hidden = !reservation.can_cancel;
  askWhetherSure(false);
  place("stored").replaceChildren(...stored(reservation));
  place("reservation").hidden = false;
  place("ticket").hidden = reservation.status !== "confirmed";
  if (reservation.status === "confirmed") {
    place("qr").alt = say("Il codice QR del biglietto", "The ticket's QR code");
    place("qr").src = await file("/qr.svg");
  }
}

/** Does something that answers with the reservation, shows it, and adds what was done. */
async function run(request, done = () => "") {
  const buttons = document.querySelectorAll("button");
  buttons.forEach((button) => { button.disabled = true; });
  place("problem").replaceChildren();
  try {
    const reservation = await (await request()).json();
    await show(reservation);
    place("status").prepend(done(reservation));
    return true;
  } catch (problem) {
    if (place("reservation").hidden) place("status").textContent = "";
    tell(place("problem"), problem, () => act(request, done));
    return false;
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

/** Runs what the visitor asked for, and leads to the answer: it may be far above the button. */
async function act(request, done) {
  place(await run(request, done) ? "status" : "problem").focus();
}

function askWhetherSure(asking) {
  place("sure").hidden = !asking;
  place("unsure").hidden = asking;
}

function look() {
  place("reservation").hidden = true;
  place("status").textContent = "";
  if (secret() === "") {
    place("problem").textContent = say(
      "Apri questa pagina dal link nella tua e-mail.", "Open this page by the link in your mail.");
    return;
  }
  place("status").textContent = say("Un momento…", "One moment…");
  run(() => asHolder(""));
}

place("confirm").addEventListener("click", () => act(() => asHolder("/confirm", { method: "POST" })));
place("cancel").addEventListener("click", () => {
  askWhetherSure(true);
  place("keep").focus();
});
place("keep").addEventListener("click", () => {
  askWhetherSure(false);
  place("cancel").focus();
});
place("really-cancel").addEventListener("click", ({ detail }) => {
  // The second half of a double click on the button that was here is no answer.
  if (detail < 2) act(() => asHolder("/cancel", { method: "POST" }));
});
place("change").addEventListener("submit", (event) => {
  event.preventDefault();
  const body = JSON.stringify({ seats: place("count").valueAsNumber });
  const headers = { "Content-Type": "application/json" };
  act(() => asHolder("", { method: "PATCH", headers, body }),
    ({ seats }) => say(`Posti: ora ${seats}. `, `Seats: now ${seats}. `));
});
place("calendar").addEventListener("click", async () => {
  try {
    const name = `${place("code").textContent}.ics`;
    make("a", { href: await file("/calendar.ics"), download: name }).click();
  } catch (problem) {
    tell(place("problem"), problem, () => place("calendar").click());
    place("problem").focus();
  }
});
addEventListener("hashchange", look);
look();

// The holder's page. What stands behind the # of the address is the secret: browsers send it to
// no server by themselves, and we only as a bearer token. Opening the page changes nothing.
import { ask, clock, evening, make, say } from "./plain.js";

const place = (id) => document.getElementById(id);
const api = "/api/v1/reservation";
document.title = say("La tua prenotazione", "Your reservation");

const secret = () => location.hash.slice(1);
const asHolder = (path, options = {}) =>
  ask(api + path, { ...options, headers: { Authorization: `Bearer ${secret()}`, ...options.headers } });

const statuses = {
  pending: (it) => say(
    `Ancora da confermare: i posti sono tenuti fino al ${clock(it.hold_until)}.`,
    `Not confirmed yet: the seats are held until ${clock(it.hold_until)}.`),
  expired: () => say(
    "Non confermata in tempo. Se i posti sono ancora liberi, puoi confermare adesso.",
    "Not confirmed in time. If the seats are still free, you can confirm now."),
  confirmed: (it) => it.admitted > 0
    ? say(`Confermata. Già entrati: ${it.admitted}.`, `Confirmed. Already inside: ${it.admitted}.`)
    : say("Confermata: a presto!", "Confirmed: see you there!"),
  cancelled: () => say("Annullata: i posti sono tornati liberi.", "Cancelled: the seats are free again."),
};

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
  place("sure").hidden = true;
  place("stored").replaceChildren(...Object.entries(reservation)
    .filter(([, value]) => value !== null && typeof value !== "object" && typeof value !== "boolean")
    .flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, String(value))]));
  place("reservation").hidden = false;
  place("ticket").hidden = reservation.status !== "confirmed";
  if (reservation.status === "confirmed") {
    place("qr").alt = say("Il codice QR del biglietto", "The ticket's QR code");
    place("qr").src = await file("/qr.svg");
  }
}

/** Does something that answers with the reservation, and shows it. */
async function run(request) {
  const buttons = document.querySelectorAll("button");
  buttons.forEach((button) => { button.disabled = true; });
  place("problem").textContent = "";
  try {
    await show(await (await request()).json());
  } catch (problem) {
    place("problem").textContent = problem.message;
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

const look = () => {
  place("reservation").hidden = true;
  if (secret() === "") {
    place("problem").textContent = say(
      "Apri questa pagina dal link nella tua e-mail.", "Open this page by the link in your mail.");
    return;
  }
  run(() => asHolder(""));
};

place("confirm").addEventListener("click", () => run(() => asHolder("/confirm", { method: "POST" })));
place("cancel").addEventListener("click", () => {
  place("sure").hidden = false;
  place("keep").focus();
});
place("keep").addEventListener("click", () => { place("sure").hidden = true; });
place("really-cancel").addEventListener("click", () => run(() => asHolder("/cancel", { method: "POST" })));
place("change").addEventListener("submit", (event) => {
  event.preventDefault();
  run(() => asHolder("", {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ seats: place("count").valueAsNumber }),
  }));
});
place("calendar").addEventListener("click", async () => {
  try {
    make("a", { href: await file("/calendar.ics"), download: "azionelab.ics" }).click();
  } catch (problem) {
    place("problem").textContent = problem.message;
  }
});
addEventListener("hashchange", look);
look();

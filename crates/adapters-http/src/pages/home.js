import { ask, evening, make, say } from "./plain.js";

const place = (id) => document.getElementById(id);

const states = {
  open: (booking) => say(`${booking.available} posti liberi`, `${booking.available} seats left`),
  not_yet_open: () => say("Prenotazioni non ancora aperte", "Booking opens later"),
  closed: () => say("Prenotazioni chiuse", "Booking has closed"),
  sold_out: () => say("Tutto esaurito", "Sold out"),
  cancelled: () => say("Annullata", "Cancelled"),
};

function card(performance) {
  const { show, venue, booking } = performance;
  return make("li", { className: "card" },
    make("h2", {}, show.title),
    make("p", { className: "faint" }, show.subtitle),
    make("p", {}, evening(performance.starts_at, performance.time_zone)),
    make("p", {}, `${venue.name}, ${venue.city}`),
    make("p", { className: "faint" }, states[booking.state](booking)));
}

try {
  const [site, performances] = await Promise.all(
    ["/api/v1/site", "/api/v1/performances?limit=50"].map(async (path) => (await ask(path)).json()));
  place("name").textContent = document.title = site.name;
  place("tagline").textContent = site.tagline;
  place("performances").replaceChildren(...performances.items.map(card));
  if (performances.items.length === 0) {
    place("message").textContent = say("Per ora niente.", "Nothing for now.");
  }
} catch (problem) {
  place("message").textContent = problem.message;
}

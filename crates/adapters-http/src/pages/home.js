import { ask, evening, make, say, tell } from "./plain.js";

const place = (id) => document.getElementById(id);

const states = {
  open: ({ available }) => available === 1
    ? say("Un posto libero", "One seat left")
    : say(`${available} posti liberi`, `${available} seats left`),
  not_yet_open: () => say("Prenotazioni non ancora aperte", "Booking opens later"),
  closed: () => say("Prenotazioni chiuse", "Booking has closed"),
  sold_out: () => say("Tutto esaurito", "Sold out"),
  cancelled: () => say("Annullata", "Cancelled"),
};

function card(performance) {
  const { show, venue, booking } = performance;
  return make("li", { className: "card performance" },
    make("h3", {}, show.title),
    make("p", { className: "faint" }, show.subtitle),
    make("p", {}, evening(performance.starts_at, performance.time_zone)),
    make("p", {}, `${venue.name}, ${venue.city}`),
    make("p", { className: "faint" }, states[booking.state](booking)));
}

async function look() {
  place("message").textContent = say("Un momento…", "One moment…");
  try {
    const [site, performances] = await Promise.all(
      ["/api/v1/site", "/api/v1/performances?limit=50"].map(async (path) => (await ask(path)).json()));
    place("name").textContent = document.title = site.name;
    place("tagline").textContent = site.tagline;
    place("performances").replaceChildren(...performances.items.map(card));
    place("message").textContent = performances.items.length > 0
      ? "" : say("Per ora non c'è niente in programma.", "Nothing is planned for now.");
  } catch (problem) {
    tell(place("message"), problem, look);
  }
}

look();

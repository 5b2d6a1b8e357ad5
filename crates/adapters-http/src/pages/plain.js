// What the pages share: the language, the words' places, times and requests.
export const italian = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())
  .find((tag) => tag === "it" || tag === "en") === "it";
const locale = italian ? "it-IT" : "en-GB";
document.documentElement.lang = italian ? "it" : "en";

/** Chooses between the Italian and the English words. */
export const say = (it, en) => (italian ? it : en);

// <p data-it="…">English</p>
for (const element of document.querySelectorAll("[data-it]")) {
  if (italian) element.textContent = element.dataset.it;
}

/** Makes an element; what is put into it is text, never markup. */
export function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** The start of a performance on its venue's clock. */
export const evening = (time, timeZone) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", timeZone }).format(new Date(time));

/** A time on a venue's clock, as in the mail. */
export const clock = (time, timeZone) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(time));

/** Tells what went wrong and, if it may go well the next time, offers to try again. */
export function tell(place, problem, again) {
  place.replaceChildren(problem.message);
  if (problem.passing) {
    place.append(make("button", { type: "button", onclick: again }, say("Riprova", "Try again")));
  }
}

function failure(message, passing) {
  return Object.assign(new Error(message), { passing });
}

/** Asks the API. Throws an Error with the problem's own words, and whether it may pass. */
export async function ask(path, options = {}) {
  const headers = { "Accept-Language": italian ? "it" : "en", ...options.headers };
  let answer;
  try {
    answer = await fetch(path, { ...options, headers });
  } catch {
    throw failure(say("Nessuna risposta dal teatro. Sei in linea?", "No answer from the theatre. Are you online?"), true);
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    const { title = String(answer.status), detail = "", errors = [] } = problem;
    const words = errors.map((error) => error.message).join(" ") || detail;
    throw failure(`${title}. ${words}`.trim(), answer.status >= 500 || answer.status === 429);
  }
  return answer;
}

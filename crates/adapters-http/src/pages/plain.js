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

/** A time on the reader's clock. */
export const clock = (time) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(time));

/** Asks the API. Throws an Error with the problem's own words. */
export async function ask(path, options = {}) {
  const headers = { "Accept-Language": italian ? "it" : "en", ...options.headers };
  let answer;
  try {
    answer = await fetch(path, { ...options, headers });
  } catch {
    throw new Error(say("Nessuna connessione. Riprova.", "No connection. Please try again."));
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    const first = problem.errors?.[0]?.message;
    throw new Error([problem.title, problem.detail, first].filter(Boolean).join(" – ") || String(answer.status));
  }
  return answer;
}

/** The server's page, until the app replaces it. */
export function paintIn(document: Document): Element | null {
  return document.querySelector('.first-paint');
}

/** Keeps the server's page and shows an explanation. */
export function leavePaint(document: Document): void {
  paintIn(document)?.classList.add('stays');
}

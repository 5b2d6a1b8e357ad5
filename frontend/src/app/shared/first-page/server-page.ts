/** The server's page, until the app replaces it. */
export function serverPage(document: Document): Element | null {
  return document.querySelector('.server-page');
}

/** Keeps the server's page and shows an explanation. */
export function keepServerPage(document: Document): void {
  serverPage(document)?.classList.add('stays');
}

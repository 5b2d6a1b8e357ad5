/** What the server painted, until the app takes its place. */
export function paintIn(document: Document): Element | null {
  return document.querySelector('.first-paint');
}

/** Has what the server painted stay, with a word of why. */
export function leavePaint(document: Document): void {
  paintIn(document)?.classList.add('stays');
}

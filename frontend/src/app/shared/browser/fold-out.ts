/**
 * A menu that the browser opens and closes as a popover. Browsers without popovers (before iOS 17,
 * Firefox 125 and Chrome 114) use a class.
 */
const knowsPopovers = 'popover' in HTMLElement.prototype;

/** Opens or closes a menu in browsers without `popovertarget`. */
export function toggleFoldOut(menu: HTMLElement): void {
  if (!knowsPopovers) menu.classList.toggle('open');
}

export function closeFoldOut(menu: HTMLElement): void {
  if (knowsPopovers) menu.hidePopover();
  else menu.classList.remove('open');
}

/**
 * A menu that the browser opens and closes itself, as a popover. Browsers that don't know popovers
 * (before iOS 17, Firefox 125 and Chrome 114) show it by a class.
 */
const knowsPopovers = 'popover' in HTMLElement.prototype;

/** Opens a menu, or closes it, where the browser doesn't do it by `popovertarget`. */
export function toggleFoldOut(menu: HTMLElement): void {
  if (!knowsPopovers) menu.classList.toggle('open');
}

/** Closes a menu. */
export function closeFoldOut(menu: HTMLElement): void {
  if (knowsPopovers) menu.hidePopover();
  else menu.classList.remove('open');
}

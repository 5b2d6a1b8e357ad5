import type { ReadonlyFieldState } from '@angular/forms/signals';

/**
 * Focuses a form field and scrolls its label into view: WebKit scrolls only to the edge of the
 * field.
 */
export function focusField(field: ReadonlyFieldState<unknown> | undefined): void {
  field?.focusBoundControl({ preventScroll: true });
  document.activeElement?.scrollIntoView({ block: 'center' });
}

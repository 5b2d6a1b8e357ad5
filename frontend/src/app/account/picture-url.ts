import { Signal, effect, signal } from '@angular/core';

/** An address for `<img>` at which an SVG is found as long as it is wanted. */
export function pictureUrl(svg: () => string | undefined): Signal<string | undefined> {
  const current = signal<string | undefined>(undefined);
  effect((onCleanup) => {
    const text = svg();
    const url = text && URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    current.set(url);
    if (url) onCleanup(() => URL.revokeObjectURL(url));
  });
  return current.asReadonly();
}

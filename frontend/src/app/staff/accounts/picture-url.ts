import { Signal, effect, signal } from '@angular/core';

/** An object URL of an SVG for `<img>`, revoked when it is no longer used. */
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

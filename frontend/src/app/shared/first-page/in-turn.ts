import { DestroyRef, Directive, TemplateRef, ViewContainerRef, inject } from '@angular/core';

import { Turns } from './turns';

/** Renders a part of a page in its own time slice, while time slices are used. */
@Directive({ selector: '[appInTurn]' })
export class InTurn {
  constructor() {
    const template = inject<TemplateRef<unknown>>(TemplateRef);
    const place = inject(ViewContainerRef);
    let isWanted = true;
    inject(DestroyRef).onDestroy(() => (isWanted = false));
    inject(Turns).take((isLater) => {
      if (!isWanted) return;
      const part = place.createEmbeddedView(template);
      if (isLater) part.detectChanges();
    });
  }
}

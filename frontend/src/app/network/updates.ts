import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { SwUpdate } from '@angular/service-worker';

/** Newer versions of the site than the one that runs here. */
@Service()
export class Updates {
  private readonly ready = signal(false);

  /** Whether a newer version is there, to be had by loading the page anew. */
  readonly isReady = this.ready.asReadonly();

  constructor() {
    const { location } = inject(DOCUMENT);
    const worker = inject(SwUpdate);
    worker.versionUpdates.subscribe((event) => {
      if (event.type === 'VERSION_READY') this.ready.set(true);
    });
    // What was stored can't be had any more; the server has all of it.
    worker.unrecoverable.subscribe(() => location.reload());
  }
}

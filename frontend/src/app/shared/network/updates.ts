import { DOCUMENT, Service, inject, signal } from '@angular/core';
import { SwUpdate } from '@angular/service-worker';

/** Updates of the site. */
@Service()
export class Updates {
  private readonly ready = signal(false);

  /** Whether a newer version is available after a reload. */
  readonly isReady = this.ready.asReadonly();

  constructor() {
    const { location } = inject(DOCUMENT);
    const worker = inject(SwUpdate);
    worker.versionUpdates.subscribe((event) => {
      if (event.type === 'VERSION_READY') this.ready.set(true);
    });
    // The service worker's cache is broken; the server has all files.
    worker.unrecoverable.subscribe(() => location.reload());
  }
}

import {
  Binding,
  Injector,
  PendingTasks,
  Signal,
  Type,
  ViewContainerRef,
  effect,
  inject,
  signal,
} from '@angular/core';

/** Loads a component's code. */
type Load = () => Promise<Type<unknown>>;

/** A component for `ngComponentOutlet`, once it is wanted and its code is loaded. */
export function loaded(
  load: Load,
  isWanted: () => boolean = () => true,
): Signal<Type<unknown> | null> {
  const component = signal<Type<unknown> | null>(null);
  // The server's page stays until a part of the app's page is loaded.
  const pendingTasks = inject(PendingTasks);
  const wanted = effect(() => {
    if (!isWanted()) return;
    wanted.destroy();
    const done = pendingTasks.add();
    load()
      // Without a network, the page stays as it is.
      .then(component.set.bind(component), () => undefined)
      .finally(done);
  });
  return component.asReadonly();
}

/**
 * Creates a component beside the present one when it is wanted. (`@defer` would do the same, and
 * add 5 kB to every page.)
 */
export function onDemand(load: Load, isWanted: () => boolean, bindings: Binding[]): void {
  const place = inject(ViewContainerRef);
  const injector = inject(Injector);
  const component = loaded(load, isWanted);
  const created = effect(() => {
    const type = component();
    if (!type) return;
    created.destroy();
    place.createComponent(type, { bindings, injector });
  });
}

/** Loads code ahead, while the browser has nothing else to do. */
export function preload(window: Window | null, load: () => Promise<unknown>): void {
  const doIt = () => void load().catch(() => undefined);
  if (window && 'requestIdleCallback' in window) window.requestIdleCallback(doIt);
  else setTimeout(doIt, 1_000);
}

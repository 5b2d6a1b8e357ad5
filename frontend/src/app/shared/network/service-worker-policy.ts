/** The only script address that may be loaded by name: the service worker's. */
export const WORKER = 'ngsw-worker.js';

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): unknown;
}

/** A trusted types policy that allows only the registration of the service worker. */
export function allowServiceWorker(window: Window): void {
  const { trustedTypes } = window as { trustedTypes?: Policies };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      if (url === WORKER) return url;
      throw new TypeError(`no script is loaded from ${url}`);
    },
  });
}

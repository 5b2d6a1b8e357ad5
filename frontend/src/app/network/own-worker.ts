/** The one address that a script may be loaded from by name: the service worker's. */
export const WORKER = 'ngsw-worker.js';

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): unknown;
}

/**
 * Lets the service worker be registered where the browser asks for trusted types, and nothing
 * else: whatever else would load a script by its address is refused.
 */
export function trustOwnWorker(window: Window): void {
  const { trustedTypes } = window as { trustedTypes?: Policies };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      if (url === WORKER) return url;
      throw new TypeError(`no script is loaded from ${url}`);
    },
  });
}

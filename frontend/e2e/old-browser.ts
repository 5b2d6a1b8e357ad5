import compat from '@mdn/browser-compat-data' with { type: 'json' };
import type { Page } from '@playwright/test';

/** The oldest supported browsers, as in `.browserslistrc` and README.md. */
const OLDEST = { safari_ios: 16, firefox: 115, chrome: 109 } as const;

/** Trusted types cannot be removed, because the content policy requires them. */
const NEEDED = /trusted/i;

/** The part of MDN's compatibility data that is used here. */
interface Statement {
  readonly version_added: string | boolean | null;
  readonly flags?: unknown;
}
interface Feature {
  readonly __compat?: { readonly support: Readonly<Record<string, Statement | Statement[]>> };
}

/** Globals, and members of globals, that at least one of the oldest browsers lacks. */
function missingFeatures(features: unknown): [string, string | undefined][] {
  return Object.entries(features as Record<string, Feature>).flatMap(
    ([name, feature]): [string, string | undefined][] => {
      if (name === '__compat' || NEEDED.test(name)) return [];
      if (!isKnown(feature)) return [[name, undefined]];
      return Object.entries(feature as Record<string, Feature>)
        .filter(([member]) => member !== '__compat' && member !== name && !NEEDED.test(member))
        .filter(([, member]) => !isKnown(member))
        .map(([member]): [string, string] => [name, member.replace(/_static$/, '')]);
    },
  );
}

function isKnown({ __compat }: Feature): boolean {
  return Object.entries(OLDEST).every(([browser, version]) => {
    const support = __compat?.support[browser];
    if (support === undefined) return true;
    return (Array.isArray(support) ? support : [support]).some((one) => isIn(one, version));
  });
}

function isIn({ version_added: since, flags }: Statement, version: number): boolean {
  if (flags || typeof since !== 'string') return false;
  return Number.parseFloat(since.replace('≤', '')) <= version;
}

/**
 * Makes a page behave like in the oldest browsers. Newer globals and members are deleted, and newer
 * names in style sheets and elements are replaced by unknown ones.
 */
export async function emulateOldBrowser(page: Page): Promise<void> {
  const gone = [...missingFeatures(compat.javascript['builtins']), ...missingFeatures(compat.api)];
  await page.addInitScript((all) => {
    const scope = globalThis as unknown as Record<string, Record<string, unknown>>;
    for (const [name, member] of all) {
      if (member === undefined) delete scope[name];
      else {
        delete scope[name]?.[member];
        delete (scope[name]?.['prototype'] as Record<string, unknown> | undefined)?.[member];
      }
    }
    const element = Element.prototype as unknown as { setAttribute: (...of: string[]) => void };
    element.setAttribute = new Proxy(element.setAttribute, {
      apply: (set, one, [name = '', value = '']: string[]) =>
        Reflect.apply(set, one, [name.replace(/^popover/, 'data-popover'), value]),
    });
  }, gone);
  await page.route(/\/[^.]*$|\.css$/, async (route) => {
    if (!['document', 'stylesheet'].includes(route.request().resourceType())) {
      return route.fallback();
    }
    const response = await route.fetch({ maxRedirects: 0 });
    const body = (await response.text())
      .replaceAll('light-dark(', 'no-such-function(')
      .replaceAll(':has(', ':no-such-class(')
      .replaceAll(':popover-open', ':no-such-class')
      .replaceAll('[popover]', '[data-popover]')
      .replaceAll(/ (popover(target(action)?)?[ =])/g, ' data-$1');
    return route.fulfill({ response, body });
  });
}

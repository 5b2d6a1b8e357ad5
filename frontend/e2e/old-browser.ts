import compat from '@mdn/browser-compat-data' with { type: 'json' };
import type { Page } from '@playwright/test';

/** The oldest browsers that run the site, as `.browserslistrc` and README.md name them. */
const OLDEST = { safari_ios: 16, firefox: 115, chrome: 109 } as const;

/** What Chromium enforces by its policy, and so can't go. */
const NEEDED = /trusted/i;

/** What is read of the table of who knows what. */
interface Statement {
  readonly version_added: string | boolean | null;
  readonly flags?: unknown;
}
interface Thing {
  readonly __compat?: { readonly support: Readonly<Record<string, Statement | Statement[]>> };
}

/** What at least one of the oldest browsers lacks: members by the name of what has them. */
function lacking(things: unknown): [string, string | undefined][] {
  return Object.entries(things as Record<string, Thing>).flatMap(
    ([name, thing]): [string, string | undefined][] => {
      if (name === '__compat' || NEEDED.test(name)) return [];
      if (!isKnown(thing)) return [[name, undefined]];
      return Object.entries(thing as Record<string, Thing>)
        .filter(([member]) => member !== '__compat' && member !== name && !NEEDED.test(member))
        .filter(([, member]) => !isKnown(member))
        .map(([member]): [string, string] => [name, member.replace(/_static$/, '')]);
    },
  );
}

function isKnown({ __compat }: Thing): boolean {
  return Object.entries(OLDEST).every(([browser, version]) => {
    const said = __compat?.support[browser];
    if (said === undefined) return true;
    return (Array.isArray(said) ? said : [said]).some((one) => isIn(one, version));
  });
}

function isIn({ version_added: since, flags }: Statement, version: number): boolean {
  if (flags || typeof since !== 'string') return false;
  return Number.parseFloat(since.replace('≤', '')) <= version;
}

/**
 * Makes a page's browser one that knows only what all of the oldest know: what is newer is taken
 * out of its scripts, and style sheets and elements name things that it has never heard of.
 */
export async function makeOld(page: Page): Promise<void> {
  const gone = [...lacking(compat.javascript['builtins']), ...lacking(compat.api)];
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

import { setTimeout as pause } from 'node:timers/promises';

/** How long a step waits for its element, in milliseconds. */
const TIMEOUT_MS = 15_000;

/** The elements of each kind. */
const ELEMENTS = {
  button: 'button',
  checkbox: 'input[type=checkbox]',
  field: 'input:not([type=checkbox]), textarea',
  heading: 'h1, h2, h3',
  link: 'a[href]',
  menuitem: '[role=menuitem]',
} as const;

/** The whole name of an element, or a pattern for it. */
export type Name = string | RegExp;

/**
 * A browser that Playwright cannot drive. Each step waits until its element is shown. `Handle` is
 * the driver's type for an element.
 */
export abstract class Walker<Handle = unknown> {
  abstract open(address: string): Promise<void>;
  abstract screenshot(): Promise<Buffer>;
  /** The errors of all pages until now. */
  abstract errors(): Promise<readonly string[]>;
  abstract close(): Promise<void>;

  /** Runs a script that returns an element or null. */
  protected abstract find(script: string): Promise<Handle | null>;
  protected abstract clickOn(element: Handle): Promise<void>;
  protected abstract typeInto(element: Handle, text: string): Promise<void>;
  /** Whether a step failed because the page was still changing. */
  protected abstract isTooEarly(problem: unknown): boolean;

  /** Waits for a heading. */
  see(heading: Name): Promise<void> {
    return this.use('heading', heading, () => Promise.resolve());
  }

  click(kind: 'button' | 'checkbox' | 'link' | 'menuitem', name: Name): Promise<void> {
    return this.use(kind, name, (element) => this.clickOn(element));
  }

  fill(label: Name, text: string): Promise<void> {
    return this.use('field', label, (element) => this.typeInto(element, text));
  }

  /** Waits for the first shown element with this name, and acts on it. */
  private async use<T>(
    kind: keyof typeof ELEMENTS,
    name: Name,
    act: (element: Handle) => Promise<T>,
  ): Promise<T> {
    const script = findShown(ELEMENTS[kind], name);
    const giveUp = Date.now() + TIMEOUT_MS;
    for (;;) {
      try {
        const element = await this.find(script);
        if (element !== null) return await act(element);
      } catch (problem) {
        if (!this.isTooEarly(problem)) throw problem;
      }
      if (Date.now() > giveUp) throw new Error(`there is no ${kind} with the name ${String(name)}`);
      await pause(50);
    }
  }
}

/** A script that returns the first shown element with this name, if it has stopped moving. */
function findShown(selector: string, name: Name): string {
  const pattern = name instanceof RegExp ? name : new RegExp(`^${escaped(name)}$`);
  return `return (${String(findInPage)})(${JSON.stringify(selector)}, ${String(pattern)});`;
}

/** Runs in the page. It knows only the kinds of names that the site uses. */
function findInPage(elements: string, pattern: RegExp): Element | null {
  const found = [...document.querySelectorAll<HTMLInputElement>(elements)].find((element) => {
    const { ariaLabel, labels, textContent } = element;
    const name = ariaLabel ?? labels?.[0]?.textContent ?? textContent;
    const isUsable = element.getClientRects().length > 0 && !element.closest('[inert]');
    return isUsable && pattern.test(name.replace(/\s+/g, ' ').trim());
  });
  const page = globalThis as { placeOfTest?: string };
  const before = page.placeOfTest;
  page.placeOfTest = JSON.stringify(found?.getBoundingClientRect());
  // The app replaces the server's page, and with it a link that is being pressed.
  const isStarting = document.querySelector('.server-page') !== null;
  return found && page.placeOfTest === before && !isStarting ? found : null;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

import { Service, Signal, computed, effect, inject, signal, DOCUMENT } from '@angular/core';

import { remember, storedChoice } from '../browser/remember';
import { DEFAULT_LANGUAGE, Language, asLanguage } from './language';

/** The texts of one part of the site in every language, loaded on demand. */
export type TextSection<T> = Readonly<Record<Language, () => Promise<{ readonly default: T }>>>;

/**
 * The visitor's language and its texts. The server has chosen it from the address, the cookie or
 * the browser, and set `<html lang>`. A choice made here is stored in the cookie `language`.
 * Without a network the page is the bare shell, without the server's choice.
 */
@Service()
export class Languages {
  private readonly document = inject(DOCUMENT);
  private readonly chosen = signal<Language>(
    chosenByServer(this.document) ?? chosenBefore(this.document) ?? DEFAULT_LANGUAGE,
  );
  private readonly loaded = signal<
    ReadonlyMap<TextSection<unknown>, ReadonlyMap<Language, unknown>>
  >(new Map());

  /** The current language. */
  readonly current = this.chosen.asReadonly();

  constructor() {
    effect(() => (this.document.documentElement.lang = this.chosen()));
  }

  /** Loads the texts of `section` in the current language, unless they are loaded. */
  async load(section: TextSection<unknown>): Promise<void> {
    await this.loadIn(this.chosen(), section);
  }

  /** The texts of a loaded section. */
  texts<T>(section: TextSection<T>): Signal<T> {
    return computed(() => {
      const texts = this.loaded().get(section)?.get(this.chosen());
      if (texts === undefined)
        throw new Error('these texts were asked for before they were loaded');
      return texts as T;
    });
  }

  /** Switches everything to `language` and stores it for the next visit. */
  async choose(language: Language): Promise<void> {
    await Promise.all([...this.loaded().keys()].map((section) => this.loadIn(language, section)));
    this.chosen.set(language);
    remember(this.document, 'language', language);
    this.forgetAskedFor();
  }

  /** Removes `?lang=` from the address, where it would override the choice. */
  private forgetAskedFor(): void {
    const address = new URL(this.document.location.href);
    if (!address.searchParams.has('lang')) return;
    address.searchParams.delete('lang');
    const { history } = this.document.defaultView ?? {};
    history?.replaceState(history.state, '', address);
  }

  private async loadIn(language: Language, section: TextSection<unknown>): Promise<void> {
    if (this.loaded().get(section)?.has(language)) return;
    const texts = (await section[language]()).default;
    this.loaded.update((loaded) => {
      const languages = new Map(loaded.get(section)).set(language, texts);
      return new Map(loaded).set(section, languages);
    });
  }
}

/** The language of a page that the server has rendered. */
function chosenByServer(document: Document): Language | undefined {
  const isShell = document.querySelector('app-root[ngCspNonce="offline"]') !== null;
  return isShell ? undefined : (asLanguage(document.documentElement.lang) ?? DEFAULT_LANGUAGE);
}

/** The stored language, or else the first supported one of the browser. */
function chosenBefore(document: Document): Language | undefined {
  const wishes = document.defaultView?.navigator.languages ?? [];
  return [storedChoice(document, 'language'), ...wishes.map((wish) => wish.slice(0, 2))]
    .map(asLanguage)
    .find((language) => language !== undefined);
}

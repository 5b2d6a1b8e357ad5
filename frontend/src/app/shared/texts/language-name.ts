import { Pipe, PipeTransform, inject } from '@angular/core';

import { Language } from './language';
import { Languages } from './languages';

/** The name of `language` in the language `spoken`. */
export function languageName(language: Language, spoken: Language): string {
  return new Intl.DisplayNames(spoken, { type: 'language' }).of(language) ?? language;
}

/** The name of a language in the language of the page. */
@Pipe({ name: 'languageName', pure: false })
export class LanguageName implements PipeTransform {
  private readonly languages = inject(Languages);

  transform(language: Language): string {
    return languageName(language, this.languages.current());
  }
}

import { inject } from '@angular/core';
import { ResolveFn } from '@angular/router';

import { Languages, TextSection } from './languages';

/** Loads the texts of a page before it is shown. */
export function withTexts(
  ...sections: readonly (() => Promise<TextSection<unknown>>)[]
): Record<'texts', ResolveFn<void>> {
  return {
    texts: async () => {
      const languages = inject(Languages);
      await Promise.all(
        sections.map(async (section) => {
          await languages.load(await section());
        }),
      );
    },
  };
}

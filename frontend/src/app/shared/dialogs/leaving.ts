import { Signal, inject } from '@angular/core';
import { CanDeactivateFn } from '@angular/router';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';
import { Questions } from './questions';

/** A page that may have unsaved input. */
export interface HasUnsaved {
  readonly isUnsaved: Signal<boolean>;
}

/** Asks before leaving a page with unsaved input. */
export const askBeforeLeaving: CanDeactivateFn<HasUnsaved> = async (page) => {
  if (!page.isUnsaved()) return true;
  const texts = inject(Languages).texts(controlTexts)().unsaved;
  const consent = await inject(Questions).ask({
    title: texts.title,
    text: [texts.text],
    yes: texts.leave,
    no: texts.stay,
  });
  return consent !== undefined;
};

import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { MatDialog } from '@angular/material/dialog';

import { Consent } from '../dialogs/question-dialog';

/** Dialogs open and close at once. */
export const withoutAnimations = {
  provide: MATERIAL_ANIMATIONS,
  useValue: { animationsDisabled: true },
};

/** Answers the open question. */
export function answerQuestion(consent: Consent | undefined): void {
  TestBed.inject(MatDialog).openDialogs.at(-1)?.close(consent);
}

/** The text of the open question. */
export function question(): string {
  return textOf('app-question-dialog');
}

/** The text of the notice on the screen. */
export function notice(): string {
  return textOf('app-notice-bar');
}

function textOf(selector: string): string {
  return document.querySelector(selector)?.textContent.replaceAll(/\s+/g, ' ').trim() ?? '';
}

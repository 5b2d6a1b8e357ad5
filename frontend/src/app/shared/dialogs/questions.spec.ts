import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HarnessLoader } from '@angular/cdk/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatDialogHarness } from '@angular/material/dialog/testing';
import { MatSnackBarHarness } from '@angular/material/snack-bar/testing';

import { withoutAnimations } from '../testing/dialogs';
import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';
import { Notices } from './notices';
import { Questions } from './questions';

@Component({ template: '' })
class Page {}

const QUESTION = { title: 'Annullare?', text: ['Due persone avvisate.'], yes: 'Annulla' };

describe('dialogs and notices', () => {
  let screen: HarnessLoader;
  let questions: Questions;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [withoutAnimations] });
    await TestBed.inject(Languages).load(controlTexts);
    screen = TestbedHarnessEnvironment.documentRootLoader(TestBed.createComponent(Page));
    questions = TestBed.inject(Questions);
  });

  const click = async (text: string | RegExp) => {
    await (await screen.getHarness(MatButtonHarness.with({ text }))).click();
  };

  it('names the dialog by its question, with the consequences', async () => {
    const answer = questions.ask(QUESTION);
    const dialog = await screen.getHarness(MatDialogHarness);
    expect(await dialog.getTitleText()).toBe('Annullare?');
    expect(await dialog.getAriaLabelledby()).not.toBe('');
    expect(await dialog.getContentText()).toBe('Due persone avvisate.');
    await click('Annulla');
    expect(await answer).toEqual({ reason: '' });
  });

  it('takes Escape and the other button for a no', async () => {
    const first = questions.ask(QUESTION);
    await (await screen.getHarness(MatDialogHarness)).close();
    expect(await first).toBeUndefined();
    const second = questions.ask({ ...QUESTION, no: 'Lascia' });
    await click('Lascia');
    expect(await second).toBeUndefined();
  });

  it('requires a reason that is not blank', async () => {
    const answer = questions.ask({ ...QUESTION, needsReason: true });
    await click('Annulla');
    const box = document.querySelector<HTMLInputElement>('app-question-dialog input');
    if (!box) throw new Error('there is no field for the reason');
    expect(box.getAttribute('aria-invalid')).toBe('true');
    box.value = ' febbre ';
    box.dispatchEvent(new Event('input'));
    await click('Annulla');
    expect(await answer).toEqual({ reason: 'febbre' });
  });

  it('replaces an open question, which counts as a no', async () => {
    const first = questions.ask(QUESTION);
    const second = questions.ask(QUESTION);
    expect(await first).toBeUndefined();
    await click('Annulla');
    expect(await second).toEqual({ reason: '' });
  });

  it('shows a notice that can be closed', async () => {
    TestBed.inject(Notices).say('Fatto.');
    const notice = await screen.getHarness(MatSnackBarHarness);
    expect(document.querySelector('app-notice-bar')?.textContent).toContain('Fatto.');
    document.querySelector<HTMLButtonElement>('app-notice-bar button')?.click();
    expect(await notice.isDismissed()).toBe(true);
  });
});

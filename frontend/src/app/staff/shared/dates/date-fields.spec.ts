import { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { Component, signal } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { FormField, form, required } from '@angular/forms/signals';
import { MatDatepickerInputHarness } from '@angular/material/datepicker/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatTimepickerInputHarness } from '@angular/material/timepicker/testing';

import { withoutAnimations } from '../../../shared/testing/dialogs';
import { TheSite } from '../../../shared/site/the-site';
import { controlTexts } from '../../../shared/texts/controls/control-texts';
import { Languages } from '../../../shared/texts/languages';
import { staffTexts } from '../staff-texts';
import { DateField } from './date-field';
import { DateTimeField } from './date-time-field';
import { DATES } from './dates';

@Component({
  imports: [DateField, DateTimeField, FormField],
  template: `
    <app-date-field label="Dal" [(day)]="day" />
    <app-date-time-field label="Inizio" [formField]="form.starts" />
  `,
})
class Page {
  readonly day = signal('');
  readonly typed = signal({ starts: '' });
  readonly form = form(this.typed, ({ starts }) => required(starts, { message: 'manca' }));
}

describe('the fields for dates', () => {
  let fixture: ComponentFixture<Page>;
  let page: HarnessLoader;

  beforeEach(async () => {
    document.documentElement.lang = 'it';
    TestBed.configureTestingModule({
      providers: [
        DATES,
        withoutAnimations,
        { provide: TheSite, useValue: { site: signal({ time_zone: 'Europe/Rome' }) } },
      ],
    });
    const languages = TestBed.inject(Languages);
    await Promise.all([languages.load(controlTexts), languages.load(staffTexts)]);
    fixture = TestBed.createComponent(Page);
    page = TestbedHarnessEnvironment.loader(fixture);
  });

  const input = (label: string) =>
    page
      .getHarness(MatFormFieldHarness.with({ floatingLabelText: label }))
      .then((field) => field.getControl(MatDatepickerInputHarness));
  const errorsOf = async (label: string) =>
    (await page.getHarness(MatFormFieldHarness.with({ floatingLabelText: label }))).getTextErrors();

  it('takes a day as it is written', async () => {
    await (await input('Dal'))?.setValue('28/3/27');
    await (await input('Dal'))?.blur();
    expect(fixture.componentInstance.day()).toBe('2027-03-28');
    expect(await (await input('Dal'))?.getValue()).toBe('28/03/2027');
  });

  it('keeps the day and shows an error if the text is none', async () => {
    fixture.componentInstance.day.set('2027-03-28');
    await (await input('Dal'))?.setValue('30/02/2027');
    await (await input('Dal'))?.blur();
    expect(fixture.componentInstance.day()).toBe('2027-03-28');
    expect((await errorsOf('Dal'))[0]).toMatch(/Scrivi la data/);
    expect(await (await input('Dal'))?.getValue()).toBe('30/02/2027');
  });

  it('makes one local time of a day and a time', async () => {
    const time = await page.getHarness(MatTimepickerInputHarness);
    await (await input('Inizio'))?.setValue('28/03/2027');
    expect(fixture.componentInstance.typed().starts).toBe('');
    await time.setValue('20.30');
    expect(fixture.componentInstance.typed().starts).toBe('2027-03-28T20:30');
    expect(fixture.componentInstance.form().valid()).toBe(true);
    await time.setValue('2:30');
    expect(fixture.componentInstance.typed().starts).toBe('2027-03-28T02:30');
  });

  it('is invalid while the time is missing or none', async () => {
    const { form } = fixture.componentInstance;
    const time = await page.getHarness(MatTimepickerInputHarness);
    await (await input('Inizio'))?.setValue('28/03/2027');
    expect(form.starts().errors()[0]?.message).toMatch(/Scrivi la data e l’ora/);
    expect(await errorsOf('Inizio')).toEqual([]);
    await time.setValue('sera');
    await time.blur();
    expect(form().valid()).toBe(false);
    expect((await errorsOf('Inizio'))[0]).toMatch(/Scrivi la data e l’ora/);
  });

  it('shows the value of the form', async () => {
    fixture.componentInstance.typed.set({ starts: '2027-10-31T02:30' });
    const time = await page.getHarness(MatTimepickerInputHarness);
    expect(await (await input('Inizio'))?.getValue()).toBe('31/10/2027');
    expect(await time.getValue()).toBe('02:30');
  });
});

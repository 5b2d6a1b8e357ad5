import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Type } from '@angular/core';
import { ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { vi } from 'vitest';

import { bookingTexts } from '../booking/booking-texts';
import { Languages } from '../texts/languages';
import { siteTexts } from '../texts/site-texts';
import { withoutAnimations } from './dialogs';

/** Sets up what the tests of a booking need: Italian texts and a test server. */
export async function setTheStage(): Promise<HttpTestingController> {
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(),
      provideHttpClientTesting(),
      provideRouter([]),
      withoutAnimations,
    ],
  });
  const languages = TestBed.inject(Languages);
  await Promise.all([languages.load(siteTexts), languages.load(bookingTexts)]);
  return TestBed.inject(HttpTestingController);
}

export async function show<T>(
  component: Type<T>,
  inputs: Readonly<Record<string, unknown>>,
): Promise<Shown<T>> {
  const fixture = TestBed.createComponent(component);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  document.body.append(fixture.nativeElement as HTMLElement);
  const shown = new Shown(fixture);
  await shown.settles();
  return shown;
}

/** A component on the page, with a visitor's actions. */
export class Shown<T> {
  constructor(readonly fixture: ComponentFixture<T>) {}

  /** Waits until changes are rendered, and parts that they need are loaded. */
  async settles(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await Promise.resolve();
      TestBed.tick();
      this.fixture.detectChanges();
      await vi.advanceTimersByTimeAsync(1);
      await vi.dynamicImportSettled();
    }
  }

  one<E extends HTMLElement = HTMLElement>(selector: string): E {
    const found = this.all<E>(selector)[0];
    if (!found) throw new Error(`there is no ${selector} in ${this.text}`);
    return found;
  }

  all<E extends HTMLElement = HTMLElement>(selector: string): E[] {
    return [...(this.fixture.nativeElement as HTMLElement).querySelectorAll<E>(selector)];
  }

  get text(): string {
    return (this.fixture.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ').trim();
  }

  async click(selector: string): Promise<void> {
    this.one(selector).click();
    await this.settles();
  }

  /** Types into a field and leaves it. */
  async type(selector: string, text: string): Promise<void> {
    const box = this.one<HTMLInputElement>(selector);
    box.value = text;
    box.dispatchEvent(new Event('input'));
    box.dispatchEvent(new Event('blur'));
    await this.settles();
  }
}

import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';
import { ServerTable } from './server-table';

@Component({
  imports: [ServerTable],
  template: `
    <app-server-table address="/things" [columns]="[]" caption="Things">
      <ng-template #row let-thing
        ><td>{{ thing }}</td></ng-template
      >
    </app-server-table>
  `,
})
class Things {}

describe('ServerTable', () => {
  let server: HttpTestingController;
  let harness: RouterTestingHarness;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([{ path: 'things', component: Things }]),
      ],
    });
    await TestBed.inject(Languages).load(controlTexts);
    server = TestBed.inject(HttpTestingController);
    harness = await RouterTestingHarness.create();
  });

  const settles = async () => {
    for (let round = 0; round < 5; round++) {
      harness.detectChanges();
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  /** Answers the request after `cursor`. */
  const answer = async (cursor: string | null, next: string | null) => {
    await settles();
    const asked = server.expectOne(({ url }) => url.startsWith('/things'));
    const { searchParams } = new URL(asked.request.urlWithParams, 'http://localhost');
    expect(searchParams.get('cursor')).toBe(cursor);
    asked.flush({ items: ['thing'], next_cursor: next });
    await settles();
  };
  const buttons = () => [...harness.routeNativeElement!.querySelectorAll('button')];
  const address = () => TestBed.inject(Router).url;

  it('keeps its page in the address and starts there', async () => {
    await harness.navigateByUrl('/things?page=3&after=one.two');
    await answer('two', null);
    expect(harness.routeNativeElement!.textContent).toContain('3');
    buttons()[0]!.click();
    await answer('one', 'two');
    expect(address()).toBe('/things?page=2&after=one');
    buttons()[0]!.click();
    await answer(null, 'one');
    expect(address()).toBe('/things');
    buttons()[1]!.click();
    await answer('one', 'two');
    expect(address()).toBe('/things?page=2&after=one');
  });

  it('remembers ten pages, and goes from the last of them to the first', async () => {
    const cursors = [...'abcdefghij'];
    await harness.navigateByUrl(`/things?page=11&after=${cursors.join('.')}`);
    await answer('j', 'k');
    buttons()[1]!.click();
    await answer('k', null);
    expect(address()).toBe('/things?page=12&after=b.c.d.e.f.g.h.i.j.k');
  });

  it('goes to the first page if it does not remember others', async () => {
    await harness.navigateByUrl('/things?page=12&after=k');
    await answer('k', null);
    buttons()[0]!.click();
    await answer(null, 'a');
    expect(address()).toBe('/things');
  });
});

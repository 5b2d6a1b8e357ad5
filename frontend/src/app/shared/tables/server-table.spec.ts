import { provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  TestRequest,
  provideHttpClientTesting,
} from '@angular/common/http/testing';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { MatPaginatorHarness } from '@angular/material/paginator/testing';
import { MatSortHeader } from '@angular/material/sort';
import { MatSortHarness } from '@angular/material/sort/testing';
import { MatTableModule } from '@angular/material/table';
import { MatTableHarness } from '@angular/material/table/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';

import { controlTexts } from '../texts/controls/control-texts';
import { Languages } from '../texts/languages';
import { ServerTable } from './server-table';
import { SortTexts } from './sort-texts';

@Component({
  imports: [MatSortHeader, MatTableModule, ServerTable, SortTexts],
  template: `
    <app-server-table address="/things" caption="Things" [(sort)]="sort">
      <ng-container matColumnDef="name">
        <th *matHeaderCellDef mat-header-cell mat-sort-header>Name</th>
        <td *matCellDef="let thing" mat-cell role="rowheader">{{ thing }}</td>
      </ng-container>
    </app-server-table>
  `,
})
class Things {
  protected readonly sort = signal('-name');
}

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
    let asked: TestRequest | undefined;
    while (!asked) {
      await settles();
      [asked] = server.match(({ url }) => url.startsWith('/things'));
    }
    const { searchParams } = new URL(asked.request.urlWithParams, 'http://localhost');
    expect(searchParams.get('cursor')).toBe(cursor);
    asked.flush({ items: ['thing'], next_cursor: next });
    await settles();
    return searchParams;
  };
  /** Uses a control. Harnesses wait for the answer, so it must come meanwhile. */
  const during = async (
    use: () => Promise<unknown>,
    cursor: string | null,
    next: string | null,
  ): Promise<URLSearchParams> => {
    const [asked] = await Promise.all([answer(cursor, next), use()]);
    return asked;
  };
  const loader = () => TestbedHarnessEnvironment.loader(harness.fixture);
  const pages = () => loader().getHarness(MatPaginatorHarness);
  const address = () => TestBed.inject(Router).url;

  it('keeps its page in the address and starts there', async () => {
    await harness.navigateByUrl('/things?page=3&after=one.two');
    await answer('two', null);
    expect(await (await pages()).getRangeLabel()).toContain('3');
    await during(async () => (await pages()).goToPreviousPage(), 'one', 'two');
    expect(address()).toBe('/things?page=2&after=one');
    await during(async () => (await pages()).goToPreviousPage(), null, 'one');
    expect(address()).toBe('/things');
    await during(async () => (await pages()).goToNextPage(), 'one', 'two');
    expect(address()).toBe('/things?page=2&after=one');
  });

  it('shows and changes the order of the server', async () => {
    await harness.navigateByUrl('/things');
    const asked = await answer(null, null);
    expect(asked.get('sort')).toBe('-name');
    const table = await loader().getHarness(MatTableHarness);
    expect(await table.getCellTextByIndex()).toEqual([['thing']]);
    const [header] = await (await loader().getHarness(MatSortHarness)).getSortHeaders();
    expect(await header!.getSortDirection()).toBe('desc');
    const button = harness.routeNativeElement!.querySelector('th [role=button]')!;
    const description = document.getElementById(button.getAttribute('aria-describedby')!);
    const { sort } = TestBed.inject(Languages).texts(controlTexts)().table;
    expect(description?.textContent).toBe(sort);
    const sorted = await during(() => header!.click(), null, null);
    expect(sorted.get('sort')).toBe('name');
    expect(await header!.getSortDirection()).toBe('asc');
  });

  it('remembers ten pages, and goes from the last of them to the first', async () => {
    const cursors = [...'abcdefghij'];
    await harness.navigateByUrl(`/things?page=11&after=${cursors.join('.')}`);
    await answer('j', 'k');
    await during(async () => (await pages()).goToNextPage(), 'k', null);
    expect(address()).toBe('/things?page=12&after=b.c.d.e.f.g.h.i.j.k');
  });

  it('goes to the first page if it does not remember others', async () => {
    await harness.navigateByUrl('/things?page=12&after=k');
    await answer('k', null);
    await during(async () => (await pages()).goToPreviousPage(), null, 'a');
    expect(address()).toBe('/things');
  });
});

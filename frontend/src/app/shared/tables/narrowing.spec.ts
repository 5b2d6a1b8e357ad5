import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';

import { narrowing } from './narrowing';

@Component({ selector: 'app-list', template: '' })
class List {
  readonly narrow = narrowing();
}

@Component({ selector: 'app-other', template: '' })
class Other {}

describe('narrowing', () => {
  async function listWithSlowLink() {
    let loaded = () => {};
    const slow = new Promise<typeof Other>((resolve) => (loaded = () => resolve(Other)));
    const routes = [
      { path: 'list', component: List },
      { path: 'other', loadComponent: () => slow },
    ];
    TestBed.configureTestingModule({ providers: [provideRouter(routes)] });
    const harness = await RouterTestingHarness.create();
    const list = await harness.navigateByUrl('/list?page=2&after=x&sort=name', List);
    return { list, router: TestBed.inject(Router), loaded };
  }

  it('changes the named filters, keeps the others, and goes to the first page', async () => {
    const { list, router } = await listWithSlowLink();
    list.narrow({ search: 'anna' });
    await vi.waitFor(() => expect(router.url).toBe('/list?sort=name&search=anna'));
  });

  it('does not return to a page that is being left', async () => {
    const { list, router, loaded } = await listWithSlowLink();
    const left = router.navigateByUrl('/other');
    list.narrow({ search: 'anna' });
    loaded();
    await left;
    expect(router.url).toBe('/other');
  });
});

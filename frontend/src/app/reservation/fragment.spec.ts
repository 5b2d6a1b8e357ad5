import { TestBed } from '@angular/core/testing';

import { fragment } from './fragment';

describe('fragment', () => {
  afterEach(() => (location.hash = ''));

  it('is what follows # in the address, also when it changes', async () => {
    location.hash = '#first';
    const current = TestBed.runInInjectionContext(fragment);
    expect(current()).toBe('first');

    const changed = new Promise((resolve) =>
      addEventListener('hashchange', resolve, { once: true }),
    );
    location.hash = '#second';
    await changed;
    expect(current()).toBe('second');
  });
});

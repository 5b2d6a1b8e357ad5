import { TestBed } from '@angular/core/testing';

import { fragment } from './fragment';

describe('fragment', () => {
  afterEach(() => (location.hash = ''));

  it('is the part after # in the address, also after a change', async () => {
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

  const SECRET = 'q8Zr3Jx_-0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456';

  for (const behind of ['', '.', ')', '>', '%3E', ',', '%E2%80%A6', '?utm_source=mail', '_']) {
    it(`is the secret, with ${behind} behind it in a text`, () => {
      location.hash = `#${SECRET}${behind}`;
      expect(TestBed.runInInjectionContext(fragment)()).toBe(SECRET);
    });
  }
});

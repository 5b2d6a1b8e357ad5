import { TestBed } from '@angular/core/testing';

import { Attempts } from './attempts';

describe('Attempts', () => {
  beforeEach(() => sessionStorage.clear());

  const anna = { name: 'Anna', seats: 2 };
  const keyFor = (request: unknown, performance = 'one') =>
    TestBed.inject(Attempts).keyFor(performance, request);

  it('keeps the key for the same request', () => {
    expect(keyFor({ ...anna })).toBe(keyFor({ ...anna }));
  });

  it('creates a new key for another request', () => {
    const key = keyFor(anna);
    expect(keyFor({ ...anna, seats: 3 })).not.toBe(key);
    expect(keyFor(anna, 'another performance')).not.toBe(key);
  });

  it('keeps the key after a reload', () => {
    const key = keyFor(anna);
    TestBed.resetTestingModule();
    expect(keyFor(anna)).toBe(key);
  });

  it('creates a new key for the same request after a booking', () => {
    const key = keyFor(anna);
    TestBed.inject(Attempts).end();
    expect(keyFor(anna)).not.toBe(key);
  });
});

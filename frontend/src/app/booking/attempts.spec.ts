import { TestBed } from '@angular/core/testing';

import { Attempts } from './attempts';

describe('Attempts', () => {
  beforeEach(() => sessionStorage.clear());

  const anna = { name: 'Anna', seats: 2 };
  const keyFor = (request: unknown, performance = 'one') =>
    TestBed.inject(Attempts).keyFor(performance, request);

  it('keeps the key while the same is asked for', () => {
    expect(keyFor({ ...anna })).toBe(keyFor({ ...anna }));
  });

  it('makes a new key for anything else', () => {
    const key = keyFor(anna);
    expect(keyFor({ ...anna, seats: 3 })).not.toBe(key);
    expect(keyFor(anna, 'another performance')).not.toBe(key);
  });

  it('keeps the key over a reload', () => {
    const key = keyFor(anna);
    TestBed.resetTestingModule();
    expect(keyFor(anna)).toBe(key);
  });

  it('makes a new key for the same once it has been booked', () => {
    const key = keyFor(anna);
    TestBed.inject(Attempts).end();
    expect(keyFor(anna)).not.toBe(key);
  });
});

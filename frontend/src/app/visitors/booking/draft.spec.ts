import { TestBed } from '@angular/core/testing';

import { EMPTY_INPUT } from '../../shared/booking/booking-input';
import { Draft } from './draft';

describe('Draft', () => {
  beforeEach(() => sessionStorage.clear());

  const afterReload = () => {
    TestBed.tick();
    TestBed.resetTestingModule();
    return TestBed.inject(Draft).wishes();
  };

  it('is restored after a reload, without the consent', () => {
    const wishes = { ...EMPTY_INPUT, name: 'Anna', seats: 3, privacy_accepted: true };
    TestBed.inject(Draft).wishes.set(wishes);
    expect(afterReload()).toEqual({ ...wishes, privacy_accepted: false });
  });

  it('leaves nothing stored after it is cleared', () => {
    const draft = TestBed.inject(Draft);
    draft.wishes.set({ ...EMPTY_INPUT, name: 'Anna' });
    TestBed.tick();
    draft.clear();
    TestBed.tick();
    expect(sessionStorage.length).toBe(0);
  });

  it('forgets how many seats were suggested, and takes another suggestion', () => {
    const draft = TestBed.inject(Draft);
    draft.suggestSeats(1);
    TestBed.tick();
    expect(sessionStorage.length).toBe(0);
    draft.suggestSeats(2);
    expect(draft.wishes().seats).toBe(2);
  });

  it('keeps the number of seats that the visitor asked for', () => {
    const draft = TestBed.inject(Draft);
    draft.suggestSeats(2);
    draft.wishes.update((wishes) => ({ ...wishes, seats: 4 }));
    draft.suggestSeats(1);
    expect(draft.wishes().seats).toBe(4);
    expect(afterReload().seats).toBe(4);
  });

  it('keeps the suggested seats of somebody who has begun to write', () => {
    const draft = TestBed.inject(Draft);
    draft.suggestSeats(2);
    draft.wishes.update((wishes) => ({ ...wishes, name: 'Anna' }));
    draft.suggestSeats(1);
    expect(draft.wishes().seats).toBe(2);
    expect(afterReload().seats).toBe(2);
  });

  it('starts empty if storage is unavailable', () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new Error('forbidden');
    });
    expect(TestBed.inject(Draft).wishes()).toEqual(EMPTY_INPUT);
    vi.restoreAllMocks();
  });
});

import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { draftOf } from './draft';

describe('a draft', () => {
  const begin = (title: string) => {
    const saved = signal<{ readonly title: string } | undefined>({ title });
    const draft = TestBed.runInInjectionContext(() =>
      draftOf(saved, (show) => ({ title: show?.title ?? '' })),
    );
    return { saved, draft };
  };

  it('follows the server while nothing is typed', () => {
    const { saved, draft } = begin('Il re');
    expect(draft.value()).toEqual({ title: 'Il re' });
    saved.set({ title: 'Il re muore' });
    expect(draft.value()).toEqual({ title: 'Il re muore' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it("keeps the input if the server's value changes", () => {
    const { saved, draft } = begin('Il re');
    draft.value.set({ title: 'Il re si diverte' });
    saved.set({ title: 'Il re muore' });
    expect(draft.value()).toEqual({ title: 'Il re si diverte' });
    expect(draft.isUnsaved()).toBe(true);
    draft.reset();
    expect(draft.value()).toEqual({ title: 'Il re muore' });
  });

  it('makes the browser ask before it is lost', () => {
    const { draft } = begin('Il re');
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    draft.value.set({ title: 'La regina' });
    expect(leave()).toBe(true);
  });
});

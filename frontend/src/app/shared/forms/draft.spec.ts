import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { draftOf } from './draft';

interface Show {
  readonly title: string;
  readonly subtitle: string;
  readonly version?: number;
}

describe('a draft', () => {
  const begin = (show: Show) => {
    const saved = signal<Show | undefined>(undefined);
    const draft = TestBed.runInInjectionContext(() =>
      draftOf(saved, (show) => ({ title: show?.title ?? '', subtitle: show?.subtitle ?? '' })),
    );
    TestBed.tick();
    saved.set(show);
    const save = (answer: Show) =>
      draft.save(() => {
        saved.set(answer);
        return Promise.resolve(answer);
      });
    return { saved, draft, save };
  };

  it('follows the server while nothing is typed', () => {
    const { saved, draft } = begin({ title: 'Il re', subtitle: '' });
    expect(draft.value()).toEqual({ title: 'Il re', subtitle: '' });
    saved.set({ title: 'Il re muore', subtitle: '' });
    expect(draft.value()).toEqual({ title: 'Il re muore', subtitle: '' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it('is unsaved while it differs', () => {
    const { draft } = begin({ title: 'Il re', subtitle: '' });
    draft.value.set({ title: 'La regina', subtitle: '' });
    expect(draft.isUnsaved()).toBe(true);
    draft.value.set({ title: 'Il re', subtitle: '' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it("keeps the changed fields if the server's value changes", () => {
    const { saved, draft } = begin({ title: 'Il re', subtitle: '' });
    draft.value.set({ title: 'Il re si diverte', subtitle: '' });
    saved.set({ title: 'Il re muore', subtitle: 'Dramma' });
    expect(draft.value()).toEqual({ title: 'Il re si diverte', subtitle: 'Dramma' });
    expect(draft.isUnsaved()).toBe(true);
    draft.reset();
    expect(draft.value()).toEqual({ title: 'Il re muore', subtitle: 'Dramma' });
  });

  it("keeps the input if only the server's other fields change", () => {
    const { saved, draft } = begin({ title: 'Il re', subtitle: '', version: 1 });
    draft.value.set({ title: 'La regina', subtitle: '' });
    saved.set({ title: 'Il re', subtitle: '', version: 2 });
    expect(draft.value()).toEqual({ title: 'La regina', subtitle: '' });
  });

  it("has the server's value after saving", async () => {
    const { draft, save } = begin({ title: 'Il re', subtitle: '' });
    draft.value.set({ title: '  Il re muore ', subtitle: '' });
    await save({ title: 'Il re muore', subtitle: '' });
    expect(draft.value()).toEqual({ title: 'Il re muore', subtitle: '' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it('keeps the fields that are changed during saving', async () => {
    const { saved, draft } = begin({ title: 'Il re', subtitle: '' });
    draft.value.set({ title: ' Il re muore', subtitle: '' });
    await draft.save(() => {
      draft.value.set({ title: ' Il re muore', subtitle: 'Dramma' });
      const answer = { title: 'Il re muore', subtitle: '' };
      saved.set(answer);
      return Promise.resolve(answer);
    });
    expect(draft.value()).toEqual({ title: 'Il re muore', subtitle: 'Dramma' });
    expect(draft.isUnsaved()).toBe(true);
  });

  it('keeps the input if it could not be saved', async () => {
    const { draft } = begin({ title: 'Il re', subtitle: '' });
    draft.value.set({ title: 'La regina', subtitle: '' });
    await draft.save(() => Promise.resolve(undefined));
    expect(draft.value()).toEqual({ title: 'La regina', subtitle: '' });
    expect(draft.isUnsaved()).toBe(true);
  });

  it('makes the browser ask before it is lost', () => {
    const { draft } = begin({ title: 'Il re', subtitle: '' });
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      window.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    draft.value.set({ title: 'La regina', subtitle: '' });
    expect(leave()).toBe(true);
  });
});

import { signal } from '@angular/core';
import { describe, expect, it } from 'vitest';

import { draftOf } from './draft';
import { Edited } from './edited';

interface Page {
  readonly title: string;
  readonly version: number;
}

/** A page as the server has it, and a draft of it. What is sent is answered by `answer`. */
function aPage(answer: () => Page | undefined = () => undefined) {
  const value = signal<Page | undefined>(undefined);
  const save = () => {
    const saved = answer();
    if (saved) value.set(saved);
    return Promise.resolve(saved);
  };
  const draft = draftOf({ value, save } as unknown as Edited<Page>, (page) => ({
    title: page?.title ?? '',
  }));
  return { value, draft };
}

describe('a draft', () => {
  it('begins as the server has it', () => {
    const { value, draft } = aPage();
    expect(draft.model()).toEqual({ title: '' });
    value.set({ title: 'Chi siamo', version: 1 });
    expect(draft.model()).toEqual({ title: 'Chi siamo' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it('is unsaved as long as it says something else', () => {
    const { value, draft } = aPage();
    value.set({ title: 'Chi siamo', version: 1 });
    draft.model.set({ title: 'Chi eravamo' });
    expect(draft.isUnsaved()).toBe(true);
    draft.model.set({ title: 'Chi siamo' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it('is what the server has made of it once it is saved', async () => {
    const { value, draft } = aPage(() => ({ title: 'Chi siamo', version: 2 }));
    value.set({ title: 'Chi era', version: 1 });
    draft.model.set({ title: '  Chi siamo ' });
    await draft.save({});
    expect(draft.model()).toEqual({ title: 'Chi siamo' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it('keeps what is typed while it is being saved', async () => {
    const { value, draft } = aPage(() => {
      draft.model.set({ title: 'Chi siamo noi' });
      return { title: 'Chi siamo', version: 2 };
    });
    value.set({ title: 'Chi era', version: 1 });
    draft.model.set({ title: 'Chi siamo' });
    await draft.save({});
    expect(draft.model()).toEqual({ title: 'Chi siamo noi' });
    expect(draft.isUnsaved()).toBe(true);
  });

  it('stays when only something else has changed, and goes when somebody has written it anew', () => {
    const { value, draft } = aPage();
    value.set({ title: 'Chi siamo', version: 1 });
    draft.model.set({ title: 'Noi' });
    value.set({ title: 'Chi siamo', version: 2 });
    expect(draft.model()).toEqual({ title: 'Noi' });
    value.set({ title: 'La compagnia', version: 3 });
    expect(draft.model()).toEqual({ title: 'La compagnia' });
  });
});

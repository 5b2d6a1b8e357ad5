import { signal } from '@angular/core';
import { describe, expect, it } from 'vitest';

import { draftOf } from './draft';
import { Edited } from './edited';

interface Page {
  readonly title: string;
  readonly version: number;
}

/** A page on the server and a draft of it. `answer` answers a request. */
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
  it("starts with the server's value", () => {
    const { value, draft } = aPage();
    expect(draft.model()).toEqual({ title: '' });
    value.set({ title: 'Chi siamo', version: 1 });
    expect(draft.model()).toEqual({ title: 'Chi siamo' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it('is unsaved while it differs', () => {
    const { value, draft } = aPage();
    value.set({ title: 'Chi siamo', version: 1 });
    draft.model.set({ title: 'Chi eravamo' });
    expect(draft.isUnsaved()).toBe(true);
    draft.model.set({ title: 'Chi siamo' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it("has the server's value after saving", async () => {
    const { value, draft } = aPage(() => ({ title: 'Chi siamo', version: 2 }));
    value.set({ title: 'Chi era', version: 1 });
    draft.model.set({ title: '  Chi siamo ' });
    await draft.save({});
    expect(draft.model()).toEqual({ title: 'Chi siamo' });
    expect(draft.isUnsaved()).toBe(false);
  });

  it('keeps what is typed during saving', async () => {
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

  it('keeps the input if other fields change, and is replaced if somebody else edited it', () => {
    const { value, draft } = aPage();
    value.set({ title: 'Chi siamo', version: 1 });
    draft.model.set({ title: 'Noi' });
    value.set({ title: 'Chi siamo', version: 2 });
    expect(draft.model()).toEqual({ title: 'Noi' });
    value.set({ title: 'La compagnia', version: 3 });
    expect(draft.model()).toEqual({ title: 'La compagnia' });
  });
});

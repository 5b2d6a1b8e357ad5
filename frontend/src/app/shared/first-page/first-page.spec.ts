import { PendingTasks } from '@angular/core';
import { TestBed } from '@angular/core/testing';

import { FirstPage } from './first-page';
import { Turns } from './turns';

describe('the first page', () => {
  let app: HTMLElement;

  beforeEach(() => {
    document.body.innerHTML = `
      <div class="server-page"></div>
      <div id="app" hidden></div>`;
    app = document.querySelector<HTMLElement>('#app')!;
  });
  afterEach(() => document.body.replaceChildren());

  it("stays until the app's page is complete", async () => {
    const firstPage = TestBed.inject(FirstPage);
    const answered = TestBed.inject(PendingTasks).add();
    let isMade = false;
    const taken = firstPage.takeOver(app);
    await new Promise((resolve) => setTimeout(resolve));
    expect(app.hidden).toBe(true);
    TestBed.inject(Turns).take(() => (isMade = true));
    answered();
    await taken;
    expect([app.hidden, isMade]).toEqual([false, true]);
    expect(document.querySelector('.server-page')).toBeNull();
  });

  it('does not wait for slow answers', async () => {
    vi.useFakeTimers();
    const firstPage = TestBed.inject(FirstPage);
    const answered = TestBed.inject(PendingTasks).add();
    const taken = firstPage.takeOver(app);
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    await taken;
    expect(app.hidden).toBe(false);
    answered();
  });
});

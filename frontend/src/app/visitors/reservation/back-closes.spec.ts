import { TestBed } from '@angular/core/testing';
import { NavigationStart, Router, provideRouter } from '@angular/router';

import { BackCloses } from './back-closes';

describe('BackCloses', () => {
  const close = vi.fn();
  const begun: string[] = [];
  let back: BackCloses;

  const navigated = () => new Promise((resolve) => setTimeout(resolve, 50));
  const here = () => location.pathname + location.hash;

  beforeEach(async () => {
    close.mockClear();
    history.pushState({ kept: 1 }, '', '/#secret');
    TestBed.configureTestingModule({
      providers: [BackCloses, provideRouter([{ path: '', children: [] }])],
    });
    const router = TestBed.inject(Router);
    router.initialNavigation();
    await navigated();
    begun.length = 0;
    router.events.subscribe((event) => {
      if (event instanceof NavigationStart) begun.push(event.url);
    });
    back = TestBed.inject(BackCloses);
  });
  afterEach(() => history.replaceState(null, '', '/'));

  it('closes on Back and keeps the page with its secret', async () => {
    const before = history.state as object;
    back.hasOpened(close);
    expect(history.state).toMatchObject(before);
    expect(here()).toBe('/#secret');
    history.back();
    await navigated();
    expect(close).toHaveBeenCalledOnce();
    expect(history.state).toEqual(before);
    expect(here()).toBe('/#secret');
    expect(begun).toEqual([]);
  });

  it('leaves no history entry after another way of closing', async () => {
    const before = history.state as object;
    back.hasOpened(close);
    back.hasClosed();
    await navigated();
    expect(history.state).toEqual(before);
    expect(close).not.toHaveBeenCalled();
    expect(begun).toEqual([]);
  });

  it('goes back only once after Back has closed it', async () => {
    const before = history.state as object;
    back.hasOpened(() => back.hasClosed());
    history.back();
    await navigated();
    expect(history.state).toEqual(before);
  });

  it('leaves no history entry when it is destroyed, for example after a scan', async () => {
    const before = history.state as object;
    back.hasOpened(close);
    TestBed.resetTestingModule();
    await navigated();
    expect(history.state).toEqual(before);
  });
});

import { TestBed } from '@angular/core/testing';

import { ScreenLight } from './screen-light';

describe('ScreenLight', () => {
  const release = vi.fn(() => Promise.resolve());
  const request = vi.fn(() => Promise.resolve({ release }));
  let light: ScreenLight;

  beforeEach(() => {
    vi.clearAllMocks();
    Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true });
    TestBed.configureTestingModule({ providers: [ScreenLight] });
    light = TestBed.inject(ScreenLight);
  });
  afterEach(() => Reflect.deleteProperty(navigator, 'wakeLock'));

  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const becomeVisible = () => document.dispatchEvent(new Event('visibilitychange'));

  it('keeps the screen on until it is released', async () => {
    light.hold();
    await settle();
    expect(request).toHaveBeenCalledWith('screen');
    light.release();
    expect(release).toHaveBeenCalledOnce();
  });

  it('requests the lock again when the page becomes visible', async () => {
    light.hold();
    await settle();
    becomeVisible();
    await settle();
    expect(request).toHaveBeenCalledTimes(2);
  });

  it('does not request the lock after it was released', async () => {
    light.hold();
    light.release();
    becomeVisible();
    await settle();
    expect(request).toHaveBeenCalledOnce();
    expect(release).toHaveBeenCalledOnce();
  });

  it('releases the lock with its page', async () => {
    light.hold();
    await settle();
    TestBed.resetTestingModule();
    expect(release).toHaveBeenCalledOnce();
  });

  it('works without the lock if the browser refuses or lacks it', async () => {
    request.mockRejectedValueOnce(new DOMException('battery is low', 'NotAllowedError'));
    light.hold();
    Reflect.deleteProperty(navigator, 'wakeLock');
    light.hold();
    await settle();
    expect(() => light.release()).not.toThrow();
  });
});

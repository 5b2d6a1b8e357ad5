import { TestBed } from '@angular/core/testing';

import { typedCodes } from './typed-codes';

const TICKET = 'q8Zr3Jx_-0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456';

describe('typedCodes', () => {
  let read: string[];
  let box: HTMLInputElement;

  beforeEach(() => {
    read = [];
    box = document.createElement('input');
    document.body.append(box);
    TestBed.runInInjectionContext(() => typedCodes(document, ([typed]) => read.push(typed ?? '')));
  });
  afterEach(() => box.remove());

  /**
   * Presses a key on `target` and appends it if it is a text field. Returns whether the default
   * action was not prevented.
   */
  function press(target: HTMLElement, key: string): boolean {
    const init = { key, bubbles: true, cancelable: true };
    const isLeft = target.dispatchEvent(new KeyboardEvent('keydown', init));
    if (isLeft && target instanceof HTMLInputElement && key.length === 1) target.value += key;
    return isLeft;
  }

  it("accepts a scanner's input wherever the focus is", () => {
    for (const key of TICKET) press(document.body, key);
    expect(press(document.body, 'Enter')).toBe(false);
    expect(read).toEqual([TICKET]);
  });

  it("restores the text field's earlier value", () => {
    box.value = 'Bian';
    let heard = '';
    box.addEventListener('input', () => (heard = box.value));
    for (const key of TICKET) press(box, key);
    press(box, 'Enter');
    expect(read).toEqual([TICKET]);
    expect(box.value).toBe('Bian');
    expect(heard).toBe('Bian');
  });

  it('keeps the focus when a scanner ends with Tab', () => {
    for (const key of TICKET) press(box, key);
    expect(press(box, 'Tab')).toBe(false);
    expect(read).toEqual([TICKET]);
    expect(box.value).toBe('');
  });

  it("accepts a scanner's input without an end key", () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    for (const key of TICKET) press(box, key);
    vi.advanceTimersByTime(1_000);
    expect(read).toEqual([TICKET]);
    expect(box.value).toBe('');
  });

  it('leaves Enter to the text field if the input is not a scan', () => {
    for (const key of 'Anna') press(box, key);
    expect(press(box, 'Enter')).toBe(true);
    expect(box.value).toBe('Anna');
    expect(read).toEqual([]);
  });
});

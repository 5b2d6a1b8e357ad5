import { Keystroke, Keystrokes } from './keystrokes';

const TICKET = 'q8Zr3Jx_-0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456';

/** Types `text` with a pause before each key, and Enter. Returns the scan. */
function typeInto(keystrokes: Keystrokes, text: string, pause: number, from = 0) {
  const strokes = [...text].map((key) => stroke({ key }));
  return play(keystrokes, [...strokes, stroke({ key: 'Enter', code: 'Enter' })], pause, from);
}

function play(keystrokes: Keystrokes, strokes: readonly Keystroke[], pause: number, from = 0) {
  const read = strokes.map((one, index) =>
    keystrokes.take({ ...one, timeStamp: from + index * pause }),
  );
  return read.at(-1);
}

function stroke(given: Partial<Keystroke>): Keystroke {
  const bare = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, timeStamp: 0 };
  return { key: '', code: '', ...bare, ...given };
}

describe('Keystrokes', () => {
  let keystrokes: Keystrokes;
  beforeEach(() => (keystrokes = new Keystrokes()));

  it("reads a scanner's input up to Enter", () => {
    expect(typeInto(keystrokes, TICKET, 10)).toContain(TICKET);
  });

  it('reads one scan after the other', () => {
    typeInto(keystrokes, TICKET, 5);
    expect(typeInto(keystrokes, TICKET.toLowerCase(), 5, 1_000)).toContain(TICKET.toLowerCase());
  });

  it('reads a whole ticket from a slow scanner', () => {
    expect(typeInto(keystrokes, TICKET, 140)).toContain(TICKET);
  });

  it('reads input that ends with Tab', () => {
    const strokes = [...TICKET].map((key) => stroke({ key }));
    expect(play(keystrokes, [...strokes, stroke({ key: 'Tab' })], 10)).toContain(TICKET);
  });

  it('reads a whole ticket without an end key, and no part of one', () => {
    const address = `https://teatro.example/t#${TICKET}`;
    for (const [index, key] of [...address].entries()) {
      expect(keystrokes.pause(), `after ${index} characters`).toBeUndefined();
      keystrokes.take(stroke({ key, timeStamp: index * 10 }));
    }
    expect(keystrokes.pause()).toContain(address);
    expect(keystrokes.pause()).toBeUndefined();
  });

  it('ignores Tab after a typed name', () => {
    const strokes = [...'Bianchi'].map((key) => stroke({ key }));
    expect(play(keystrokes, [...strokes, stroke({ key: 'Tab' })], 90)).toBeUndefined();
  });

  it('leaves normal typing to the text field', () => {
    expect(typeInto(keystrokes, 'Anna Bianchi', 90)).toBeUndefined();
  });

  it('leaves a short code to the text field, however fast it is typed', () => {
    expect(typeInto(keystrokes, 'K7QF3M', 10)).toBeUndefined();
  });

  it('forgets earlier typing when a scan starts', () => {
    for (const [index, key] of [...'Bia'].entries()) {
      keystrokes.take(stroke({ key, timeStamp: index * 150 }));
    }
    expect(typeInto(keystrokes, TICKET, 5, 2_000)).toEqual([TICKET, '']);
  });

  it('ignores modifier keys and shortcuts', () => {
    keystrokes.take(stroke({ key: 'v', ctrlKey: true, timeStamp: 0 }));
    expect(keystrokes.hasJustBegun).toBe(false);
    const strokes = [...TICKET].flatMap((key) => [stroke({ key: 'Shift' }), stroke({ key })]);
    expect(play(keystrokes, [...strokes, stroke({ key: 'Enter' })], 2, 500)).toContain(TICKET);
  });

  it('reads a scanner with a US layout on an Italian keyboard', () => {
    // The keys of `/t#-_A7` on an Italian keyboard.
    const strokes = [
      stroke({ key: '-', code: 'Slash' }),
      stroke({ key: 't', code: 'KeyT' }),
      stroke({ key: '£', code: 'Digit3', shiftKey: true }),
      stroke({ key: "'", code: 'Minus' }),
      stroke({ key: '?', code: 'Minus', shiftKey: true }),
      stroke({ key: 'A', code: 'KeyA', shiftKey: true }),
      stroke({ key: '7', code: 'Digit7' }),
      stroke({ key: 'ç', code: 'Semicolon', shiftKey: true }),
      stroke({ key: 'Enter', code: 'Enter' }),
    ];
    expect(play(keystrokes, strokes, 10)).toContain('/t#-_A7:');
  });
});

import { Keystroke, Keystrokes } from './keystrokes';

const TICKET = 'q8Zr3Jx_-0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456';

/** Types `text` with a pause before each key, and Enter; answers what was made of it. */
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

  it('reads what a scanner types, up to its Enter', () => {
    expect(typeInto(keystrokes, TICKET, 10)).toContain(TICKET);
  });

  it('reads one scan after the other', () => {
    typeInto(keystrokes, TICKET, 5);
    expect(typeInto(keystrokes, TICKET.toLowerCase(), 5, 1_000)).toContain(TICKET.toLowerCase());
  });

  it('reads a whole ticket that a slow scanner types', () => {
    expect(typeInto(keystrokes, TICKET, 140)).toContain(TICKET);
  });

  it('reads what ends with Tab', () => {
    const strokes = [...TICKET].map((key) => stroke({ key }));
    expect(play(keystrokes, [...strokes, stroke({ key: 'Tab' })], 10)).toContain(TICKET);
  });

  it('reads a whole ticket that nothing ends, and no part of one', () => {
    const address = `https://teatro.example/t#${TICKET}`;
    for (const [index, key] of [...address].entries()) {
      expect(keystrokes.pause(), `after ${index} characters`).toBeUndefined();
      keystrokes.take(stroke({ key, timeStamp: index * 10 }));
    }
    expect(keystrokes.pause()).toContain(address);
    expect(keystrokes.pause()).toBeUndefined();
  });

  it('leaves Tab to who moves on after typing a name', () => {
    const strokes = [...'Bianchi'].map((key) => stroke({ key }));
    expect(play(keystrokes, [...strokes, stroke({ key: 'Tab' })], 90)).toBeUndefined();
  });

  it('leaves what people type to the box that they type it into', () => {
    expect(typeInto(keystrokes, 'Anna Bianchi', 90)).toBeUndefined();
  });

  it('leaves a short code to the box, however fast', () => {
    expect(typeInto(keystrokes, 'K7QF3M', 10)).toBeUndefined();
  });

  it('forgets what somebody typed before the scanner began', () => {
    for (const [index, key] of [...'Bia'].entries()) {
      keystrokes.take(stroke({ key, timeStamp: index * 150 }));
    }
    expect(typeInto(keystrokes, TICKET, 5, 2_000)).toEqual([TICKET, '']);
  });

  it('takes shift and the like for no characters, and shortcuts for none either', () => {
    keystrokes.take(stroke({ key: 'v', ctrlKey: true, timeStamp: 0 }));
    expect(keystrokes.hasJustBegun).toBe(false);
    const strokes = [...TICKET].flatMap((key) => [stroke({ key: 'Shift' }), stroke({ key })]);
    expect(play(keystrokes, [...strokes, stroke({ key: 'Enter' })], 2, 500)).toContain(TICKET);
  });

  it('reads a scanner set to a US keyboard on an Italian one', () => {
    // The keys of `/t#-_A7` as an Italian keyboard has them.
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

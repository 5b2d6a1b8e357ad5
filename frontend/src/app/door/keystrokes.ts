import { ticketIn } from './ticket-code';

/** What is taken of a keydown event. */
export type Keystroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'timeStamp'
>;

/** A longer pause ends what a scanner types, in milliseconds. */
const LONGEST_PAUSE_MS = 1_000;
/** After such a pause a whole ticket is taken, for scanners that press no key at the end. */
export const END_MS = 200;
/** On average people take longer for a character, in milliseconds. */
const AVERAGE_MS = 50;
/** Fewer characters may be somebody who types fast. */
const FEWEST = 8;

/** The keys of a US keyboard, by their place, without shift and with it. */
const US: Readonly<Record<string, string>> = {
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
};
const US_DIGITS = ')!@#$%^&*(';

/**
 * Tells what a hand-held scanner types from what people type: it is far faster than they are, and
 * ends with Enter or Tab. A whole ticket is one however slowly it came and whatever ends it, since
 * nobody types that by chance.
 */
export class Keystrokes {
  private typed = '';
  private byPlace = '';
  private strokes = 0;
  private beganAt = 0;
  private latestAt = -Infinity;

  /** Whether the character that was taken last may be the first of a scan. */
  get hasJustBegun(): boolean {
    return this.strokes === 1;
  }

  /**
   * Takes a keystroke; with the last one of a scan answers how it may be read: as the keyboard of
   * this device has it, and as a US one, which scanners are set to when they leave the factory.
   */
  take(stroke: Keystroke): readonly string[] | undefined {
    const { key, timeStamp } = stroke;
    if (timeStamp - this.latestAt > LONGEST_PAUSE_MS) this.forget();
    if (key === 'Enter' || key === 'Tab') return this.end(timeStamp);
    const isCharacter = key.length === 1 || key === 'Dead';
    if (!isCharacter) return undefined;
    // A shortcut; the two together are the right Alt of some keyboards, which writes characters.
    if (stroke.metaKey || stroke.ctrlKey !== stroke.altKey) {
      this.forget();
      return undefined;
    }
    if (this.strokes === 0) this.beganAt = timeStamp;
    this.strokes += 1;
    this.typed += key.length === 1 ? key : '';
    this.byPlace += onUsKeyboard(stroke);
    this.latestAt = timeStamp;
    return undefined;
  }

  /** Nothing was typed for `END_MS`: answers a whole ticket, and goes on waiting for the rest else. */
  pause(): readonly string[] | undefined {
    const readings = [this.typed, this.byPlace];
    if (!readings.some(isTicket)) return undefined;
    this.forget();
    return readings;
  }

  private end(now: number): readonly string[] | undefined {
    const { typed, byPlace, strokes, beganAt } = this;
    this.forget();
    const readings = [typed, byPlace];
    const isFast = strokes >= FEWEST && now - beganAt <= strokes * AVERAGE_MS;
    return isFast || readings.some(isTicket) ? readings : undefined;
  }

  private forget(): void {
    this.typed = '';
    this.byPlace = '';
    this.strokes = 0;
    this.latestAt = -Infinity;
  }
}

function isTicket(reading: string): boolean {
  return ticketIn(reading) !== undefined;
}

function onUsKeyboard({ code, shiftKey }: Keystroke): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return shiftKey ? (US_DIGITS[Number(digit)] ?? '') : digit;
  return US[code]?.[shiftKey ? 1 : 0] ?? '';
}

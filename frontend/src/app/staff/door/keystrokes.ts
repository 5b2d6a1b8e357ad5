import { ticketIn } from './ticket-code';

/** The used properties of a keydown event. */
export type Keystroke = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'timeStamp'
>;

/** A longer pause ends a scan, in milliseconds. */
const LONGEST_PAUSE_MS = 1_000;
/** After this pause a whole ticket is accepted, for scanners without an end key. */
export const END_MS = 200;
/** People need more time per character on average, in milliseconds. */
const AVERAGE_MS = 50;
/** Shorter input may be fast typing. */
const FEWEST = 8;

/** The keys of a US keyboard by position, without and with shift. */
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
 * Distinguishes a hand-held scanner's input from typing: a scanner is much faster and ends with
 * Enter or Tab. A whole ticket always counts as a scan, at any speed and with any ending, because
 * nobody types one by chance.
 */
export class Keystrokes {
  private typed = '';
  private byPlace = '';
  private strokes = 0;
  private beganAt = 0;
  private latestAt = -Infinity;

  /** Whether the last character may start a scan. */
  get hasJustBegun(): boolean {
    return this.strokes === 1;
  }

  /**
   * Handles a keystroke. The last keystroke of a scan returns its possible readings: by this
   * device's keyboard layout, and by the US layout, which is the factory setting of scanners.
   */
  take(stroke: Keystroke): readonly string[] | undefined {
    const { key, timeStamp } = stroke;
    if (timeStamp - this.latestAt > LONGEST_PAUSE_MS) this.forget();
    if (key === 'Enter' || key === 'Tab') return this.end(timeStamp);
    const isCharacter = key.length === 1 || key === 'Dead';
    if (!isCharacter) return undefined;
    // A shortcut. Ctrl with Alt is the right Alt key of some keyboards, which writes characters.
    if (stroke.metaKey || stroke.ctrlKey !== stroke.altKey) {
      this.forget();
      return undefined;
    }
    if (this.strokes === 0) this.beganAt = timeStamp;
    this.strokes += 1;
    this.typed += key.length === 1 ? key : '';
    this.byPlace += onUsLayout(stroke);
    this.latestAt = timeStamp;
    return undefined;
  }

  /** Nothing was typed for `END_MS`: returns a whole ticket, or else keeps waiting. */
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

function onUsLayout({ code, shiftKey }: Keystroke): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit) return shiftKey ? (US_DIGITS[Number(digit)] ?? '') : digit;
  return US[code]?.[shiftKey ? 1 : 0] ?? '';
}

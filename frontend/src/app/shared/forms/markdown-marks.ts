/** The marks of Markdown that have a button. */
export const MARKS = ['heading', 'bold', 'italic', 'list', 'link'] as const;

export type Mark = (typeof MARKS)[number];

/** A text with a selection from one character to before another. */
export interface Selected {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const AROUND = {
  bold: ['**', '**'],
  italic: ['*', '*'],
  link: ['[', '](https://)'],
} as const;
const BEFORE_LINES = { heading: '## ', list: '- ' } as const;

/**
 * Marks the selected text, or `sample` if nothing is selected. A heading and a list mark whole
 * lines. The marked text stays selected.
 */
export function marked(mark: Mark, { text, from, to }: Selected, sample: string): Selected {
  if (mark === 'heading' || mark === 'list') {
    const start = text.lastIndexOf('\n', from - 1) + 1;
    const lines = text.slice(start, to) || sample;
    const now = lines.replaceAll(/^/gm, BEFORE_LINES[mark]);
    return put(text, start, Math.max(start, to), now, 0, now.length);
  }
  const [before, after] = AROUND[mark];
  const inside = text.slice(from, to) || sample;
  return put(text, from, to, before + inside + after, before.length, inside.length);
}

function put(
  text: string,
  from: number,
  to: number,
  now: string,
  selectedFrom: number,
  length: number,
): Selected {
  const start = from + selectedFrom;
  return { text: text.slice(0, from) + now + text.slice(to), from: start, to: start + length };
}

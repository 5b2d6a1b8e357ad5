import { Mark, marked } from './markdown-marks';

describe('a mark of Markdown', () => {
  /** Marks what is between the bars, and shows the selection afterwards in the same way. */
  const after = (mark: Mark, shown: string) => {
    const from = shown.indexOf('|');
    const to = shown.lastIndexOf('|') - 1;
    const result = marked(mark, { text: shown.replaceAll('|', ''), from, to }, 'testo');
    const { text } = result;
    return `${text.slice(0, result.from)}|${text.slice(result.from, result.to)}|${text.slice(result.to)}`;
  };

  it('surrounds the selected text', () => {
    expect(after('bold', 'una |chiave| nera')).toBe('una **|chiave|** nera');
    expect(after('italic', 'una |chiave| nera')).toBe('una *|chiave|* nera');
    expect(after('link', 'una |chiave| nera')).toBe('una [|chiave|](https://) nera');
  });

  it('has a sample to write over if nothing is selected', () => {
    expect(after('bold', 'una || nera')).toBe('una **|testo|** nera');
    expect(after('list', '||')).toBe('|- testo|');
  });

  it('is in front of each whole line', () => {
    expect(after('heading', 'I cil|ieg|i')).toBe('|## I cilieg|i');
    expect(after('list', 'prima\nro|sso\nne|ro')).toBe('prima\n|- rosso\n- ne|ro');
  });
});

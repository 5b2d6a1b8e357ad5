/** Placeholder for omitted common lines. */
const LEFT_OUT = '…';

/** The lines that only one of two texts has. */
export function differingLines(mine: string, theirs: string): readonly [string, string] {
  const [ours, others] = [mine.split('\n'), theirs.split('\n')];
  const common = commonLines(ours, others);
  return [
    excerpt(ours, new Set(common.map(([at]) => at))),
    excerpt(others, new Set(common.map(([, at]) => at))),
  ];
}

/** The indexes of a longest common subsequence of lines. */
function commonLines(ours: readonly string[], others: readonly string[]): [number, number][] {
  // The length of the longest common subsequence from line `i` of one text and line `j` of the
  // other.
  const lengths = Array.from({ length: ours.length + 1 }, () => new Uint32Array(others.length + 1));
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = ours.length - 1; i >= 0; i--) {
    const row = lengths[i]!;
    for (let j = others.length - 1; j >= 0; j--) {
      row[j] =
        ours[i] === others[j]
          ? length(i + 1, j + 1) + 1
          : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const places: [number, number][] = [];
  for (let i = 0, j = 0; i < ours.length && j < others.length;) {
    if (ours[i] === others[j]) places.push([i++, j++]);
    else if (length(i + 1, j) >= length(i, j + 1)) i++;
    else j++;
  }
  return places;
}

function excerpt(lines: readonly string[], common: ReadonlySet<number>): string {
  const said: string[] = [];
  lines.forEach((line, at) => {
    if (!common.has(at)) said.push(line);
    else if (said.at(-1) !== LEFT_OUT) said.push(LEFT_OUT);
  });
  const isNothing = said.every((line) => line === LEFT_OUT || line.trim() === '');
  return isNothing ? '' : said.join('\n').trim();
}

/** Letters that Unicode does not decompose to a to z and an accent. */
const SPELT: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l' };

/** Maximum length of a proposed slug, in characters. */
const LONGEST = 60;

/** The slug for a title, like on the server. */
export function slugOf(title: string): string {
  return title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøł]/g, (letter) => SPELT[letter] ?? letter)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '');
}

/** The allowed form of a slug. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

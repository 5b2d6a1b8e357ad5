/** Letters that don't come apart into one of a to z and an accent. */
const SPELT: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l' };

/** The longest that is proposed, in characters. */
const LONGEST = 60;

/** The readable part of an address that a title suggests, as the server would make it. */
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

/** What an address may consist of. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A part of an address: words of small letters and digits with hyphens between. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** The longest part of an address that is made of a title, in characters. */
const LONGEST = 60;

/** The part of an address that a title makes: `La nostra età d’oro` is `la-nostra-eta-d-oro`. */
export function slugOf(title: string): string {
  const letters = title
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  const words = letters.split(/[^a-z0-9]+/).filter(Boolean);
  return words.join('-').slice(0, LONGEST).replace(/-$/, '');
}

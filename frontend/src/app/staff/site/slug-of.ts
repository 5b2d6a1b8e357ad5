/** A slug: lower-case words of letters and digits, with hyphens between. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Maximum length of a slug from a title, in characters. */
const LONGEST = 60;

/** The slug for a title: `La nostra età d’oro` gives `la-nostra-eta-d-oro`. */
export function slugOf(title: string): string {
  const letters = title
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();
  const words = letters.split(/[^a-z0-9]+/).filter(Boolean);
  return words.join('-').slice(0, LONGEST).replace(/-$/, '');
}

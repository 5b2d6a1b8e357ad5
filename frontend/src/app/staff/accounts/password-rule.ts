/** The minimum length of a password, in characters; the server refuses shorter ones. */
export const MIN_LENGTH = 10;

/** How many characters are missing. Characters are counted like on the server. */
export function missingCharacters(password: string): number {
  return Math.max(0, MIN_LENGTH - [...password].length);
}

/** The minimum length of a password, in characters; the server refuses shorter ones. */
export const SHORTEST = 10;

/** How many characters are missing. Characters are counted like on the server. */
export function charactersLacking(password: string): number {
  return Math.max(0, SHORTEST - [...password].length);
}

/** The shortest password, in characters; the server refuses shorter ones. */
export const SHORTEST = 10;

/** How many characters a password still lacks. A character is what the server counts as one. */
export function charactersLacking(password: string): number {
  return Math.max(0, SHORTEST - [...password].length);
}

/** A ticket's code, as it is drawn: dark on light, in a square. */
export interface Drawing {
  /** The length of the square's sides. */
  readonly side: number;
  /** What is dark (the commands of an SVG path). */
  readonly dark: string;
}

/** What the server's picture (SVG) of a code shows, if it is such a picture. */
export function drawing(svg: string): Drawing | undefined {
  const side = /\bviewBox="0 0 (\d+) \1"/.exec(svg)?.[1];
  const dark = /<path [^>]*\bd="([MHVZhvz\d\s-]+)"/.exec(svg)?.[1];
  return side && dark ? { side: Number(side), dark } : undefined;
}

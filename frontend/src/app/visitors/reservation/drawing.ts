/** A ticket's QR code as a drawing: dark on light, in a square. */
export interface Drawing {
  /** Side of the square. */
  readonly side: number;
  /** The dark parts (commands of an SVG path). */
  readonly dark: string;
}

/** Reads the drawing from the server's SVG of a code; none for other pictures. */
export function drawing(svg: string): Drawing | undefined {
  const side = /\bviewBox="0 0 (\d+) \1"/.exec(svg)?.[1];
  const dark = /<path [^>]*\bd="([MHVZhvz\d\s-]+)"/.exec(svg)?.[1];
  return side && dark ? { side: Number(side), dark } : undefined;
}

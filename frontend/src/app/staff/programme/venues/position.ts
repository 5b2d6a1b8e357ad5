/** A map position, in degrees. */
export type Position = Readonly<Record<'latitude' | 'longitude', number>>;

const NUMBER = String.raw`(-?\d{1,3}(?:\.\d+)?)`;

// The positions in links of common map sites, most reliable first.
const IN_LINKS: readonly RegExp[] = [
  // Google: the pin, then the centre of the map
  new RegExp(`!3d${NUMBER}!4d${NUMBER}`),
  // OpenStreetMap: the pin, then the centre of the map
  new RegExp(`[?&]mlat=${NUMBER}&mlon=${NUMBER}`),
  new RegExp(
    `[?&](?:q|query|ll|sll|destination|daddr|center|cp)=(?:loc:)?${NUMBER}(?:,|%2C|~)[+ ]?${NUMBER}`,
    'i',
  ),
  new RegExp(`#map=[\\d.]+/${NUMBER}/${NUMBER}`),
  new RegExp(`/@${NUMBER},${NUMBER}`),
  new RegExp(`^geo:${NUMBER},${NUMBER}`),
  new RegExp(`/(?:place|search|dir)/[^/]*?${NUMBER},[+ ]?${NUMBER}`),
];

/** `45.0703, 7.6869`, also with decimal commas or degree signs: `45,0703° N 7,6869° E` */
const TYPED =
  /^\(?\s*(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NS])?\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([EWO])?\s*\)?$/i;

/** Reads a position from a map link or two numbers. */
export function positionIn(text: string): Position | undefined {
  const given = text.trim();
  for (const way of IN_LINKS) {
    const found = way.exec(given);
    if (found) return onEarth(Number(found[1]), Number(found[2]));
  }
  const typed = TYPED.exec(given);
  if (!typed) return undefined;
  const [, latitude = '', northOrSouth, longitude = '', eastOrWest] = typed;
  const read = (number: string) => Number(number.replace(',', '.'));
  return onEarth(
    read(latitude) * (northOrSouth?.toUpperCase() === 'S' ? -1 : 1),
    read(longitude) * (/[WO]/i.test(eastOrWest ?? '') ? -1 : 1),
  );
}

function onEarth(latitude: number, longitude: number): Position | undefined {
  const isThere = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isThere ? { latitude, longitude } : undefined;
}

/** The position as numbers, in the form that users type. */
export function inNumbers({ latitude, longitude }: Position): string {
  return `${latitude}, ${longitude}`;
}

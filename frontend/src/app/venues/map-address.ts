import type { Venue } from '../api/schema';

/** The address of a map with the venue. */
export function mapAddress(venue: Venue): string {
  const place = venue.position;
  if (place) {
    const { latitude, longitude } = place;
    return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=18/${latitude}/${longitude}`;
  }
  const words = [venue.name, venue.address, venue.city].filter(Boolean).join(', ');
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(words)}`;
}

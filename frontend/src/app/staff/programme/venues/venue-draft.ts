import { SchemaFn, max, maxLength, min, pattern, required, validate } from '@angular/forms/signals';

import { SLUG } from '../../../shared/forms/slug';
import { AdminVenue } from '../programme';
import { inNumbers, positionIn } from './position';
import type texts from '../../../shared/texts/sections/office-venues/it.json';

/** The input for a venue. */
export interface VenueDraft {
  readonly name: string;
  readonly slug: string;
  readonly address: string;
  readonly city: string;
  readonly access_notes: string;
  /** A map link or coordinates; may be empty. */
  readonly position: string;
  readonly time_zone: string;
  readonly default_capacity: number | null;
}

/** The initial form values of a venue. A new one uses the theatre's zone. */
export function asVenueDraft(venue: AdminVenue | undefined, zone: string): VenueDraft {
  const { latitude = null, longitude = null } = venue ?? {};
  const isOnMap = latitude !== null && longitude !== null;
  return {
    name: venue?.name ?? '',
    slug: venue?.slug ?? '',
    address: venue?.address ?? '',
    city: venue?.city ?? '',
    access_notes: venue?.access_notes ?? '',
    position: isOnMap ? inNumbers({ latitude, longitude }) : '',
    time_zone: venue?.time_zone ?? zone,
    default_capacity: venue?.default_capacity ?? null,
  };
}

/** Validates the form. */
export function venueRules(words: () => (typeof texts)['wrong']): SchemaFn<VenueDraft> {
  return (venue) => {
    required(venue.name, { message: () => words().missing });
    validate(venue.name, ({ value }) =>
      value() !== '' && value().trim() === ''
        ? { kind: 'blank', message: words().missing }
        : undefined,
    );
    maxLength(venue.name, 200, { message: () => words().tooLong });
    maxLength(venue.address, 200, { message: () => words().tooLong });
    maxLength(venue.city, 100, { message: () => words().tooLong });
    maxLength(venue.access_notes, 1_000, { message: () => words().tooLong });
    pattern(venue.slug, SLUG, { message: () => words().slug });
    maxLength(venue.slug, 80, { message: () => words().slug });
    validate(venue.position, ({ value }) =>
      value().trim() === '' || positionIn(value())
        ? undefined
        : { kind: 'malformed', message: words().position },
    );
    min(venue.default_capacity, 0, { message: () => words().capacity });
    max(venue.default_capacity, 100_000, { message: () => words().capacity });
  };
}

import { Pipe, PipeTransform, inject } from '@angular/core';

import { Language, regionOf } from '../texts/language';
import { Languages } from '../texts/languages';
import { TheSite } from './the-site';

/** Formats a time (RFC 3339) with its year in `language` and `zone` (IANA). */
export function stamp(time: string, zone: string | undefined, language: Language): string {
  return new Intl.DateTimeFormat(regionOf(language), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(new Date(time));
}

/** Formats a time with its year in the theatre's zone. */
@Pipe({ name: 'stamp', pure: false })
export class Stamp implements PipeTransform {
  private readonly languages = inject(Languages);
  private readonly site = inject(TheSite).site;

  transform(time: string): string {
    return stamp(time, this.site()?.time_zone, this.languages.current());
  }
}

import { Pipe, PipeTransform, inject } from '@angular/core';

import { TheSite } from '../site/the-site';
import { Language } from '../texts/language';
import { Languages } from '../texts/languages';

/** A time (RFC 3339) with its year, as it is said in `language` by the clocks of `zone` (IANA). */
export function stamp(time: string, zone: string | undefined, language: Language): string {
  return new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(new Date(time));
}

/** A time with its year, by the company's clocks. */
@Pipe({ name: 'stamp', pure: false })
export class Stamp implements PipeTransform {
  private readonly languages = inject(Languages);
  private readonly site = inject(TheSite).site;

  transform(time: string): string {
    return stamp(time, this.site()?.time_zone, this.languages.current());
  }
}

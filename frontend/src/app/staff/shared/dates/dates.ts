import { Provider } from '@angular/core';
import { DateAdapter, MAT_DATE_FORMATS } from '@angular/material/core';
import { MatDatepickerIntl } from '@angular/material/datepicker';

import { CalendarTexts } from './calendar-texts';
import { LOCAL_TIME_FORMATS, LocalTimeAdapter } from './local-time-adapter';

/** What the date and time pickers need. */
export const DATES: Provider[] = [
  LocalTimeAdapter,
  { provide: DateAdapter, useExisting: LocalTimeAdapter },
  { provide: MAT_DATE_FORMATS, useValue: LOCAL_TIME_FORMATS },
  { provide: MatDatepickerIntl, useClass: CalendarTexts },
];

import { Injectable, effect, inject } from '@angular/core';
import { MatDatepickerIntl } from '@angular/material/datepicker';

import { fill } from '../../../shared/texts/fill';
import { Languages } from '../../../shared/texts/languages';
import { staffTexts } from '../staff-texts';

/** The texts of the calendar, in the language of the page. */
@Injectable()
export class CalendarTexts extends MatDatepickerIntl {
  private readonly t = inject(Languages).texts(staffTexts);

  constructor() {
    super();
    effect(() => {
      const { calendar } = this.t();
      this.calendarLabel = calendar.label;
      this.closeCalendarLabel = calendar.close;
      this.prevMonthLabel = calendar.previousMonth;
      this.nextMonthLabel = calendar.nextMonth;
      this.prevYearLabel = calendar.previousYear;
      this.nextYearLabel = calendar.nextYear;
      this.prevMultiYearLabel = calendar.previousYears;
      this.nextMultiYearLabel = calendar.nextYears;
      this.switchToMonthViewLabel = calendar.chooseDay;
      this.switchToMultiYearViewLabel = calendar.chooseMonth;
      this.changes.next();
    });
  }

  override formatYearRangeLabel(start: string, end: string): string {
    return fill(this.t().calendar.years, { start, end });
  }
}

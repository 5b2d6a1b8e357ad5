import { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';

import { Languages } from '../texts/languages';

/** Asks for every answer in the language of the page, so that problems read like the rest. */
export const inTheVisitorsLanguage: HttpInterceptorFn = (request, next) => {
  const headers = request.headers.set('Accept-Language', inject(Languages).current());
  return next(request.clone({ headers }));
};

import { HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';

import { Languages } from '../texts/languages';

/** Requests every answer in the language of the page, so that problem texts match it. */
export const requestLanguage: HttpInterceptorFn = (request, next) => {
  const headers = request.headers.set('Accept-Language', inject(Languages).current());
  return next(request.clone({ headers }));
};

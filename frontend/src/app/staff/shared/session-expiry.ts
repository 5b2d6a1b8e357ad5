import { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { tap } from 'rxjs';

import { failure } from '../../shared/api/problem';
import { SignedIn } from './signed-in';

/** Records that the server no longer knows the page's session. */
export const recordSessionExpiry: HttpInterceptorFn = (request, next) => {
  const signedIn = inject(SignedIn);
  return next(request).pipe(
    tap({
      error: (error: unknown) => {
        const is401 = error instanceof HttpErrorResponse && error.status === 401;
        if (is401 && failure(error).name === 'not-signed-in') signedIn.recordSessionExpiry();
      },
    }),
  );
};

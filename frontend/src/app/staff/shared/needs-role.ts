import { inject } from '@angular/core';
import { CanActivateFn, RedirectCommand, Router } from '@angular/router';

import { Role, SignedIn } from './signed-in';

/**
 * Allows this role and higher ones. Others are sent to the sign-in page or see that they lack the
 * right.
 */
export function needsRole(least: Role): CanActivateFn {
  return async (_, state) => {
    const signedIn = inject(SignedIn);
    const router = inject(Router);
    const member = await signedIn.ask();
    if (!member) {
      return router.createUrlTree(['/sign-in'], { queryParams: { to: state.url } });
    }
    if (signedIn.may(least)) return true;
    const notTheirs = router.parseUrl('/not-yours');
    return new RedirectCommand(notTheirs, { skipLocationChange: true });
  };
}

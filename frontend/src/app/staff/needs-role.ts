import { inject } from '@angular/core';
import { CanActivateFn, RedirectCommand, Router } from '@angular/router';

import { Role, SignedIn } from './signed-in';

/** Lets in who has at least this role; others are shown where to sign in, or that it isn't theirs. */
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

import { inject } from '@angular/core';
import { Router } from '@angular/router';

/** What the address of a page says of where one is in its table; without it, at the beginning. */
export const FIRST_PAGE = { page: null, after: null } as const;

/**
 * Asks for something else by the page's address, from its first page on. What is empty is no longer
 * asked for; what is not named stays. To be called where one may inject.
 */
export function narrowing() {
  const router = inject(Router);
  return <T extends { readonly [name in keyof T]: string | undefined }>(
    wanted: T,
    replaceUrl = false,
  ): void => {
    const queryParams: Record<string, string | null> = { ...FIRST_PAGE };
    for (const [name, value] of Object.entries<string | undefined>(wanted)) {
      queryParams[name] = value || null;
    }
    void router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  };
}

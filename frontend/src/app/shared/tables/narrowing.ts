import { inject } from '@angular/core';
import { Router } from '@angular/router';

/** The table's position in the page's address; reset for a new filter. */
export const FIRST_PAGE = { page: null, after: null } as const;

/**
 * Changes the filters in the page's address and goes to the first page. Empty values are removed;
 * unnamed ones stay. A page that is being left stays left: its search box may still wait for more
 * letters. Needs an injection context.
 */
export function narrowing() {
  const router = inject(Router);
  return <T extends { readonly [name in keyof T]: string | undefined }>(
    wanted: T,
    replaceUrl = false,
  ): void => {
    const leaving = router.currentNavigation();
    if (leaving && pathOf(router.serializeUrl(leaving.extractedUrl)) !== pathOf(router.url)) return;
    const queryParams: Record<string, string | null> = { ...FIRST_PAGE };
    for (const [name, value] of Object.entries<string | undefined>(wanted)) {
      queryParams[name] = value || null;
    }
    void router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl });
  };
}

function pathOf(url: string): string | undefined {
  return url.split(/[?#]/)[0];
}

export type { CompanyPageText, ListCompanyPageRow, SiteSettings } from '../../api/schema';

/** Where the site's settings are. */
export const SITE = '/api/v1/admin/site';
/** Where the company's pages are. */
export const PAGES = '/api/v1/admin/pages';
/** Where a text is shown as the site will show it. */
export const PREVIEW = '/api/v1/admin/preview';

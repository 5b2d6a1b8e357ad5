export type {
  CompanyPageRow,
  CompanyPageText,
  ListCompanyPageRow,
  SiteSettings,
} from '../../shared/api/schema';

export const SITE = '/api/v1/admin/site';
export const PAGES = '/api/v1/admin/pages';

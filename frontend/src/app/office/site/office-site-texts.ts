import { TextSection } from '../../texts/languages';
import type texts from './texts/it.json';

/** The texts about the site's settings and the company's pages. */
export const officeSiteTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};

import { TextSection } from '../texts/languages';
import type texts from './texts/it.json';

/** What the site says of privacy and accessibility when the company has no page of its own. */
export const statementTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};

import { TextSection } from '../../shared/texts/languages';
import type texts from './texts/it.json';

/** The texts of the audit: a sentence for each action. */
export const auditTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};

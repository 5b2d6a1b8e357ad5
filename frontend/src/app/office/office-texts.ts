import { TextSection } from '../texts/languages';
import type texts from './texts/it.json';

/** The texts of the office's frame and of its first page. */
export const officeTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};

import { TextSection } from '../texts/languages';
import type texts from './texts/it.json';

/** The texts of the form by which a guest gets a new link. */
export const lostLinkTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};

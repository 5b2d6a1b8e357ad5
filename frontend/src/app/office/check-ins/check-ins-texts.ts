import { TextSection } from '../../texts/languages';
import type texts from './texts/it.json';

/** The texts of the office's records of who was let in. */
export const checkInsTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};

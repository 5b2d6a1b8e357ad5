import { TextSection } from '../languages';
import type texts from './it.json';

/** The texts of forms, tables and dialogs. */
export const controlTexts: TextSection<typeof texts> = {
  it: () => import('./it.json'),
  en: () => import('./en.json'),
};

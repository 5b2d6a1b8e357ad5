import { TextSection } from '../../shared/texts/languages';
import type texts from './texts/it.json';

/** The default privacy and accessibility statements, if the theatre has no page of its own. */
export const statementTexts: TextSection<typeof texts> = {
  it: () => import('./texts/it.json'),
  en: () => import('./texts/en.json'),
};

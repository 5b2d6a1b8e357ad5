import { Publication } from '../programme';

/** How a publication state looks. */
export const PUBLICATION_LOOKS: Readonly<Record<Publication, string>> = {
  draft: 'warn',
  published: 'good',
  archived: '',
};

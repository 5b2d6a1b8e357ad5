export { lostLinkTexts } from '../../../shared/texts/sections/lost-link';

export { officeShowsTexts } from '../../../shared/texts/sections/office-shows';

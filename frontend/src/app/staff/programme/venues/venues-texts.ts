export { officeVenuesTexts } from '../../../shared/texts/sections/office-venues';

export { officeTexts } from '../../shared/texts/sections/office';

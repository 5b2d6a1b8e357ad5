export { officeSiteTexts } from '../../shared/texts/sections/office-site';

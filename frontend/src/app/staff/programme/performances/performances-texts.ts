export { officePerformancesTexts } from '../../../shared/texts/sections/office-performances';

export { peopleTexts as staffAdminTexts } from '../../../shared/texts/sections/people';

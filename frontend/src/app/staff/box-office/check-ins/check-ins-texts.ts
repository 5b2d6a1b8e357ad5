export { checkInsTexts } from '../../../shared/texts/sections/check-ins';

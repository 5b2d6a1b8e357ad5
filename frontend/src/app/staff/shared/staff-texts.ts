export { staffTexts } from '../../shared/texts/sections/staff';

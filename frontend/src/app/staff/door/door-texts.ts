export { doorTexts } from '../../shared/texts/sections/door';

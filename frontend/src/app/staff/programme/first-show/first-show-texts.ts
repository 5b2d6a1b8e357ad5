export { firstShowTexts } from '../../../shared/texts/sections/first-show';

export { privacyTexts } from '../../shared/texts/sections/privacy';

export { accountTexts } from '../../shared/texts/sections/account';

export { siteTexts } from './sections/site';

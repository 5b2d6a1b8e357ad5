export { reservationsTexts } from '../../shared/texts/sections/reservations';

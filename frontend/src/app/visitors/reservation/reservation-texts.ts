export { reservationTexts } from '../../shared/texts/sections/reservation';

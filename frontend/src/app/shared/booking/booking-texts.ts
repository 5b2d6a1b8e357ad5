export { bookingTexts } from '../texts/sections/booking';

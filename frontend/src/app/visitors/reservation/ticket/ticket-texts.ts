export { ticketTexts } from '../../../shared/texts/sections/ticket';

import { ticketIn } from './ticket-code';

const TICKET = 'q8Zr3Jx_-0aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456';

describe('ticketIn', () => {
  it.each([
    TICKET,
    `  ${TICKET}\n`,
    `https://teatro.example/t#${TICKET}`,
    `http://localhost:8080/t#${TICKET}`,
  ])('finds the ticket in %j', (text) => {
    expect(ticketIn(text)).toBe(TICKET);
  });

  it.each([
    '',
    'https://teatro.example',
    'https://teatro.example/menu',
    '8001505005707',
    'WIFI:S:Teatro;T:WPA;P:sipario;;',
    TICKET.slice(1),
    `${TICKET}A`,
    `https://teatro.example/t#${TICKET}A`,
    `https://teatro.example/reservation#${TICKET}`,
    `https://teatro.example/t/#${TICKET}`,
    `javascript:alert(1)//${TICKET}`,
  ])('finds none in %j', (text) => {
    expect(ticketIn(text)).toBeUndefined();
  });
});

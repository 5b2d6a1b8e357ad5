import { mailProblem } from './mail-problem';

describe("the mail server's answer", () => {
  it.each([
    ['the mail server refused the letter (550 5.1.1)', 'noMailbox'],
    ['the mail server refused the letter (550)', 'noMailbox'],
    ['the mail server refused the letter (550 5.2.1)', 'noMailbox'],
    ['the mail server refused the letter (553)', 'noMailbox'],
    ['the mail server refused the letter (550 5.1.2)', 'noDomain'],
    ['the mail server refused the letter (556 5.1.10)', 'noDomain'],
    ['the mail server refused the letter (552 5.2.2)', 'full'],
    ['the mail server put the letter off (452 4.2.2)', 'full'],
    ['the mail server refused the letter (552)', 'full'],
    ['the mail server refused the letter (552 5.2.3)', 'tooLarge'],
    ['the mail server refused the letter (550 5.7.1)', 'distrusted'],
    ['the mail server put the letter off (451 4.7.1)', 'distrusted'],
    ['the mail server put the letter off (450)', 'putOff'],
    ['the mail server put the letter off (451 4.3.0)', 'putOff'],
    ['the mail server refused the letter (554 5.6.0)', 'refused'],
    ['the mail server refused the letter (554)', 'refused'],
    ['the party left no address', 'noAddress'],
    ["the address can't be written in SMTP", 'unwritable'],
    ['the mail server takes no addresses beyond ASCII (SMTPUTF8)', 'unwritable'],
    ['the mail server refused the username and password (535 5.7.8)', 'ourServer'],
    ["can't connect to the mail server: Connection refused", 'ourServer'],
    ['the mail server turned us away (554)', 'ourServer'],
    ['the mail server did not answer within 250ms', 'ourServer'],
    ['something that nobody foresaw', 'refused'],
  ])('%s: %s', (said, meaning) => expect(mailProblem(said)).toBe(meaning));
});

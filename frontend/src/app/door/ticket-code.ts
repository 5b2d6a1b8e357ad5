/**
 * What our codes hold: the address of the ticket's page with the ticket behind the `#`, or the
 * ticket alone, 256 bits in base64url (RFC 4648, section 5). The address may begin otherwise than
 * this page's: a theatre can be reached by several names.
 */
const OURS = /^(?:https?:\/\/[^\s/]+\/t#)?([\w-]{43})$/;

/** The ticket in what a code holds; none in codes that others made for other things. */
export function ticketIn(text: string): string | undefined {
  return OURS.exec(text.trim())?.[1];
}

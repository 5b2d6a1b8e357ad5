/**
 * The content of our QR codes: the address of the ticket page with the ticket after the `#`, or the
 * ticket alone, 256 bits in base64url (RFC 4648, section 5). The host may differ from this page's,
 * because a theatre can have several names.
 */
const OURS = /^(?:https?:\/\/[^\s/]+\/t#)?([\w-]{43})$/;

/** The ticket in a code; none for other codes. */
export function ticketIn(text: string): string | undefined {
  return OURS.exec(text.trim())?.[1];
}

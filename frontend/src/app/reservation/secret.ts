/** Whether `text` could be a secret (base64url). What can't isn't worth asking the server about. */
export function looksLikeSecret(text: string): boolean {
  return /^[\w-]{20,200}$/.test(text);
}

/** How a secret is sent, so that no log and no history has it. */
export function bearer(secret: string): { readonly Authorization: string } {
  return { Authorization: `Bearer ${secret}` };
}

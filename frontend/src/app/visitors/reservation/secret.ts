/** Whether `text` has the form of a secret (base64url). Others need no request. */
export function looksLikeSecret(text: string): boolean {
  return /^[\w-]{20,200}$/.test(text);
}

/** The header with the secret, which stays out of logs and history. */
export function bearer(secret: string): { readonly Authorization: string } {
  return { Authorization: `Bearer ${secret}` };
}

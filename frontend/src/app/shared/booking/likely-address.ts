import { editDistance } from './edit-distance';

/** Common mail providers. */
// prettier-ignore
const COMMON = [
  'gmail.com', 'libero.it', 'hotmail.it', 'hotmail.com', 'outlook.it', 'outlook.com', 'yahoo.it',
  'yahoo.com', 'icloud.com', 'tiscali.it', 'virgilio.it', 'alice.it', 'tin.it', 'fastwebnet.it',
  'pec.it', 'proton.me', 'protonmail.com', 'live.it', 'live.com', 'gmx.com', 'me.com',
];

/** Providers that look like typing errors of others. */
// prettier-ignore
const RIGHT_AS_IT_IS = new Set([
  ...COMMON, 'mail.com', 'email.com', 'email.it', 'ymail.com', 'tim.it', 'aol.com', 'aol.it',
  'mac.com', 'msn.com', 'iol.it', 'inwind.it', 'googlemail.com', 'proton.com', 'pm.me',
]);

/** Providers with addresses under most country domains. */
const AT_HOME_EVERYWHERE = new Set(['yahoo', 'hotmail', 'outlook', 'live', 'gmx']);

/** Shorter names are too similar to others to be checked. */
const SHORT_NAME = 4;

/** The probably intended address if the input looks like a typing error. */
export function likelyAddress(typed: string): string | undefined {
  const [, local, domain] = /^\s*(\S+)@([^\s@]+)\s*$/.exec(typed) ?? [];
  const meant = local && domain && likelyDomain(domain.toLowerCase());
  return meant ? `${local}@${meant}` : undefined;
}

function likelyDomain(typed: string): string | undefined {
  const [name, ending] = parts(typed);
  if (RIGHT_AS_IT_IS.has(typed)) return undefined;
  const nearest = COMMON.map((domain) => ({ domain, slips: editDistance(typed, domain) }))
    .filter(
      ({ domain, slips }) => slips <= (domain.length < 9 ? 1 : 2) && isPlausible(typed, domain),
    )
    .reduce<{ domain: string; slips: number } | undefined>(
      (best, one) => (best && best.slips <= one.slips ? best : one),
      undefined,
    );
  if (nearest?.slips === 1) return nearest.domain;
  if (AT_HOME_EVERYWHERE.has(name) && /^(co\.)?\w{2}$/.test(ending)) return undefined;
  // The right name with a wrong ending, for example gmail.it, or with none.
  const sameName =
    name.length >= SHORT_NAME ? COMMON.find((domain) => parts(domain)[0] === name) : undefined;
  return sameName ?? nearest?.domain;
}

function isPlausible(typed: string, domain: string): boolean {
  const [name] = parts(domain);
  return name.length > SHORT_NAME || parts(typed)[0] === name;
}

function parts(domain: string): [name: string, ending: string] {
  const [name = '', ...ending] = domain.split('.');
  return [name, ending.join('.')];
}

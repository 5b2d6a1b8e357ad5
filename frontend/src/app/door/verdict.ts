import type { Failure } from '../api/problem';
import type { CheckedIn, Problem } from '../api/schema';
import type { Attempt } from './attempt';

/** What can come of showing a ticket at the door; those in the middle are called as their problem is. */
export type VerdictKind =
  | 'let-in'
  | 'already-admitted'
  | 'wrong-performance'
  | 'not-confirmed'
  | 'cancelled'
  | 'performance-cancelled'
  | 'ticket-replaced'
  | 'unknown-ticket'
  | 'outside-door-window'
  | 'too-many'
  | 'sold-out'
  | 'unanswered'
  | 'refused';

/** What the person at the door is to do. Each looks, sounds and feels different. */
export type Tone = 'yes' | 'attention' | 'no' | 'unanswered';

/** What came of an attempt to let somebody in. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly tone: Tone;
  readonly attempt: Attempt;
  /** Those who were let in. */
  readonly letIn?: CheckedIn;
  /** Why nobody was. */
  readonly refusal?: Problem;
}

const TONES: Readonly<Record<VerdictKind, Tone>> = {
  'let-in': 'yes',
  'already-admitted': 'no',
  'wrong-performance': 'no',
  'not-confirmed': 'attention',
  cancelled: 'no',
  'performance-cancelled': 'no',
  'ticket-replaced': 'no',
  'unknown-ticket': 'no',
  'outside-door-window': 'attention',
  'too-many': 'attention',
  'sold-out': 'no',
  unanswered: 'unanswered',
  refused: 'no',
};

/** Problems after which nobody knows whether it was done, or whose reason passes by itself. */
const UNANSWERED = new Set([
  'unreachable',
  'unavailable',
  'timeout',
  'request-timeout',
  'internal',
  'rate-limited',
  'not-signed-in',
]);

/** What it means that an attempt was answered with people let in. */
export function admitted(attempt: Attempt, letIn: CheckedIn): Verdict {
  return { kind: 'let-in', tone: TONES['let-in'], attempt, letIn };
}

/** What it means that it was not. */
export function notAdmitted(attempt: Attempt, why: Failure): Verdict {
  const kind = kindOf(why.name);
  const verdict: Verdict = { kind, tone: TONES[kind], attempt };
  return why.problem ? { ...verdict, refusal: why.problem } : verdict;
}

function kindOf(name: string): VerdictKind {
  if (UNANSWERED.has(name)) return 'unanswered';
  return name !== 'let-in' && Object.hasOwn(TONES, name) ? (name as VerdictKind) : 'refused';
}

import type { Failure } from '../../shared/api/problem';
import type { CheckedIn, Problem } from '../../shared/api/schema';
import type { Attempt } from './attempt';

/** The results of a scan at the door. Those in the middle have the names of their problems. */
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

/** What the staff must do. Each tone looks, sounds and feels different. */
export type Tone = 'yes' | 'attention' | 'no' | 'unanswered';

/** The result of an attempt. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly tone: Tone;
  readonly attempt: Attempt;
  /** The admitted people. */
  readonly letIn?: CheckedIn;
  /** Why nobody was admitted. */
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

/** Problems with an unknown or temporary outcome. */
const UNANSWERED = new Set([
  'unreachable',
  'unavailable',
  'timeout',
  'request-timeout',
  'internal',
  'rate-limited',
  'not-signed-in',
]);

/** The verdict for a successful attempt. */
export function admitted(attempt: Attempt, letIn: CheckedIn): Verdict {
  return { kind: 'let-in', tone: TONES['let-in'], attempt, letIn };
}

/** The verdict for a failed attempt. */
export function notAdmitted(attempt: Attempt, why: Failure): Verdict {
  const kind = kindOf(why.name);
  const verdict: Verdict = { kind, tone: TONES[kind], attempt };
  return why.problem ? { ...verdict, refusal: why.problem } : verdict;
}

function kindOf(name: string): VerdictKind {
  if (UNANSWERED.has(name)) return 'unanswered';
  return name !== 'let-in' && Object.hasOwn(TONES, name) ? (name as VerdictKind) : 'refused';
}

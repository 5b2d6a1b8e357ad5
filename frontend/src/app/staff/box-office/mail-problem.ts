import type { ReservationDetail } from './api';

/** Why a message was not delivered, as far as it matters for the next step. */
export type MailProblem =
  | 'noMailbox'
  | 'full'
  | 'noDomain'
  | 'tooLarge'
  | 'distrusted'
  | 'noAddress'
  | 'unwritable'
  | 'putOff'
  | 'ourServer'
  | 'refused';

/**
 * The meaning of a mail server's answer: the reply code and, if present, the enhanced status code
 * (RFC 3463), whose second number is the subject.
 */
export function mailProblem(said: string): MailProblem {
  if (/left no address/.test(said)) return 'noAddress';
  if (/can't be written|ASCII/.test(said)) return 'unwritable';
  if (/password|turned us away|connect|not SMTP|broke off|did not answer|moment ago/.test(said)) {
    return 'ourServer';
  }
  const [, code = '', subject, detail] = /\((\d{3})(?: [245]\.(\d+)\.(\d+))?\)/.exec(said) ?? [];
  if (subject === '1') return detail === '2' || detail === '10' ? 'noDomain' : 'noMailbox';
  if (subject === '2') return detail === '2' ? 'full' : detail === '3' ? 'tooLarge' : 'noMailbox';
  if (subject === '7') return 'distrusted';
  if (code.startsWith('4')) return 'putOff';
  // Without an enhanced code, these replies mean that the mailbox does not exist (RFC 5321, 4.2.3).
  if (subject === undefined && ['550', '551', '553'].includes(code)) return 'noMailbox';
  return code === '552' ? 'full' : 'refused';
}

/** Whether the latest message to the guest failed permanently. */
export function isUndelivered({ delivery }: Pick<ReservationDetail, 'delivery'>): boolean {
  return delivery?.state === 'refused';
}

import { HttpErrorResponse } from '@angular/common/http';

import type { Problem } from './schema';

/** Why something could not be had. */
export interface Failure {
  /**
   * The last part of the problem's `type` (RFC 9457), or `unreachable` when no answer of ours came
   * at all.
   */
  readonly name: string;
  /** What to tell the visitor, in their language, when the server said it. */
  readonly detail?: string;
  /** The whole problem document. */
  readonly problem?: Problem;
  /** After how many seconds it is worth trying again. */
  readonly retryAfterSeconds?: number;
}

/** What an error of a request means. */
export function failure(error: unknown): Failure {
  if (!(error instanceof HttpErrorResponse)) return { name: 'unreachable' };
  const body: unknown = typeof error.error === 'string' ? parse(error.error) : error.error;
  if (!isProblem(body)) return { name: 'unreachable' };
  const retryAfter = Number(error.headers.get('Retry-After') ?? NaN);
  return {
    name: body.type.slice(body.type.lastIndexOf('/') + 1),
    detail: body.detail ?? body.title,
    problem: body,
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'type' in body && 'status' in body;
}

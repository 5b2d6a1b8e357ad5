import { HttpErrorResponse } from '@angular/common/http';

import type { Problem } from './schema';

/** Why a request failed. */
export interface Failure {
  /**
   * The last part of the problem's `type` (RFC 9457), or `unreachable` if our server did not
   * answer.
   */
  readonly name: string;
  /** The server's message for the visitor, in the visitor's language. */
  readonly detail?: string;
  readonly problem?: Problem;
  /** Seconds after which a retry is useful. */
  readonly retryAfterSeconds?: number;
}

/** Converts an error of a request to a failure. */
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

import type { FieldTree, ValidationError } from '@angular/forms/signals';

import { Failure } from '../api/problem';

type Fault = ValidationError.WithOptionalFieldTree;

/** The error of a field, after the user has left it. */
export function faultOf(field: FieldTree<unknown>): string | undefined {
  const state = field();
  return state.touched() ? state.errors()[0]?.message : undefined;
}

/** The server's errors at their fields, by the server's names; others are left out. */
export function refusedFields(
  why: Failure | undefined,
  fields: Readonly<Record<string, FieldTree<unknown>>>,
): Fault[] {
  return (why?.problem?.errors ?? []).flatMap(({ field, code, message }) => {
    const fieldTree = fields[field];
    return fieldTree ? [{ kind: code, message, fieldTree }] : [];
  });
}

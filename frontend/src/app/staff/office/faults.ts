import { FieldTree, ValidationError } from '@angular/forms/signals';

import type { FieldError } from '../../shared/api/schema';

type Fault = ValidationError.WithOptionalFieldTree;

/** The error of a field, after the user has left it. */
export function faultOf(field: FieldTree<unknown>): string | undefined {
  const state = field();
  return state.touched() ? state.errors()[0]?.message : undefined;
}

/** The server's errors at their fields; others are left out. */
export function faultsFrom(
  errors: readonly FieldError[],
  fields: Readonly<Record<string, FieldTree<unknown>>>,
): Fault[] {
  return errors.flatMap(({ field, code, message }) => {
    const fieldTree = fields[field];
    return fieldTree ? [{ kind: code, message, fieldTree }] : [];
  });
}

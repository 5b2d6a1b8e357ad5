import { FieldTree, ValidationError } from '@angular/forms/signals';

import type { FieldError } from '../api/schema';

type Fault = ValidationError.WithOptionalFieldTree;

/** What is wrong with a field, once somebody has been there. */
export function faultOf(field: FieldTree<unknown>): string | undefined {
  const state = field();
  return state.touched() ? state.errors()[0]?.message : undefined;
}

/** What the server found wrong, each beside the field that it is about; the rest is left out. */
export function faultsFrom(
  errors: readonly FieldError[],
  fields: Readonly<Record<string, FieldTree<unknown>>>,
): Fault[] {
  return errors.flatMap(({ field, code, message }) => {
    const fieldTree = fields[field];
    return fieldTree ? [{ kind: code, message, fieldTree }] : [];
  });
}

import type { FieldState, FieldTree, ValidationError } from '@angular/forms/signals';

import { Failure } from '../api/problem';

type Fault = ValidationError.WithOptionalFieldTree;

/** What is wrong in a field, once somebody has been there. */
export function faultOf(field: FieldState<unknown>): string | undefined {
  return field.touched() ? field.errors()[0]?.message : undefined;
}

/** What the server found wrong, each beside the field that the server means by that name. */
export function refusedFields(
  why: Failure | undefined,
  fields: Readonly<Record<string, FieldTree<unknown>>>,
): Fault[] {
  return (why?.problem?.errors ?? []).flatMap(({ field, code, message }) => {
    const fieldTree = fields[field];
    return fieldTree ? [{ kind: code, message, fieldTree }] : [];
  });
}

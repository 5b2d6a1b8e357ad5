import { Pipe, PipeTransform } from '@angular/core';

/** Joins the non-empty items with commas. */
@Pipe({ name: 'listed' })
export class Listed implements PipeTransform {
  transform(parts: readonly (string | null | undefined | false)[]): string {
    return parts.filter(Boolean).join(', ');
  }
}

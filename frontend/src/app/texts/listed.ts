import { Pipe, PipeTransform } from '@angular/core';

/** One after the other with commas between, without those that say nothing. */
@Pipe({ name: 'listed' })
export class Listed implements PipeTransform {
  transform(parts: readonly (string | null | undefined | false)[]): string {
    return parts.filter(Boolean).join(', ');
  }
}

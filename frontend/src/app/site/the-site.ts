import { Service, computed } from '@angular/core';

import { at } from '../api/address';
import { answer } from '../api/answer';

/** What the company says of itself, the same on every page. */
@Service()
export class TheSite {
  private readonly answered = answer(() => at('/api/v1/site'));

  /** The company's site, once it is known. */
  readonly site = this.answered.value;
  /** Why it isn't known. */
  readonly failure = this.answered.failure;
  /** The company's name, or nothing yet. */
  readonly name = computed(() => this.site()?.name ?? '');

  /** Asks again. */
  readonly reload = this.answered.reload;
}

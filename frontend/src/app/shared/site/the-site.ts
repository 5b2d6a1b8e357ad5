import { Service, computed } from '@angular/core';

import { at } from '../api/address';
import { answer } from '../api/answer';

/** The theatre's data, which every page shares. */
@Service()
export class TheSite {
  private readonly answered = answer(() => at('/api/v1/site'));

  /** The site, once it is loaded. */
  readonly site = this.answered.value;
  /** Why it is not loaded. */
  readonly failure = this.answered.failure;
  /** The theatre's name, empty until it is loaded. */
  readonly name = computed(() => this.site()?.name ?? '');

  readonly reload = this.answered.reload;
}

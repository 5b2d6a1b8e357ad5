import { Component } from '@angular/core';

import { Trouble } from '../../shared/network/trouble';

/** The page for unknown addresses. */
@Component({
  selector: 'app-not-found',
  imports: [Trouble],
  template: `<app-trouble [failure]="{ name: 'not-found' }" />`,
})
export class NotFound {}

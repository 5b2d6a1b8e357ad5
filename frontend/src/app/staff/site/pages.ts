import { LiveAnnouncer } from '@angular/cdk/a11y';
import {
  CdkDrag,
  CdkDragDrop,
  CdkDragHandle,
  CdkDropList,
  moveItemInArray,
} from '@angular/cdk/drag-drop';
import { Component, inject, linkedSignal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';

import { answer } from '../../shared/api/answer';
import { Notices } from '../../shared/dialogs/notices';
import { failuresInWords } from '../../shared/forms/sending';
import { pageTitle } from '../../shared/site/page-title';
import { controlTexts } from '../../shared/texts/controls/control-texts';
import { Fill, fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { CompanyPageRow, ListCompanyPageRow, PAGES } from './api';
import { officeSiteTexts } from './office-site-texts';
import { pageOrder } from './page-order';

/** The theatre's pages, in their order on the site, which can be changed. */
@Component({
  selector: 'app-pages',
  imports: [
    CdkDrag,
    CdkDragHandle,
    CdkDropList,
    Fill,
    MatButton,
    MatIconButton,
    MatTooltip,
    RouterLink,
  ],
  templateUrl: './pages.html',
  styleUrl: './pages.scss',
})
export class Pages {
  private readonly announcer = inject(LiveAnnouncer);
  private readonly notices = inject(Notices);
  private readonly languages = inject(Languages);
  protected readonly t = this.languages.texts(officeSiteTexts);
  protected readonly controls = this.languages.texts(controlTexts);
  protected readonly sayWhy = failuresInWords();
  protected readonly asked = answer<ListCompanyPageRow>(() => PAGES);
  protected readonly order = pageOrder();
  /** The pages in the order that the user wants, before the server has it. */
  protected readonly pages = linkedSignal<
    readonly CompanyPageRow[] | undefined,
    readonly CompanyPageRow[] | undefined
  >({
    source: () => this.asked.value()?.items,
    computation: (now, before) => now ?? before?.value,
  });

  constructor() {
    pageTitle(() => this.t().pages.title);
  }

  protected drop({ previousIndex, currentIndex }: CdkDragDrop<unknown>): void {
    void this.move(previousIndex, currentIndex);
  }

  protected async move(from: number, to: number): Promise<void> {
    const before = this.pages();
    if (!before || from === to || this.order.isBusy()) return;
    const after = [...before];
    moveItemInArray(after, from, to);
    if (!(await this.save(after))) return;
    const said = fill(this.t().pages.moved, {
      title: before[from]?.title ?? '',
      place: to + 1,
      count: before.length,
    });
    void this.announcer.announce(said);
    this.notices.say(this.t().pages.orderSaved, () => void this.save(before));
  }

  private async save(pages: readonly CompanyPageRow[]): Promise<boolean> {
    this.pages.set(pages);
    const isSaved = await this.order.save(pages.map(({ slug }) => slug));
    this.asked.reload();
    return isSaved;
  }
}

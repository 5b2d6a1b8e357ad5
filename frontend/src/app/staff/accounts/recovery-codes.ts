import {
  Component,
  DOCUMENT,
  ElementRef,
  afterNextRender,
  inject,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';

import { TheSite } from '../../shared/site/the-site';
import { fill } from '../../shared/texts/fill';
import { Languages } from '../../shared/texts/languages';
import { SignedIn } from '../shared/signed-in';
import { accountTexts } from './account-texts';

/** Shows recovery codes once, with ways to keep them. */
@Component({
  selector: 'app-recovery-codes',
  imports: [MatButton],
  template: `
    <section class="recovery-codes on-paper" aria-labelledby="recovery-codes">
      <h3 #heading id="recovery-codes" tabindex="-1">{{ t().codes.title }}</h3>
      <p>{{ t().codes.lead }}</p>
      <p class="only-on-paper">{{ whose() }}</p>
      <ol>
        @for (code of codes(); track code) {
          <li>
            <code>{{ code }}</code>
          </li>
        }
      </ol>
      <div class="actions">
        <button matButton="outlined" type="button" (click)="copy()">{{ t().codes.copy }}</button>
        <button matButton="outlined" type="button" (click)="print()">{{ t().codes.print }}</button>
        <button matButton="outlined" type="button" (click)="download()">
          {{ t().codes.download }}
        </button>
      </div>
      <p class="soft" role="status">{{ said() }}</p>
      <div class="actions">
        <button matButton="filled" type="button" (click)="kept.emit()">{{ t().codes.kept }}</button>
      </div>
    </section>
  `,
  styleUrl: './recovery-codes.scss',
})
export class RecoveryCodesShown {
  readonly codes = input.required<readonly string[]>();
  /** Emits when the user has stored the codes. */
  readonly kept = output();

  private readonly document = inject(DOCUMENT);
  private readonly site = inject(TheSite);
  private readonly signedIn = inject(SignedIn);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  protected readonly t = inject(Languages).texts(accountTexts);
  protected readonly said = signal('');

  constructor() {
    afterNextRender(() => this.heading().nativeElement.focus());
  }

  /** The name printed with the codes. */
  protected whose(): string {
    const email = this.signedIn.member()?.email ?? '';
    return fill(this.t().codes.whose, { email, site: this.site.name() });
  }

  protected async copy(): Promise<void> {
    const texts = this.t().codes;
    try {
      await this.document.defaultView?.navigator.clipboard.writeText(this.codes().join('\n'));
      this.said.set(texts.copied);
    } catch {
      // Some browsers do not allow it.
      this.said.set(texts.notCopied);
    }
  }

  protected print(): void {
    this.document.defaultView?.print();
  }

  protected download(): void {
    const text = [this.whose(), '', ...this.codes(), ''].join('\n');
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = this.document.createElement('a');
    link.href = url;
    link.download = this.t().codes.file;
    link.click();
    URL.revokeObjectURL(url);
  }
}

import {
  Component,
  DestroyRef,
  ElementRef,
  computed,
  effect,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import { MatProgressBar } from '@angular/material/progress-bar';

import { Notices } from '../../../shared/dialogs/notices';
import { Questions } from '../../../shared/dialogs/questions';
import { Edited } from '../../../shared/forms/edited';
import { Fault } from '../../../shared/forms/fault';
import { Poster } from '../../../shared/programme/poster';
import { Languages } from '../../../shared/texts/languages';
import { AdminShow } from '../programme';
import { officeShowsTexts } from './shows-texts';

const TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];

/** The server's size limit, in bytes. */
const LARGEST = 15 * 1024 * 1024;

/** Width of the preview, in pixels. */
const WIDTH = 448;

/** A chosen picture that is not sent yet. */
interface Chosen {
  readonly file: File;
  readonly picture: ImageBitmap;
}

/** The poster of a show: choose or drop a file, preview, describe, send, change and remove. */
@Component({
  selector: 'app-poster-box',
  imports: [Fault, MatButton, MatInputModule, MatProgressBar, Poster],
  templateUrl: './poster-box.html',
  styleUrl: './poster-box.scss',
  host: { '(window:beforeunload)': 'askFirst($event)' },
})
export class PosterBox {
  readonly edited = input.required<Edited<AdminShow>>();
  /** The address for uploads. */
  readonly address = input.required<string>();

  private readonly questions = inject(Questions);
  private readonly notices = inject(Notices);
  private readonly canvas = viewChild<ElementRef<HTMLCanvasElement>>('canvas');
  private readonly descriptionBox = viewChild<ElementRef<HTMLTextAreaElement>>('description');
  private readonly picker = viewChild.required<ElementRef<HTMLInputElement>>('picker');

  protected readonly t = inject(Languages).texts(officeShowsTexts);
  protected readonly types = TYPES.join(',');
  protected readonly show = computed(() => this.edited().value());
  protected readonly poster = computed(() => this.show()?.poster ?? null);
  protected readonly chosen = signal<Chosen | undefined>(undefined);
  protected readonly isOver = signal(false);
  /** Whether a chosen picture is not sent yet. */
  private readonly isNew = signal(false);
  /** The typed description; `undefined` until the user types. */
  protected readonly typed = signal<string | undefined>(undefined);
  protected readonly description = computed(
    () => this.typed() ?? this.poster()?.alternative_text ?? '',
  );
  /** The share that has been sent, from 0 to 1. */
  protected readonly progress = signal<number | undefined>(undefined);
  private readonly refusedFile = signal<'type' | 'size' | 'picture' | undefined>(undefined);
  private readonly lacksDescription = signal(false);
  protected readonly descriptionFault = computed(() =>
    this.lacksDescription() && this.description().trim() === ''
      ? this.t().poster.descriptionMissing
      : undefined,
  );
  protected readonly said = computed(() => {
    const refused = this.refusedFile();
    if (refused) return this.t().poster.refused[refused];
    const { last, sending, theirs } = this.edited();
    const isMine = last()?.url?.startsWith(this.address()) ?? false;
    return isMine && theirs() === undefined && !this.isNew() ? sending.said() : undefined;
  });
  protected readonly hasNewDescription = computed(
    () => !this.chosen() && this.description() !== (this.poster()?.alternative_text ?? ''),
  );
  /** Whether there is an unsaved picture or description. */
  readonly isUnsent = computed(() => this.chosen() !== undefined || this.hasNewDescription());

  constructor() {
    inject(DestroyRef).onDestroy(() => this.forget());
    effect(() => {
      const [canvas, chosen] = [this.canvas()?.nativeElement, this.chosen()];
      if (!canvas || !chosen) return;
      canvas.width = chosen.picture.width;
      canvas.height = chosen.picture.height;
      canvas.getContext('2d')?.drawImage(chosen.picture, 0, 0);
    });
  }

  protected async pick(files: FileList | null | undefined): Promise<void> {
    const file = files?.[0];
    this.picker().nativeElement.value = '';
    if (!file) return;
    this.isNew.set(true);
    this.forget();
    const refused = TYPES.includes(file.type) ? (file.size > LARGEST ? 'size' : undefined) : 'type';
    this.refusedFile.set(refused);
    if (refused) return;
    try {
      const picture = await createImageBitmap(file, { resizeWidth: WIDTH });
      this.chosen.set({ file, picture });
    } catch {
      // A file's name does not prove that it is a picture.
      this.refusedFile.set('picture');
    }
  }

  protected askFirst(event: Event): void {
    if (this.isUnsent()) event.preventDefault();
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.isOver.set(false);
    void this.pick(event.dataTransfer?.files);
  }

  protected forget(): void {
    this.chosen()?.picture.close();
    this.chosen.set(undefined);
    this.refusedFile.set(undefined);
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.edited().sending.isBusy() || !this.isComplete()) return;
    if (await this.send()) this.notices.say(this.t().poster.saved);
  }

  /** Whether the picture can be sent; if not, shows what is missing. */
  isComplete(): boolean {
    const isMissing = this.description().trim() === '';
    this.lacksDescription.set(isMissing);
    if (isMissing) this.descriptionBox()?.nativeElement.focus();
    return !isMissing;
  }

  /** Sends the picture and the description. Returns whether the server has them. */
  async send(): Promise<boolean> {
    const description = this.description().trim();
    this.isNew.set(false);
    const chosen = this.chosen();
    const show = chosen
      ? await this.upload(chosen.file, description)
      : await this.edited().save({
          method: 'PATCH',
          url: this.address(),
          body: { alternative_text: description },
        });
    if (show) this.begin();
    return show !== undefined;
  }

  /** Resets to the server's state. */
  begin(): void {
    this.forget();
    this.typed.set(undefined);
  }

  private async upload(file: File, description: string): Promise<AdminShow | undefined> {
    this.progress.set(0);
    try {
      const query = new URLSearchParams({ alternative_text: description });
      return await this.edited().save({
        url: `${this.address()}?${query.toString()}`,
        body: file,
        onProgress: (share) => this.progress.set(share),
      });
    } finally {
      this.progress.set(undefined);
    }
  }

  protected async remove(): Promise<void> {
    const texts = this.t().poster.remove;
    const consent = await this.questions.ask({
      title: texts.title,
      text: [texts.text],
      yes: texts.yes,
      isDestructive: true,
    });
    if (!consent) return;
    this.isNew.set(false);
    await this.edited().save({ method: 'DELETE', url: this.address() });
    if (!this.edited().sending.failure()) this.typed.set(undefined);
  }
}

import {
  Component,
  ElementRef,
  computed,
  effect,
  inject,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatTooltip } from '@angular/material/tooltip';

import { Languages } from '../../shared/texts/languages';
import { Camera } from './camera';
import { CodeReader } from './code-reader';
import { DoorSignals } from './door-signals';
import { doorTexts } from './door-texts';

/** Pause between two reads of the picture, in milliseconds; saves battery. */
const LOOK_EVERY_MS = 120;
/** The minimum time for the rest of the page in between, in milliseconds. */
const REST_MS = 30;

/** Shows the camera's picture and reads its codes. */
@Component({
  selector: 'app-scanner',
  imports: [MatButton, MatIconButton, MatTooltip],
  templateUrl: './scanner.html',
  styleUrl: './scanner.scss',
})
export class Scanner {
  /** Emits each visible code, every time it is read. */
  readonly read = output<string>();

  protected readonly t = inject(Languages).texts(doorTexts);
  protected readonly camera = inject(Camera);
  protected readonly signals = inject(DoorSignals);
  protected readonly isUnreadable = signal(false);
  protected readonly torch = computed(() =>
    this.camera.torch() === 'on' ? this.t().camera.torchOff : this.t().camera.torchOn,
  );
  protected readonly sound = computed(() =>
    this.signals.isSilent() ? this.t().camera.soundOn : this.t().camera.soundOff,
  );
  /** Whether the camera shows nothing and is not starting: then the search is needed. */
  protected readonly hasNoPicture = computed(
    () => this.camera.state() !== 'on' && this.camera.state() !== 'starting',
  );
  private readonly video = viewChild.required<ElementRef<HTMLVideoElement>>('video');
  private reader: Promise<CodeReader> | undefined;

  constructor() {
    effect((onCleanup) => {
      const stream = this.camera.stream();
      const video = this.video().nativeElement;
      if (!stream) return;
      let isShown = true;
      onCleanup(() => (isShown = false));
      void this.lookAt(video, () => isShown);
    });
    void this.camera.start();
  }

  protected start(): void {
    this.isUnreadable.set(false);
    void this.camera.start();
  }

  private async lookAt(video: HTMLVideoElement, isShown: () => boolean): Promise<void> {
    try {
      this.reader ??= CodeReader.make();
      const reader = await this.reader;
      while (isShown()) {
        const began = performance.now();
        for (const code of await reader.read(video)) {
          if (isShown()) this.read.emit(code);
        }
        await pause(Math.max(REST_MS, LOOK_EVERY_MS - (performance.now() - began)));
      }
    } catch {
      // The reader's files did not load, or this browser cannot run them.
      this.reader = undefined;
      this.camera.stop();
      this.isUnreadable.set(true);
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

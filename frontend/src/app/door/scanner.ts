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

import { Languages } from '../texts/languages';
import { Camera } from './camera';
import { CodeReader } from './code-reader';
import { DoorSignals } from './door-signals';
import { doorTexts } from './door-texts';

/** Between two looks at the picture, in milliseconds: often enough, and the battery lasts. */
const LOOK_EVERY_MS = 120;
/** The least that everything else on the page gets in between, in milliseconds. */
const REST_MS = 30;

/** What the camera sees, and the codes in it. */
@Component({
  selector: 'app-scanner',
  templateUrl: './scanner.html',
  styleUrl: './scanner.scss',
})
export class Scanner {
  /** What each code holds that is seen, every time that it is seen. */
  readonly read = output<string>();

  protected readonly t = inject(Languages).texts(doorTexts);
  protected readonly camera = inject(Camera);
  protected readonly signals = inject(DoorSignals);
  protected readonly isUnreadable = signal(false);
  /** Whether nothing is seen, nor about to be: the search below is then what is needed. */
  protected readonly isBlind = computed(
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
      // Its files didn't come, or this browser can't run them.
      this.reader = undefined;
      this.camera.stop();
      this.isUnreadable.set(true);
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

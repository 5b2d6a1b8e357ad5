import { DOCUMENT, DestroyRef, Service, inject, signal } from '@angular/core';

import type { Tone } from './verdict';

/** A tone: frequency in hertz, start and length in seconds. */
type Note = readonly [hertz: number, from: number, long: number];

/** Sounds: rising, the same twice, long and low, falling. */
const SOUNDS: Readonly<Record<Tone, { readonly wave: OscillatorType; readonly notes: Note[] }>> = {
  yes: {
    wave: 'sine',
    notes: [
      [880, 0, 0.1],
      [1320, 0.1, 0.16],
    ],
  },
  attention: {
    wave: 'triangle',
    notes: [
      [590, 0, 0.14],
      [590, 0.22, 0.14],
    ],
  },
  no: { wave: 'sawtooth', notes: [[165, 0, 0.5]] },
  unanswered: {
    wave: 'triangle',
    notes: [
      [520, 0, 0.15],
      [390, 0.17, 0.15],
      [260, 0.34, 0.25],
    ],
  },
};

/** Vibration patterns, in milliseconds: on, off, on… */
const TREMBLING: Readonly<Record<Tone, number[]>> = {
  yes: [70],
  attention: [90, 90, 90],
  no: [450],
  unanswered: [90, 90, 90, 90, 300],
};

const LOUDNESS = 0.35;
const MEMORY = 'door-is-silent';

/** Plays sounds and vibrations, for staff who do not look at the screen. */
@Service({ autoProvided: false })
export class DoorSignals {
  private readonly document = inject(DOCUMENT);
  private readonly silent = signal(this.recall());
  private context: AudioContext | undefined;

  /** Whether sound is off; vibration stays on. */
  readonly isSilent = this.silent.asReadonly();

  constructor() {
    // Browsers allow sound after the first user action.
    const wake = () => void this.wake();
    this.document.addEventListener('pointerdown', wake);
    this.document.addEventListener('keydown', wake);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('pointerdown', wake);
      this.document.removeEventListener('keydown', wake);
      void this.context?.close();
    });
  }

  give(tone: Tone): void {
    const { navigator } = this.document.defaultView ?? {};
    // Before that, browsers refuse and log a warning.
    if (navigator?.userActivation?.hasBeenActive) navigator.vibrate?.(TREMBLING[tone]);
    if (!this.silent() && this.context?.state === 'running') this.play(this.context, tone);
  }

  switchSound(): void {
    this.silent.update((isSilent) => !isSilent);
    try {
      if (this.silent()) localStorage.setItem(MEMORY, 'yes');
      else localStorage.removeItem(MEMORY);
    } catch {
      // The setting is stored for this evening.
    }
    if (!this.silent()) this.give('yes');
  }

  private play(context: AudioContext, tone: Tone): void {
    const { wave, notes } = SOUNDS[tone];
    for (const [hertz, from, long] of notes) {
      const begin = context.currentTime + from;
      const oscillator = context.createOscillator();
      const volume = context.createGain();
      oscillator.type = wave;
      oscillator.frequency.value = hertz;
      // Ramps at both ends avoid clicks.
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.01);
      volume.gain.setValueAtTime(LOUDNESS, begin + long - 0.03);
      volume.gain.linearRampToValueAtTime(0, begin + long);
      oscillator.connect(volume).connect(context.destination);
      oscillator.start(begin);
      oscillator.stop(begin + long);
    }
  }

  private async wake(): Promise<void> {
    try {
      this.context ??= new AudioContext();
      if (this.context.state !== 'running') await this.context.resume();
    } catch {
      // The device has no sound.
    }
  }

  private recall(): boolean {
    try {
      return localStorage.getItem(MEMORY) === 'yes';
    } catch {
      return false;
    }
  }
}

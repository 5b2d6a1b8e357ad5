import { DOCUMENT, DestroyRef, Service, inject, signal } from '@angular/core';

/** How it stands with the camera. */
export type CameraState =
  /** It was not asked for. */
  | 'off'
  /** The browser asks whether it may be used, or it is being started. */
  | 'starting'
  | 'on'
  /** It may not be used. */
  | 'refused'
  /** There is none that can be used. */
  | 'absent';

/** What tracks of cameras can do that TypeScript doesn't know (https://w3c.github.io/mediacapture-image/). */
interface Capabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
}

const WISHES: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
};

/** The camera of this device, with its lamp. It is let go of while nobody looks at the page. */
@Service({ autoProvided: false })
export class Camera {
  private readonly document = inject(DOCUMENT);
  private readonly now = signal<CameraState>('off');
  private readonly shown = signal<MediaStream | undefined>(undefined);
  private readonly lamp = signal<'none' | 'off' | 'on'>('none');
  private isWanted = false;
  /** Counts the times that it was started, so that one that comes too late is let go of. */
  private starts = 0;

  readonly state = this.now.asReadonly();
  /** What it shows. */
  readonly stream = this.shown.asReadonly();
  /** Whether it has a lamp, and whether that is lit. */
  readonly torch = this.lamp.asReadonly();

  constructor() {
    const comeAndGo = () => {
      if (!this.isWanted) return;
      if (this.document.visibilityState === 'visible') void this.open();
      else this.close();
    };
    this.document.addEventListener('visibilitychange', comeAndGo);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', comeAndGo);
      this.stop();
    });
  }

  async start(): Promise<void> {
    this.isWanted = true;
    await this.open();
  }

  stop(): void {
    this.isWanted = false;
    this.close();
  }

  async switchTorch(): Promise<void> {
    const [track] = this.shown()?.getVideoTracks() ?? [];
    const isLit = this.lamp() !== 'on';
    try {
      await track?.applyConstraints({ advanced: [{ torch: isLit } as MediaTrackConstraintSet] });
      this.lamp.set(isLit ? 'on' : 'off');
    } catch {
      // It said that it had one.
      this.lamp.set('none');
    }
  }

  private async open(): Promise<void> {
    if (this.shown()) return;
    const start = (this.starts += 1);
    this.now.set('starting');
    try {
      // Only secure pages have any.
      const devices: MediaDevices | undefined = this.document.defaultView?.navigator.mediaDevices;
      if (!devices) throw new DOMException('no cameras here', 'NotFoundError');
      const stream = await devices.getUserMedia(WISHES);
      if (start === this.starts) this.take(stream);
      else stopAll(stream);
    } catch (error) {
      if (start !== this.starts) return;
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      this.now.set(isRefused ? 'refused' : 'absent');
    }
  }

  private take(stream: MediaStream): void {
    const [track] = stream.getVideoTracks();
    // It was unplugged, or its use no longer allowed.
    track?.addEventListener('ended', () => {
      if (this.shown() !== stream) return;
      this.close();
      this.now.set('absent');
    });
    const can: Capabilities = track?.getCapabilities?.() ?? {};
    this.lamp.set(can.torch === true ? 'off' : 'none');
    this.shown.set(stream);
    this.now.set('on');
  }

  private close(): void {
    this.starts += 1;
    const stream = this.shown();
    this.shown.set(undefined);
    this.lamp.set('none');
    this.now.set('off');
    if (stream) stopAll(stream);
  }
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

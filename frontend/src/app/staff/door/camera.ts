import { DOCUMENT, DestroyRef, Service, inject, signal } from '@angular/core';

/** The state of the camera. */
export type CameraState =
  /** Not requested. */
  | 'off'
  /** The browser asks for permission, or the camera starts. */
  | 'starting'
  | 'on'
  /** Permission was denied. */
  | 'refused'
  /** No usable camera. */
  | 'absent';

/**
 * Camera capabilities that are missing in TypeScript's types
 * (https://w3c.github.io/mediacapture-image/).
 */
interface Capabilities extends MediaTrackCapabilities {
  readonly torch?: boolean;
}

const WISHES: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
};

/** The device's camera with its torch. It is released while the page is hidden. */
@Service({ autoProvided: false })
export class Camera {
  private readonly document = inject(DOCUMENT);
  private readonly now = signal<CameraState>('off');
  private readonly shown = signal<MediaStream | undefined>(undefined);
  private readonly lamp = signal<'none' | 'off' | 'on'>('none');
  private isWanted = false;
  /** Counts starts, so that a stream that arrives too late is released. */
  private starts = 0;

  readonly state = this.now.asReadonly();
  /** The video stream. */
  readonly stream = this.shown.asReadonly();
  /** Whether there is a torch, and whether it is on. */
  readonly torch = this.lamp.asReadonly();

  constructor() {
    const trackVisibility = () => {
      if (!this.isWanted) return;
      if (this.document.visibilityState === 'visible') void this.open();
      else this.close();
    };
    this.document.addEventListener('visibilitychange', trackVisibility);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', trackVisibility);
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
      // The torch exists but cannot be switched.
      this.lamp.set('none');
    }
  }

  private async open(): Promise<void> {
    if (this.shown()) return;
    const start = (this.starts += 1);
    this.now.set('starting');
    try {
      // Only secure pages have cameras.
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
    // The camera was unplugged, or permission was revoked.
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

import wasm from 'zxing-wasm/reader/zxing_reader.wasm';

/** A barcode detector (https://wicg.github.io/shape-detection-api/). */
interface Detector {
  detect(picture: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: 'qr_code'[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Reads codes from the camera's picture, with the browser's detector or our WebAssembly. */
export class CodeReader {
  private constructor(
    private detector: Detector,
    private isNative: boolean,
  ) {}

  static async make(): Promise<CodeReader> {
    const native = await nativeDetector();
    return native ? new CodeReader(native, true) : new CodeReader(await ourDetector(), false);
  }

  /** The contents of all visible codes. */
  async read(video: HTMLVideoElement): Promise<readonly string[]> {
    try {
      const codes = await this.detector.detect(video);
      return codes.map(({ rawValue }) => rawValue);
    } catch (error) {
      // There is no picture yet.
      if (error instanceof DOMException && error.name === 'InvalidStateError') return [];
      // Some systems have the interface without a working detector.
      if (!this.isNative) throw error;
      this.detector = await ourDetector();
      this.isNative = false;
      return [];
    }
  }
}

async function nativeDetector(): Promise<Detector | undefined> {
  const native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (!native) return undefined;
  try {
    const formats = await native.getSupportedFormats();
    return formats.includes('qr_code') ? new native({ formats: ['qr_code'] }) : undefined;
  } catch {
    return undefined;
  }
}

/** The WebAssembly version, served by our own server. */
async function ourDetector(): Promise<Detector> {
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  await prepareZXingModule({
    overrides: { locateFile: () => new URL(wasm, document.baseURI).href },
    fireImmediately: true,
  });
  return new BarcodeDetector({ formats: ['qr_code'] });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');

/** The nginx program to run in front of a theatre, if any; `infra/test/browser` sets it. */
export const NGINX = process.env['AZIONELAB_NGINX'];

/** nginx with the files in infra/nginx, in front of a theatre's processes. */
export class Nginx {
  private readonly folder: string;
  private readonly process: ChildProcess;

  private constructor(folder: string, running: ChildProcess) {
    this.folder = folder;
    this.process = running;
  }

  /** Listens on a port and passes requests to the backends' ports on this machine. */
  static async open(nginx: string, port: number, backends: readonly number[]): Promise<Nginx> {
    const folder = await mkdtemp(path.join(tmpdir(), 'azionelab-nginx-'));
    // If root starts nginx, its workers run as another user.
    await chmod(folder, 0o711);
    const running = spawn(path.join(ROOT, 'infra/nginx/start'), [], {
      env: {
        PATH: process.env['PATH'] ?? '',
        NGINX_PROGRAM: nginx,
        AZIONELAB_BACKENDS: backends.map((backend) => `127.0.0.1:${backend}`).join(' '),
        AZIONELAB_HTTP_PORT: String(port),
        AZIONELAB_RUN: folder,
        AZIONELAB_STATIC: path.join(ROOT, 'frontend/dist/browser'),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return new Nginx(folder, running);
  }

  async close(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import type {
  Booked,
  ListPerformance,
  Performance,
  Problem,
} from '../src/app/shared/api/schema.d.ts';
import { Nginx, NGINX } from './nginx.ts';
import { end, freePort, hasEnded } from './programs.ts';
import type { Language } from './texts.ts';

const run = promisify(execFile);

/** Timeout for everything that `eventually` waits for, in milliseconds. */
const TIMEOUT_MS = 60_000;

export type Role = 'door' | 'box_office' | 'admin';

/** The input of a booking through the API. */
export interface BookingRequest {
  readonly email: string;
  readonly seats?: number;
  readonly name?: string;
  readonly locale?: Language;
}

/** A message in the mailbox. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
}

/** A confirmed reservation with its secret link. */
export interface Confirmed extends Booked {
  readonly link: string;
  readonly secret: string;
}

/** Calls `look` repeatedly until it returns a value. Throws after the timeout. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const giveUp = Date.now() + TIMEOUT_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > giveUp) throw new Error(`timed out: ${what}`);
    await pause(50);
  }
}

/**
 * The real program with the demonstration data, its own database and its own mailbox. If
 * AZIONELAB_NGINX is set, nginx runs in front of two processes.
 */
export class Theatre {
  private readonly folder: string;
  /** The port for visitors. */
  private readonly port: number;
  /** The ports of the processes. */
  private readonly backends: readonly number[];
  private process: ChildProcess | undefined;
  private second: ChildProcess | undefined;
  private nginx: Nginx | undefined;

  private constructor(folder: string, port: number, backends: readonly number[]) {
    this.folder = folder;
    this.port = port;
    this.backends = backends;
  }

  /** Serves the demonstration. */
  static async open(): Promise<Theatre> {
    return Theatre.openAfter((theatre) => theatre.prepare(['demo']));
  }

  /** Serves an empty theatre with a single administrator. */
  static async openEmpty(administrator: {
    readonly email: string;
    readonly password: string;
  }): Promise<Theatre> {
    const { email, password } = administrator;
    const add = ['staff', 'add', '--email', email, '--name', 'Anna', '--role', 'admin'];
    return Theatre.openAfter((theatre) => theatre.prepare([...add, '--password-stdin'], password));
  }

  private static async openAfter(prepare: (theatre: Theatre) => Promise<void>): Promise<Theatre> {
    const folder = await mkdtemp(path.join(tmpdir(), 'azionelab-site-'));
    const port = await freePort();
    const backends = NGINX === undefined ? [port] : [await freePort(), await freePort()];
    const theatre = new Theatre(folder, port, backends);
    try {
      await prepare(theatre);
      await theatre.start();
    } catch (error) {
      await theatre.close();
      throw error;
    }
    return theatre;
  }

  /** Runs a command of the program before serving. */
  private async prepare(command: readonly string[], typed = ''): Promise<void> {
    const running = run(program(), command, { cwd: this.folder, env: this.environment() });
    running.child.stdin?.end(`${typed}\n`);
    await running;
  }

  /** The credentials of a member of the demonstration's staff. */
  async credentials(role: Role): Promise<{ readonly email: string; readonly password: string }> {
    const note = await readFile(path.join(this.folder, 'data/demo-accounts.txt'), 'utf8');
    const line = note.split('\n').find((account) => account.trim().endsWith(` ${role}`));
    const [email, password] = line?.trim().split(/\s+/) ?? [];
    if (!email || !password) throw new Error(`the demonstration has no account for ${role}`);
    return { email, password };
  }

  /** The address of the site. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** The address of the first process. It does not show the mailbox through nginx. */
  private get directUrl(): string {
    return `http://localhost:${this.backends[0]}`;
  }

  private environment(listen = this.backends[0]): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      AZIONELAB__DATA_DIR: path.join(this.folder, 'data'),
      AZIONELAB__HTTP__LISTEN: `127.0.0.1:${listen}`,
      AZIONELAB__HTTP__BASE_URL: this.url,
      AZIONELAB__HTTP__TRUSTED_PROXIES: NGINX === undefined ? '' : '127.0.0.1',
      AZIONELAB__MAIL__SHOW_MAILBOX: 'true',
      AZIONELAB__RATE_LIMIT__ENABLED: 'false',
      AZIONELAB__LOG__LEVEL: 'warn',
    };
  }

  /** Starts the program, also after `stop` or `kill`, and waits until it answers. */
  async start(): Promise<void> {
    this.process = await this.serve(this.environment(), this.directUrl);
    if (NGINX === undefined || this.nginx) return;
    const other = this.backends[1];
    const database = `postgres:///azionelab?host=${await this.cluster()}&user=azionelab`;
    const environment = { ...this.environment(other), AZIONELAB__DATABASE__URL: database };
    this.second = await this.serve(environment, `http://localhost:${other}`);
    this.nginx = await Nginx.open(NGINX, this.port, this.backends);
    await eventually('nginx answers', () => answers(this.url));
  }

  private async serve(environment: Record<string, string>, url: string): Promise<ChildProcess> {
    const log: Buffer[] = [];
    const child = spawn(program(), ['serve'], {
      cwd: this.folder,
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.on('data', (chunk: Buffer) => log.push(chunk));
    try {
      await eventually('the program answers', () => {
        if (hasEnded(child))
          throw new Error(`the program has ended: ${Buffer.concat(log).toString()}`);
        return answers(url);
      });
    } catch (error) {
      await end(child, 'SIGTERM');
      throw error;
    }
    return child;
  }

  /** Ends the program without warning, like a power cut. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks the program to stop, and waits for its end. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = undefined;
    await end(child, signal);
  }

  /** Stops everything and deletes all files. */
  async close(): Promise<void> {
    const cluster = await this.cluster().catch(() => undefined);
    // The database of a killed program still runs. The next start takes it over and can stop it.
    if (!this.process && cluster) await this.start().catch(() => undefined);
    await this.nginx?.close();
    await end(this.second, 'SIGTERM');
    await this.stop();
    for (const folder of [cluster, this.folder]) {
      if (folder) await rm(folder, { recursive: true, force: true });
    }
  }

  private cluster(): Promise<string> {
    return realpath(path.join(this.folder, 'data/postgres'));
  }

  /** Runs an SQL statement and returns its rows, one per line. */
  async sql(statement: string): Promise<string> {
    const { stdout } = await run('psql', [
      '--no-psqlrc',
      '--quiet',
      '--tuples-only',
      '--no-align',
      '--set=ON_ERROR_STOP=1',
      `--host=${await this.cluster()}`,
      '--username=azionelab',
      '--dbname=azionelab',
      `--command=${statement}`,
    ]);
    return stdout.trim();
  }

  /** Calls the API. */
  async ask<T>(
    method: string,
    address: string,
    given: { body?: unknown; secret?: string } = {},
  ): Promise<{ status: number; body: T }> {
    const headers = new Headers();
    if (given.body !== undefined) headers.set('Content-Type', 'application/json');
    if (given.secret !== undefined) headers.set('Authorization', `Bearer ${given.secret}`);
    const body = given.body === undefined ? null : JSON.stringify(given.body);
    const answer = await fetch(this.url + address, { method, headers, body });
    return { status: answer.status, body: (await answer.json()) as T };
  }

  private async expect<T>(status: number, ...request: Parameters<Theatre['ask']>): Promise<T> {
    const answer = await this.ask<T & Problem>(...request);
    if (answer.status !== status) {
      throw new Error(
        `${request[0]} ${request[1]}: ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  }

  /** The coming performances, by start. */
  async performances(): Promise<readonly Performance[]> {
    const list = await this.expect<ListPerformance>(200, 'GET', '/api/v1/performances?limit=100');
    return list.items;
  }

  /** Adds a performance for one test. The times are PostgreSQL intervals from now. */
  async schedule(
    wanted: { seats?: number; startsIn?: string; opensIn?: string; closesIn?: string } = {},
  ): Promise<string> {
    const { seats = 50, startsIn = '20 days', opensIn = '-1 day' } = wanted;
    const { closesIn = startsIn } = wanted;
    return this.sql(`
      INSERT INTO performances
          (id, show_id, venue_id, starts_at, doors_at, opens_at, closes_at, capacity)
      SELECT overlay(gen_random_uuid()::text PLACING '7' FROM 15 FOR 1)::uuid, shows.id, venues.id,
          now() + interval '${startsIn}', now() + interval '${startsIn}' - interval '30 minutes',
          now() + interval '${opensIn}', now() + interval '${closesIn}', ${seats}
      FROM shows, venues WHERE shows.slug = 'la-locandiera' AND venues.slug = 'teatro-del-fanale'
      RETURNING id`);
  }

  /**
   * Adds a performance that started some minutes ago, so that its door is open. `audience` makes
   * the reservations before the start.
   */
  async openDoor<T>(
    audience: (performance: string) => Promise<T>,
    wanted: { seats?: number } = {},
  ): Promise<{ readonly performance: string; readonly audience: T }> {
    const performance = await this.schedule({ ...wanted, startsIn: '1 day' });
    const who = await audience(performance);
    await this.sql(`
      UPDATE performances SET starts_at = now() - interval '5 minutes',
          doors_at = now() - interval '35 minutes', closes_at = now() - interval '5 minutes'
      WHERE id = '${performance}'`);
    return { performance, audience: who };
  }

  /** Books through the API. */
  async book(performance: string, request: BookingRequest): Promise<Booked> {
    const body = {
      name: 'Anna Bianchi',
      seats: 2,
      locale: 'it',
      privacy_accepted: true,
      ...request,
    };
    return this.expect(201, 'POST', `/api/v1/performances/${performance}/reservations`, { body });
  }

  /** Books and confirms through the API. */
  async reserve(performance: string, request: BookingRequest): Promise<Confirmed> {
    const booked = await this.book(performance, request);
    const link = await this.linkTo(request.email);
    const secret = new URL(link).hash.slice(1);
    await this.expect(200, 'POST', '/api/v1/reservation/confirm', { secret });
    return { ...booked, link, secret };
  }

  /** The number of available seats. */
  async available(performance: string): Promise<number> {
    const found = await this.expect<Performance>(200, 'GET', `/api/v1/performances/${performance}`);
    return found.booking.available;
  }

  /** Makes a hold lapse. */
  async expireHold(reservation: string): Promise<void> {
    await this.sql(`
      UPDATE reservations SET booked_at = now() - interval '2 hours',
          hold_until = now() - interval '1 second'
      WHERE id = '${reservation}'`);
  }

  /** The messages to an address. */
  async lettersTo(address: string): Promise<readonly Letter[]> {
    const answer = await fetch(`${this.directUrl}/mailbox.json`);
    const { items } = (await answer.json()) as { items: readonly Letter[] };
    return items.filter(({ to }) => to === address || to.endsWith(`<${address}>`));
  }

  /** Waits for `number` messages to an address, and returns the latest, as text or as HTML. */
  async letterTo(address: string, number = 1, format: 'text' | 'html' = 'text'): Promise<string> {
    const letter = await eventually(`message ${number} to ${address}`, async () => {
      const letters = await this.lettersTo(address);
      return letters.length >= number ? letters[0] : undefined;
    });
    const answer = await fetch(`${this.directUrl}/mailbox/${letter.id}/${format}`);
    return answer.text();
  }

  /** The secret link in the latest message to an address. */
  async linkTo(
    address: string,
    number = 1,
    page: 'reservation' | 'staff-link' = 'reservation',
  ): Promise<string> {
    const text = await this.letterTo(address, number);
    const link = new RegExp(`\\bhttps?://\\S+/${page}#[\\w-]+`).exec(text)?.[0];
    if (!link) throw new Error(`the message has no link: ${text}`);
    return link;
  }
}

function program(): string {
  const given = process.env['AZIONELAB_BINARY'];
  return path.resolve(given ?? path.join(import.meta.dirname, '../../target/debug/azionelab'));
}

async function answers(url: string): Promise<true | undefined> {
  const answer = await fetch(`${url}/api/health`).catch(() => undefined);
  return answer?.ok || undefined;
}

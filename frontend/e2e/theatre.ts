import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { Booked, ListPerformance, Performance, Problem } from '../src/app/api/schema.d.ts';
import { Front, NGINX } from './front.ts';

const run = promisify(execFile);

/** How long anything may take that is waited for, in milliseconds. It bounds a failure. */
const PATIENCE_MS = 60_000;

/** What somebody of the staff is trusted with. */
export type Role = 'door' | 'box_office' | 'admin';

/** What a visitor asks for. */
export interface Wishes {
  readonly email: string;
  readonly seats?: number;
  readonly name?: string;
  readonly locale?: 'it' | 'en';
}

/** A letter in the mailbox. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
}

/** A confirmed reservation with what only its holder knows. */
export interface Confirmed extends Booked {
  readonly link: string;
  readonly secret: string;
}

/** Looks again and again until there is something to see. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const giveUp = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > giveUp) throw new Error(`waited in vain: ${what}`);
    await pause(50);
  }
}

/**
 * The real program with the demonstration's company, a database and a mailbox of its own. Where
 * AZIONELAB_NGINX says so, nginx stands before two processes of it.
 */
export class Theatre {
  private readonly folder: string;
  /** Where visitors come to. */
  private readonly port: number;
  /** Where the processes listen. */
  private readonly backends: readonly number[];
  private process: ChildProcess | undefined;
  private second: ChildProcess | undefined;
  private front: Front | undefined;

  private constructor(folder: string, port: number, backends: readonly number[]) {
    this.folder = folder;
    this.port = port;
    this.backends = backends;
  }

  /** Fills a company and serves it. */
  static async open(): Promise<Theatre> {
    return Theatre.openAfter((theatre) => theatre.prepare(['demo']));
  }

  /** Serves a theatre in which there is nothing yet but who founds it. */
  static async openEmpty(founder: {
    readonly email: string;
    readonly password: string;
  }): Promise<Theatre> {
    const { email, password } = founder;
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

  /** Runs a command of the program before it is served. */
  private async prepare(command: readonly string[], typed = ''): Promise<void> {
    const running = run(program(), command, { cwd: this.folder, env: this.environment() });
    running.child.stdin?.end(`${typed}\n`);
    await running;
  }

  /** What a member of the demonstration's staff signs in with. */
  async credentials(role: Role): Promise<{ readonly email: string; readonly password: string }> {
    const note = await readFile(path.join(this.folder, 'data/demo-accounts.txt'), 'utf8');
    const line = note.split('\n').find((account) => account.trim().endsWith(` ${role}`));
    const [email, password] = line?.trim().split(/\s+/) ?? [];
    if (!email || !password) throw new Error(`nobody is called ${role} in the demonstration`);
    return { email, password };
  }

  /** Where visitors find it. */
  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Where the first process is found, which shows its mailbox to nobody who comes through nginx. */
  private get backstage(): string {
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

  /** Starts it, also after it was stopped or killed, and waits until it answers. */
  async start(): Promise<void> {
    this.process = await this.serve(this.environment(), this.backstage);
    if (NGINX === undefined || this.front) return;
    const other = this.backends[1];
    const database = `postgres:///azionelab?host=${await this.cluster()}&user=azionelab`;
    const environment = { ...this.environment(other), AZIONELAB__DATABASE__URL: database };
    this.second = await this.serve(environment, `http://localhost:${other}`);
    this.front = await Front.open(NGINX, this.port, this.backends);
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
        if (hasEnded(child)) throw new Error(`it has ended: ${Buffer.concat(log).toString()}`);
        return answers(url);
      });
    } catch (error) {
      await end(child, 'SIGTERM');
      throw error;
    }
    return child;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to stop, and waits until it has. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = undefined;
    await end(child, signal);
  }

  /** Stops it and leaves nothing behind. */
  async close(): Promise<void> {
    const cluster = await this.cluster().catch(() => undefined);
    // The database of a program that was killed goes on; the next start takes it over.
    if (!this.process && cluster) await this.start().catch(() => undefined);
    await this.front?.close();
    await end(this.second, 'SIGTERM');
    await this.stop();
    for (const folder of [cluster, this.folder]) {
      if (folder) await rm(folder, { recursive: true, force: true });
    }
  }

  private cluster(): Promise<string> {
    return realpath(path.join(this.folder, 'data/postgres'));
  }

  /** What the database answers to `statement`, one line a row. */
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

  /** What the API answers, with its status. */
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

  private async expect<T>(status: number, ...asked: Parameters<Theatre['ask']>): Promise<T> {
    const answer = await this.ask<T & Problem>(...asked);
    if (answer.status !== status) {
      throw new Error(`${asked[0]} ${asked[1]}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  /** The coming performances, the next one first. */
  async performances(): Promise<readonly Performance[]> {
    const list = await this.expect<ListPerformance>(200, 'GET', '/api/v1/performances?limit=100');
    return list.items;
  }

  /** Puts a performance on that is nobody else's. The times are intervals of PostgreSQL. */
  async putOn(
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
   * Puts a performance on that began some minutes ago, so that its door is open, whatever the hour.
   * Who comes is booked before, by `audience`.
   */
  async openDoor<T>(
    audience: (performance: string) => Promise<T>,
    wanted: { seats?: number } = {},
  ): Promise<{ readonly performance: string; readonly audience: T }> {
    const performance = await this.putOn({ ...wanted, startsIn: '1 day' });
    const who = await audience(performance);
    await this.sql(`
      UPDATE performances SET starts_at = now() - interval '5 minutes',
          doors_at = now() - interval '35 minutes', closes_at = now() - interval '5 minutes'
      WHERE id = '${performance}'`);
    return { performance, audience: who };
  }

  /** Books as a visitor does, past the site. */
  async book(performance: string, wishes: Wishes): Promise<Booked> {
    const body = {
      name: 'Anna Bianchi',
      seats: 2,
      locale: 'it',
      privacy_accepted: true,
      ...wishes,
    };
    return this.expect(201, 'POST', `/api/v1/performances/${performance}/reservations`, { body });
  }

  /** Books and confirms, past the site. */
  async reserve(performance: string, wishes: Wishes): Promise<Confirmed> {
    const booked = await this.book(performance, wishes);
    const link = await this.linkTo(wishes.email);
    const secret = new URL(link).hash.slice(1);
    await this.expect(200, 'POST', '/api/v1/reservation/confirm', { secret });
    return { ...booked, link, secret };
  }

  /** How many seats can still be had. */
  async available(performance: string): Promise<number> {
    const found = await this.expect<Performance>(200, 'GET', `/api/v1/performances/${performance}`);
    return found.booking.available;
  }

  /** Lets the time of a hold run out. */
  async lapse(reservation: string): Promise<void> {
    await this.sql(`
      UPDATE reservations SET booked_at = now() - interval '2 hours',
          hold_until = now() - interval '1 second'
      WHERE id = '${reservation}'`);
  }

  /** The letters to an address. */
  async lettersTo(address: string): Promise<readonly Letter[]> {
    const answer = await fetch(`${this.backstage}/mailbox.json`);
    const { items } = (await answer.json()) as { items: readonly Letter[] };
    return items.filter(({ to }) => to === address || to.endsWith(`<${address}>`));
  }

  /** The text of the latest letter to an address, once there are so many. */
  async letterTo(address: string, number = 1): Promise<string> {
    const letter = await eventually(`letter ${number} to ${address}`, async () => {
      const letters = await this.lettersTo(address);
      return letters.length >= number ? letters[0] : undefined;
    });
    const answer = await fetch(`${this.backstage}/mailbox/${letter.id}/text`);
    return answer.text();
  }

  /** The link to a page with a secret, in the latest letter to an address. */
  async linkTo(
    address: string,
    number = 1,
    page: 'reservation' | 'staff-link' = 'reservation',
  ): Promise<string> {
    const text = await this.letterTo(address, number);
    const link = new RegExp(`\\bhttps?://\\S+/${page}#[\\w-]+`).exec(text)?.[0];
    if (!link) throw new Error(`the letter has no link: ${text}`);
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

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

// Starts and stops the program under test on a database of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}: GENU_BINARY=/path/to/genu GENU_WEB=/path/to/built/page`);
  return value;
}

async function free_port(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

export class GenuServer {
  #process: ChildProcess | null = null;

  private constructor(
    readonly address: string,
    readonly folder: string,
  ) {}

  static async start(): Promise<GenuServer> {
    const folder = await mkdtemp(join(tmpdir(), 'genu-e2e-'));
    const server = new GenuServer(`http://127.0.0.1:${await free_port()}`, folder);
    await server.resume();
    return server;
  }

  async resume(): Promise<void> {
    const listen = new URL(this.address).host;
    const database = join(this.folder, 'genu.sqlite');
    const options = ['serve', '--listen', listen, '--database', database, '--web', required('GENU_WEB')];
    this.#process = spawn(required('GENU_BINARY'), options, { stdio: ['ignore', 'ignore', 'inherit'] });
    for (let attempt = 0; attempt < 100; ++attempt) {
      const answer = await fetch(`${this.address}/api/health`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('genu serve did not become ready within 10 s');
  }

  // As when the power goes: no time to tidy up.
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#process?.once('exit', resolve));
    this.#process?.kill('SIGKILL');
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

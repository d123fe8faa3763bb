import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The real server, on ports and in a directory of its own. */
export type Pintle = {
  /** Of the web app and the API. */
  url: string;
  /** Of the gateway. */
  events: string;
  setUpToken: string;
  stop: () => Promise<void>;
};

export async function startPintle(): Promise<Pintle> {
  const directory = await mkdtemp(join(tmpdir(), 'pintle-web-'));
  const [gateway, control] = [await freePort(), await freePort()];
  const flags = { dataDirectory: directory, 'workspace.file': '', 'gateway.host': '127.0.0.1', 'gateway.port': gateway, 'control.port': control, 'outbound.allow': '127.0.0.0/8', 'log.level': 'warning' };
  const server = spawn(
    process.env.PINTLE ?? '../artifacts/bin/Server/release/pintle',
    ['serve', ...Object.entries(flags).flatMap(([key, value]) => [`--${key}`, String(value)])],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return {
    url: `http://127.0.0.1:${control}`,
    events: `http://127.0.0.1:${gateway}`,
    setUpToken: await tokenOf(server),
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await ended;
      await rm(directory, { recursive: true });
    },
  };
}

async function tokenOf(server: ChildProcess): Promise<string> {
  if (server.stdout === null) {
    throw new Error('The server has no output.');
  }

  for await (const line of createInterface(server.stdout)) {
    const token = /setup_[\w-]+/.exec(line)?.[0];
    if (token !== undefined) {
      server.stdout.resume();
      return token;
    }
  }

  throw new Error('The server ended before it printed a token.');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No port.'))));
    });
  });
}

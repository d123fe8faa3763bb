// Starts the built server with a webhook sink on a directory of its own; everything on loopback, ended with the test.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const writeKey = 'sdk-write-key';
export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const pintle = process.env.PINTLE ?? `${root}artifacts/bin/Server/release/pintle`;

const listen = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));

// Below the range from which connections take their ports.
async function freePort() {
  for (;;) {
    const port = 30000 + Math.floor(Math.random() * 2700);
    const server = createServer();
    const isFree = await new Promise((done) => server.once('error', () => done(false)).listen(port, '127.0.0.1', () => done(true)));
    if (isFree) {
      await new Promise((done) => server.close(done));
      return port;
    }
  }
}

/** Starts it with a workspace file, or with the control plane in the box, which is set up with the token that it prints. */
export async function startPintle({ inTheBox = false } = {}) {
  const events = [];
  const sink = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      events.push(JSON.parse(body));
      response.end();
    });
  });
  const sinkPort = await listen(sink);
  const directory = await mkdtemp(join(tmpdir(), 'pintle-sdk-'));
  const [gateway, control] = [await freePort(), await freePort()];
  await writeFile(join(directory, 'workspace.json'), JSON.stringify({
    workspaceId: 'ws',
    sources: [{
      id: 'src', name: 'SDK', writeKey, enabled: true, workspaceId: 'ws', config: {},
      sourceDefinition: { id: 'sd', name: 'Javascript', displayName: 'Javascript', type: 'web' },
      destinations: [{
        id: 'hook', name: 'Hook', enabled: true, isProcessorEnabled: true, revisionId: '1',
        config: { webhookUrl: `http://127.0.0.1:${sinkPort}/`, connectionMode: 'cloud' },
        destinationDefinition: { id: 'dd', name: 'WEBHOOK', displayName: 'Webhook', config: {} },
      }],
    }],
  }));
  const server = spawn(pintle, [
    'serve', '--dataDirectory', directory, '--workspace.file', inTheBox ? '' : join(directory, 'workspace.json'), '--outbound.allow', '127.0.0.0/8',
    '--gateway.host', '127.0.0.1', '--gateway.port', String(gateway), '--control.port', String(control), '--log.level', 'warning', '--store.minFree', '0',
  ], { stdio: ['inherit', 'pipe', 'inherit'] });
  let printed = '';
  server.stdout.on('data', (text) => (printed += text));
  const failed = new Promise((_, refuse) => server.once('error', refuse));
  const url = `http://127.0.0.1:${gateway}`;
  await Promise.race([failed, until(async () => (await fetch(`${url}/health`).catch(() => undefined))?.ok, 'the server to start')]);
  return {
    url,
    configUrl: `http://127.0.0.1:${control}`,
    sinkUrl: `http://127.0.0.1:${sinkPort}/`,
    setupToken: () => /works once: (setup_\w+)/.exec(printed)?.[1],
    events,
    /** Waits until an event of each type has arrived; gives them by type. */
    async byType(types) {
      await until(() => types.every((type) => events.some((e) => e.type === type)), `${types} (have ${events.map((e) => e.type)})`);
      return Object.fromEntries(types.map((type) => [type, events.find((e) => e.type === type)]));
    },
    async stop() {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      sink.closeAllConnections();
      await new Promise((done) => sink.close(done));
      await rm(directory, { recursive: true });
    },
  };
}

export async function until(condition, what) {
  for (let left = 600; left > 0; left--) {
    if (await condition()) return;
    await pause(50);
  }
  throw new Error(`Waited in vain for ${what}.`);
}

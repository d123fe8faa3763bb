import { createServer, type RequestListener } from 'node:http';

/** A vendor in this process: it answers what it is told to, and keeps what it was sent. */
export type Vendor = { url: string; received: string[]; answer: { status: number; body: string }; stop: () => Promise<void> };

export async function startVendor(): Promise<Vendor> {
  const vendor: Omit<Vendor, 'url' | 'stop'> = { received: [], answer: { status: 200, body: '{"ok":true}' } };
  const server = await listen((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      vendor.received.push(body);
      response.writeHead(vendor.answer.status, { 'content-type': 'application/json' }).end(vendor.answer.body);
    });
  });
  return Object.assign(vendor, server);
}

/** A server in this process, on a port of its own. */
export async function listen(answer: RequestListener): Promise<Pick<Vendor, 'url' | 'stop'>> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) {
    throw new Error('The server has no port.');
  }

  return {
    url: `http://127.0.0.1:${address.port}/events`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Closable } from '../../engine/contract.ts';
import type { Hooks } from './hooks.ts';
import type { Mailbox } from './mailbox.ts';
import { escapeHtml, listPage, mailPage } from './pages.ts';
import type { Services } from './services.ts';

/** What the page shows: mails, webhooks, and the messages that the services took. */
export interface Shelves {
  readonly mailbox: Mailbox;
  readonly hooks: Hooks;
  readonly services: Services;
}

/** A web page on this machine that shows what was sent; it takes webhooks, and is every service beside the mailbox. */
export interface InboxPage extends Closable {
  readonly url: string;
}

/** Mails are strangers' HTML: no script, nothing from elsewhere, and no way out of the frame. */
const MAIL_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data: cid:";
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'";

/** Serves the page on a port of this machine: the wanted one if it is free, else any. */
export async function openInboxPage(shelves: Shelves, wantedPort: number): Promise<InboxPage> {
  const server = createServer((request, response) => {
    answer(request, response, shelves).catch((cause: unknown) => {
      if (!response.headersSent) send(response, 500, 'text/plain', String(cause));
      else response.destroy();
    });
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(wantedPort).catch(() => listen(0));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { mailbox, hooks, services }: Shelves,
): Promise<void> {
  // A page elsewhere must not reach this one under a name of its own.
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(request.headers.host ?? '')) {
    return send(response, 403, 'text/plain', 'only for this machine');
  }
  const path = (request.url ?? '/').replace(/[?#].*$/, '');
  if (request.method === 'POST' && path === '/hooks') return hooks.take(request, response);
  if (path.startsWith('/services/')) return services.take(request, response, path);
  if (request.method !== 'GET') return send(response, 405, 'text/plain', 'GET');
  if (path === '/')
    return send(
      response,
      200,
      'text/html',
      listPage(mailbox.received, mailbox.mails, hooks.taken, services),
      PAGE_POLICY,
    );
  const [, number, part] = /^\/mails\/(\d+)(\/body)?$/.exec(path) ?? [];
  const mail = number === undefined ? undefined : await mailbox.open(Number(number));
  if (!mail) return send(response, 404, 'text/plain', 'no such mail');
  if (part === undefined) return send(response, 200, 'text/html', mailPage(Number(number), mail), PAGE_POLICY);
  const body = typeof mail.html === 'string' ? mail.html : `<pre>${escapeHtml(mail.text ?? '')}</pre>`;
  send(response, 200, 'text/html', body, MAIL_POLICY);
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  policy = "default-src 'none'",
): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(body);
}

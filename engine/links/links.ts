import { createHmac, timingSafeEqual } from 'node:crypto';
import { Queue, Worker } from 'bullmq';
import type { Cluster, Redis } from 'ioredis';
import { DAY_MS } from '../../triggers/time/spans.ts';
import type { Clock, Closable, Log } from '../contract.ts';
import { QUEUE_PREFIX } from '../jobs/contract.ts';
import type { EngineSignals } from '../pipeline/contract.ts';
import { allowScriptsWhenFull } from '../stores/allow-when-full.ts';
import type { RedisStore } from '../stores/contract.ts';
import type { Links, StoredLinks, Visit } from './contract.ts';
import { rewriteLinks } from './rewrite.ts';
import { signalsOfVisits } from './signals-of-visits.ts';

/**
 * # Links of our own
 *
 * **Idea.** A link in a message leads to us, and we lead on to where it was meant to go. What it was meant to is stored
 * here and never stands in the link, so the link cannot be made to lead anywhere else.
 *
 *     /l/ <name of the message: 16 signs> <number of the link> . <seal: 11 signs>
 *
 * The name is a hash of the delivery under the secret of this data set: the same at every attempt, and not to be
 * guessed. The seal is asked before Redis is. Number `o` is the picture that tells of an opening.
 *
 * **Visits** are noted in a list of their message and judged three seconds later: a machine shows by what it does
 * next. A person's visit and a machine's become one `message` signal each, for each link, with ids of their own: the
 * pipeline takes a signal once.
 *
 * **Bounds.** A message has at most 50 links of ours, and 200 visits that are judged; it is known for 30 days.
 *
 * **Read in this order:** contract → rewrite → this file → machine-rules → judge-visit → signals-of-visits.
 */
const NAME = 'visits';
const KEEP_MS = 30 * DAY_MS;
const JUDGE_AFTER_MS = 3_000;
const VISITS_MS = DAY_MS;
const MOST_LINKS = 50;
const MOST_VISITS = 200;
const MOST_AGENT_CHARS = 300;
const TOKEN = /^([\w-]{16})(o|\d{1,2})\.([\w-]{11})$/;
const OPENING = 'o';

export interface LinksParts {
  readonly redis: RedisStore;
  /** The secret of this data set for links. */
  readonly secret: Buffer;
  /** Where links of our own begin. */
  readonly base: string;
  /** URLs that stay what they are: our own pages. */
  readonly isOwn: (url: string) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** The room of links: `links` for dispatch and the edge, `work` for the role `dispatch`. */
export interface OpenLinks extends Closable {
  readonly links: Links;
  /** Makes signals of visits, until closed. A customer who is not to be followed leaves none. */
  work(report: EngineSignals['report'], mayFollow: (customer: string, channel: string) => Promise<boolean>): Closable;
}

/** Opens the links of messages. */
export function openLinks({ redis, secret, base, isOwn, clock, log }: LinksParts): OpenLinks {
  const store = redis.connect('api');
  const queue = new Queue<{ readonly name: string }>(NAME, {
    connection: redis.connect('queue'),
    prefix: QUEUE_PREFIX,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 5, backoff: 1_000 },
    streams: { events: { maxLen: 1_000 } },
  });
  queue.on('error', () => undefined); // a rejected `add` tells of a visit that was not noted
  const hash = (text: string) => createHmac('sha256', secret).update(text).digest();
  const seal = (name: string, link: string) => hash(`${name} ${link}`).subarray(0, 8).toString('base64url');
  const tokenOf = (name: string, link: string) => `${name}${link}.${seal(name, link)}`;
  const readToken = (token: string) => {
    const [, name, link, given] = TOKEN.exec(token) ?? [];
    if (name === undefined || link === undefined) return undefined;
    return isSame(given!, seal(name, link)) ? { name, link } : undefined;
  };
  const ofCustomer = (customer: string) => `kairos:link-names:{${customer}}`;

  const links: Links = {
    async track(about, message, formats, sentAt) {
      const name = hash(about.delivery).subarray(8, 20).toString('base64url');
      const urls: string[] = [];
      const ours = (url: string) => {
        if (urls.length === MOST_LINKS || !URL.canParse(url) || isOwn(url)) return undefined;
        return `${base}/l/${tokenOf(name, String(urls.push(url) - 1))}`;
      };
      const written = rewriteLinks(message, formats, ours);
      const isMail = formats.html === 'html' && message.html !== undefined;
      if (urls.length === 0 && !isMail) return message;
      const { delivery, customer, channel, trigger } = about;
      const stored: StoredLinks = { delivery, customer, channel, trigger, sentAt, urls };
      await Promise.all([
        store.set(keyOf(name), JSON.stringify(stored), 'PX', KEEP_MS),
        store.sadd(ofCustomer(customer), name),
        store.pexpire(ofCustomer(customer), KEEP_MS),
      ]);
      if (!isMail) return written;
      return { ...written, html: withPicture(written.html!, `${base}/o/${tokenOf(name, OPENING)}`) };
    },
    async find(token) {
      const found = readToken(token);
      if (!found) return undefined;
      if (found.link === OPENING) return { url: '' };
      const url = (await readLinks(store, found.name))?.urls[Number(found.link)];
      return url === undefined ? undefined : { url };
    },
    note(token, visit) {
      const found = readToken(token);
      if (!found) return;
      const { name, link } = found;
      const noted: Visit = { ...visit, agent: visit.agent.slice(0, MOST_AGENT_CHARS), link: numberOf(link) };
      const write = async () => {
        const list = visitsOf(name);
        await store.rpush(list, JSON.stringify(noted));
        await Promise.all([store.ltrim(list, -MOST_VISITS, -1), store.pexpire(list, VISITS_MS)]);
        // Visits of one moment are judged together.
        const jobId = `${name}-${Math.floor(visit.at / 1_000)}`;
        await queue.add('judge', { name }, { jobId, delay: JUDGE_AFTER_MS });
      };
      write().catch((cause: unknown) => log.warn('a visit to a link could not be noted', { cause }));
    },
    async forget(customer) {
      const names = await store.smembers(ofCustomer(customer));
      const keys = [...names.flatMap((name) => [keyOf(name), visitsOf(name)]), ofCustomer(customer)];
      await Promise.all(keys.map((key) => store.del(key)));
    },
  };
  return {
    links,
    work(report, mayFollow) {
      const judge = async (name: string) => {
        const message = await readLinks(store, name);
        if (!message || !(await mayFollow(message.customer, message.channel))) return;
        const visits = (await store.lrange(visitsOf(name), 0, -1)).map((text) => JSON.parse(text) as Visit);
        const aheadMs = clock.now() - clock.wall();
        for (const signal of signalsOfVisits(message, visits, aheadMs)) await report(signal);
      };
      const worker = new Worker<{ readonly name: string }>(NAME, ({ data }) => judge(data.name), {
        connection: allowScriptsWhenFull(redis.connect('worker')),
        prefix: QUEUE_PREFIX,
        concurrency: 20,
        removeOnComplete: { count: 0 },
      });
      worker.on('error', (cause) => log.warn('the worker of links is in trouble', { cause: cause.message }));
      return { close: () => worker.close() };
    },
    close: () => queue.close(),
  };
}

async function readLinks(store: Redis | Cluster, name: string): Promise<StoredLinks | undefined> {
  const text = await store.get(keyOf(name));
  return text === null ? undefined : (JSON.parse(text) as StoredLinks);
}

function keyOf(name: string): string {
  return `kairos:link:{${name}}`;
}

function visitsOf(name: string): string {
  return `kairos:visits:{${name}}`;
}

function numberOf(link: string): number {
  return link === OPENING ? -1 : Number(link);
}

/** Readers of mails that end without `</body>` are as common as others. */
function withPicture(html: string, url: string): string {
  const picture = `<img src="${url}" width="1" height="1" alt="" style="display:block;border:0">`;
  const end = html.search(/<\/body\s*>/i);
  return end < 0 ? html + picture : html.slice(0, end) + picture + html.slice(end);
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

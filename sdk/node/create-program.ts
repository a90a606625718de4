import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createAppClient } from '../app/app-client.ts';
import type { AppClient, AppOptions, Platform } from '../app/contract.ts';
import { createMemoryStore, createMemoryTexts } from '../app/memory-store.ts';
import { SOLO } from '../app/solo-tabs.ts';
import { openFileStore } from './file-store.ts';
import { openFileTexts } from './file-texts.ts';

export interface NodeOptions extends AppOptions {
  /** Where what waits is kept through a restart, one process a folder. Absent: in memory. */
  readonly folder?: string;
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
  /** Whether problems are lines on the console. True when absent. */
  readonly isDevelopment?: boolean;
}

const LEAST_CHARS = 2_000;
const packText = promisify(gzip);

/**
 * Starts the SDK in a program for Node: on a server it speaks of many customers, each signal with its `customer`; in a
 * kiosk or a till of one. Never throws.
 */
export function createProgram(options: NodeOptions): AppClient {
  return createAppClient(options, createNodePlatform(options)).client;
}

function createNodePlatform({ folder, fetch: request = fetch, now = Date.now, ...more }: NodeOptions): Platform {
  return {
    texts: folder === undefined ? createMemoryTexts() : openFileTexts(folder),
    openStore: async () => (folder === undefined ? createMemoryStore() : openFileStore(folder)),
    tabs: SOLO,
    fetch: request,
    now,
    random: Math.random,
    pack: (text) => (text.length < LEAST_CHARS ? undefined : packBytes(text)),
    isDevelopment: more.isDevelopment ?? true,
    warn: (line) => console.warn(line),
    isTrackingUnwanted: false,
  };
}

async function packBytes(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await packText(text));
}

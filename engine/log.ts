import pc from 'picocolors';
import type { Log } from './contract.ts';

/** A stream of text, such as `process.stderr`. */
export interface TextOut {
  write(text: string): unknown;
}

type Level = 'info' | 'warn' | 'error';
type Detail = Readonly<Record<string, unknown>>;

const MAX_TEXT = 2_000;
const MAX_STACK = 6_000;
const colours = pc.createColors(true);
const paint: Record<Level, (text: string) => string> = { info: colours.dim, warn: colours.yellow, error: colours.red };

/** Creates a log: coloured lines on a terminal, else one JSON line each. Never throws. */
export function createLog(out: TextOut, isTerminal: boolean, now: () => number = Date.now): Log {
  const format = isTerminal ? writeForPeople : writeForMachines;
  const write = (level: Level, message: string, detail: Detail = {}) => {
    out.write(format(new Date(now()), level, message, detail));
  };
  return {
    info: (message, detail) => write('info', message, detail),
    warn: (message, detail) => write('warn', message, detail),
    error: (message, detail) => write('error', message, detail),
  };
}

function writeForMachines(time: Date, level: Level, message: string, detail: Detail): string {
  const said = Object.fromEntries(Object.entries(detail).map(([key, value]) => [key, plain(value, true)]));
  const head = { time: time.toISOString(), level, message };
  return `${JSON.stringify({ ...head, ...said, ...head })}\n`;
}

function writeForPeople(time: Date, level: Level, message: string, detail: Detail): string {
  const clock = time.toTimeString().slice(0, 8);
  const said = Object.entries(detail).map(([key, value]) => `${key}=${oneLine(plain(value, false))}`);
  const head = level === 'info' ? message : paint[level](`${level}: ${message}`);
  return `${colours.dim(clock)} ${[head, ...said.map(colours.dim)].join(' ')}\n`;
}

/** Makes a detail fit for JSON; an error keeps its causes. */
function plain(value: unknown, withStack: boolean): unknown {
  if (value instanceof Error) {
    const causes: string[] = [];
    for (let at: unknown = value; at instanceof Error && causes.length < 5; at = at.cause) causes.push(at.message);
    const words = cut(causes.join(': '), MAX_TEXT);
    return withStack ? { error: words, stack: cut(value.stack ?? '', MAX_STACK) } : words;
  }
  if (typeof value === 'string') return cut(value, MAX_TEXT);
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  try {
    const text = JSON.stringify(value);
    return text.length > MAX_TEXT ? cut(text, MAX_TEXT) : value;
  } catch (cause) {
    return `(not JSON: ${(cause as Error).message})`;
  }
}

function oneLine(value: unknown): string {
  if (typeof value === 'string' && /^[\w./:@{}+-]+$/.test(value)) return value;
  return JSON.stringify(value) ?? 'undefined';
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

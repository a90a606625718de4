import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Recorded, TrackFormat, TrackOptions } from '../contract.ts';
import { signalInLine } from '../signal-in-line.ts';

/** Signals, one JSON object a line. */
export default {
  name: 'ndjson',
  summary:
    'Signals as `POST /v1/signals` takes them, one JSON object a line; also the export of a customer, of which the signals are read.',
  endings: ['.ndjson', '.jsonl'],
  read,
  example: {
    text: '{"kind":"cart","customer":"anna","at":"2026-06-05T16:30:00Z","value":{"id":"k1","items":[]}}\n',
    signals: [{ kind: 'cart', customer: 'anna', at: Date.UTC(2026, 5, 5, 16, 30), value: { id: 'k1', items: [] } }],
  },
} satisfies TrackFormat;

async function* read(file: string, options: TrackOptions): AsyncGenerator<Recorded> {
  const stream = createReadStream(file);
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  try {
    for await (const text of lines) {
      line += 1;
      if (text.trim() === '') continue;
      const signal = signalInLine(file, line, line === 1 ? text.replace(/^\uFEFF/, '') : text, options);
      if (signal) yield { line, bytes: stream.bytesRead, signal };
    }
  } finally {
    lines.close();
    stream.destroy();
  }
}

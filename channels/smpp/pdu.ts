/** The commands of SMPP 3.4 that we send and understand. */
export const COMMAND = {
  submit: 0x04,
  deliver: 0x05,
  unbind: 0x06,
  bind: 0x09,
  enquire: 0x15,
  nack: 0x8000_0000,
} as const;
/** An answer has the number of what it answers, with this bit. */
export const RESPONSE = 0x8000_0000;

/** One unit of the protocol, its body not read yet. */
export interface Pdu {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

const HEADER_BYTES = 16;
/** Many times what any command needs. */
const MOST_BYTES = 65_536;

/** Writes a unit as it leaves. */
export function writePdu({ command, status, sequence, body }: Pdu): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(HEADER_BYTES + body.byteLength, 0);
  header.writeUInt32BE(command, 4);
  header.writeUInt32BE(status, 8);
  header.writeUInt32BE(sequence, 12);
  return Buffer.concat([header, body]);
}

/** Takes whole units from what has come so far; the rest waits for more. Throws for what cannot be one. */
export function takePdus(bytes: Buffer): { readonly pdus: readonly Pdu[]; readonly rest: Buffer } {
  const pdus: Pdu[] = [];
  let rest = bytes;
  while (rest.byteLength >= HEADER_BYTES) {
    const length = rest.readUInt32BE(0);
    if (length < HEADER_BYTES || length > MOST_BYTES) throw new Error(`a unit of ${length} bytes is none of SMPP`);
    if (rest.byteLength < length) break;
    pdus.push({
      command: rest.readUInt32BE(4),
      status: rest.readUInt32BE(8),
      sequence: rest.readUInt32BE(12),
      body: rest.subarray(HEADER_BYTES, length),
    });
    rest = rest.subarray(length);
  }
  return { pdus, rest };
}

/** Writes the fields of a body: a text ends with a zero, a number is one byte, a Buffer is as it is. */
export function writeBody(fields: readonly (string | number | Buffer)[]): Buffer {
  return Buffer.concat(
    fields.map((field) => {
      if (Buffer.isBuffer(field)) return field;
      return typeof field === 'number' ? Buffer.from([field]) : Buffer.from(`${field}\0`, 'latin1');
    }),
  );
}

/** Reads a text that ends with a zero, from a place on. */
export function readText(body: Buffer, from = 0): { readonly text: string; readonly end: number } {
  const end = body.indexOf(0, from);
  const last = end < 0 ? body.byteLength : end;
  return { text: body.toString('latin1', from, last), end: last + 1 };
}

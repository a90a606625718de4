/** Below this a packed body saves less than it costs. */
const LEAST_CHARS = 2_000;

/** Packs a body with gzip where that pays and the browser can. */
export function pack(text: string): Promise<Uint8Array<ArrayBuffer>> | undefined {
  if (text.length < LEAST_CHARS || typeof CompressionStream !== 'function') return undefined;
  return bytesOf(text);
}

async function bytesOf(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new CompressionStream('gzip');
  const writer = writable.getWriter();
  const written = writer.write(new TextEncoder().encode(text)).then(() => writer.close());
  const bytes = await new Response(readable).arrayBuffer();
  await written;
  return new Uint8Array(bytes);
}

/** Below this a packed body saves less than it costs. */
const LEAST_CHARS = 2_000;

/** Packs a body with gzip where that pays and the browser can. */
export function pack(text: string): Promise<Uint8Array<ArrayBuffer>> | undefined {
  if (text.length < LEAST_CHARS || typeof CompressionStream !== 'function') return undefined;
  return bytesOf(text);
}

async function bytesOf(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

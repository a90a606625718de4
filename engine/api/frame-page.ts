/**
 * What a frame with somebody's HTML may do: show itself. `images`: load pictures from anywhere, when a reader asked for
 * them.
 */
export function framePolicy(images: boolean): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `img-src data:${images ? ' https: http:' : ''}`,
    "frame-ancestors 'self'",
    'sandbox',
  ].join('; ');
}

const REMOTE_IMAGE = /(<img\b[^>]*?\s)src(\s*=\s*(?:"\s*https?:|'\s*https?:|https?:|"\s*\/\/|'\s*\/\/))/gi;

/**
 * Returns the page without the addresses of its remote pictures, so that none is asked for before a reader wants it.
 */
export function holdImages(html: string): string {
  return html.replace(REMOTE_IMAGE, '$1data-src$2');
}

/** Whether a page has pictures that are elsewhere. */
export function hasRemoteImages(html: string): boolean {
  return holdImages(html) !== html;
}

import { createHash } from 'node:crypto';

/** A picture that stands in a mail and comes with it. */
export interface InlinePicture {
  /** What the mail calls it by: `cid:…`. */
  readonly cid: string;
  readonly name: string;
  readonly type: string;
  /** Its bytes in base64. */
  readonly base64: string;
}

const PICTURE =
  /(<img\b[^>]{0,2000}?\bsrc\s*=\s*["'])data:(image\/(?:png|jpeg|gif|webp));base64,([A-Za-z0-9+/=\s]+)(["'])/gi;

/**
 * Takes pictures that HTML holds as `data:` URLs out of it, as mail programs show these only when they come with the
 * mail. A picture that stands there twice comes once; its name is made of what it shows, so it is the same at every
 * attempt.
 */
export function takeInlinePictures(html: string): {
  readonly html: string;
  readonly pictures: readonly InlinePicture[];
} {
  if (!html.includes('data:image/')) return { html, pictures: [] };
  const pictures = new Map<string, InlinePicture>();
  const written = html.replace(PICTURE, (_, before: string, type: string, data: string, after: string) => {
    const base64 = data.replace(/\s+/g, '');
    const hash = createHash('sha256').update(base64).digest('hex').slice(0, 16);
    const ending = type
      .toLowerCase()
      .replace(/^image\//, '')
      .replace('jpeg', 'jpg');
    const cid = `${hash}@kairos`;
    pictures.set(cid, { cid, name: `${hash}.${ending}`, type: type.toLowerCase(), base64 });
    return `${before}cid:${cid}${after}`;
  });
  return { html: written, pictures: [...pictures.values()] };
}

import type { DeviceFix, Neighbourhood, RegionLimits } from './contract.ts';

const WITHIN_MS = 10_000;

/** Asks the engine what is near a position. Undefined: it cannot be reached, or knows of no such question. */
export async function askNeighbourhood(
  { url, key }: { readonly url: string; readonly key: string },
  request: typeof fetch,
  { lat, lon, speedMetresPerSecond }: DeviceFix,
  limits: RegionLimits = {},
): Promise<Neighbourhood | undefined> {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), WITHIN_MS);
  try {
    const answer = await request(`${url.replace(/\/+$/, '')}/v1/neighbourhood`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        lat,
        lon,
        ...(speedMetresPerSecond !== undefined && { speedMetresPerSecond }),
        ...limits,
      }),
      signal: stop.signal,
    });
    return answer.ok ? ((await answer.json()) as Neighbourhood) : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}

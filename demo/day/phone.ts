import { type Happening, HOUR_MS, MINUTE_MS } from './happening.ts';
import type { Stretch } from './journey.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';

/** How much of a full battery an hour on the cable gives. */
const CHARGE_PER_HOUR = 0.55;
const DEVICES = {
  ios: { models: ['iPhone 14', 'iPhone 15', 'iPhone 16', 'iPhone SE'], versions: ['18.6', '26.0', '26.1'] },
  android: { models: ['Pixel 8', 'Galaxy S24', 'Galaxy A55', 'Fairphone 5'], versions: ['14', '15', '16'] },
} as const;

/**
 * What a phone says of itself over a day: who it is in the morning, its network as that changes, its battery as it
 * drains.
 */
export function phoneOf(
  person: Person,
  stretches: readonly Stretch[],
  { wakesAt, sleepsAt }: { readonly wakesAt: number; readonly sleepsAt: number },
  random: Random,
): readonly Happening[] {
  const said: Happening[] = [];
  const model = random.pick(DEVICES[person.os].models);
  const carrier = random.happens(0.7) ? '5g' : '4g';
  let { battery } = person;
  let connection = '';
  let charging = false;
  let due = wakesAt;
  for (const stretch of pieces(stretches)) {
    const { from, to, at } = stretch;
    const hours = (to - from) / HOUR_MS;
    const atRest = at === 'home' || at === 'office' || at === 'campus';
    charging = at === 'home' && (charging ? battery < 0.98 : battery < 0.45);
    if (from >= wakesAt) {
      battery -= person.drainPerHour * hours * (atRest ? 0.6 : 1.3);
      if (charging) battery += CHARGE_PER_HOUR * hours;
      battery = Math.max(0.03, Math.min(1, battery));
    }
    if (from < wakesAt || (at === 'home' && from > sleepsAt)) continue;
    const network = atRest ? 'wifi' : at === 'tunnel' ? 'slow' : carrier;
    const isFirst = connection === '';
    if (network === connection && from < due) continue;
    due = from + random.between(14, 24) * MINUTE_MS * (atRest ? 3 : 1);
    connection = network;
    said.push({
      kind: 'device',
      at: Math.round(from),
      value: {
        ...(isFirst && {
          form: person.form,
          model: person.form === 'phone' ? model : `${person.os} tablet`,
          os: person.os,
          osVersion: random.pick(DEVICES[person.os].versions),
          appVersion: person.appVersion,
          locale: person.locale,
          zone: 'Europe/Berlin',
        }),
        connection: network,
        battery: Math.round(battery * 100),
        charging,
        appState: isFirst ? 'foreground' : 'background',
      },
    });
  }
  return said;
}

/** The stretches, cut so that none is longer than some minutes. */
function* pieces(stretches: readonly Stretch[]): Generator<Pick<Stretch, 'from' | 'to' | 'at'>> {
  for (const { from, to, at } of stretches) {
    const count = Math.max(1, Math.ceil((to - from) / (10 * MINUTE_MS)));
    for (let i = 0; i < count; i++) {
      yield { from: from + ((to - from) * i) / count, to: from + ((to - from) * (i + 1)) / count, at };
    }
  }
}

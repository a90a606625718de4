import type { Story } from '../../demo/stories.ts';
import type { StatusNumbers } from '../../demo/view/status.ts';

/** The zone of the demo's city. */
export const ZONE = 'Europe/Berlin';

/** Stories of a run of the demo, and how often each came in a row. */
export const TOLD: readonly (readonly [Story, number])[] = [
  told('19:21:59', 'sabine-kowalski', 'rainy-evening-walk-by').held('cooldown', 'until Fri 18:33'),
  told('19:22:20', 'mara-demir', 'rainy-evening-walk-by').held('consent', 'no consent to offers by in-app or email'),
  told('19:22:20', 'hanna-lehmann', 'big-order').sent('webhook', [0.1, 19, 23]),
  told('19:24:20', 'elsa-wolf', 'rainy-evening-walk-by').sent('in-app', [0.9, 11, 22], 'lipa-kiosk-leuschner'),
  told('19:25:00', 'minh-demir', 'exit-thank-you').held('consent', 'no consent to service by email'),
  told('19:25:11', 'hanna-nitzsche', 'last-hour-bakery').held('cooldown', 'until Sat 16:42'),
  told('19:25:31', 'max-ivanova', 'exit-thank-you').sent('email', [2.3, 12, 37], 'lipa-ostplatz'),
  told('19:26:44', 'sabine-sommer', 'rainy-evening-walk-by').held('cooldown', 'until Fri 19:09'),
  told('19:27:03', 'moritz-arnold', 'gold-welcome').held('cooldown', 'until Fri 16:37'),
  told('19:27:03', 'moritz-arnold', 'last-hour-bakery').sent('in-app', [0.1, 16, 23], 'lipa-suedplatz'),
  told('19:27:03', 'moritz-arnold', 'last-hour-bakery').clicked('in-app'),
  told('19:27:23', 'grace-sullivan-4', 'rainy-evening-walk-by').held(
    'consent',
    'no consent to offers by in-app or email',
  ),
  told('19:28:05', 'dmitri-vogel', 'last-hour-bakery').held('cooldown', 'until Sat 18:19'),
  told('19:30:00', 'konrad-ivanova', 'gold-welcome').held('cooldown', 'until Fri 16:15'),
  told('19:30:00', 'piotr-krause', 'rainy-evening-walk-by').sent('in-app', [1.3, 14, 25], 'lipa-karli'),
  told('19:30:21', 'amira-lehmann', 'big-order').sent('webhook', [2.2, 11, 28]),
  told('19:31:01', 'moritz-kaya', 'exit-thank-you').held('cooldown', 'until Fri 05:19'),
  told('19:31:22', 'max-ivanova', 'cart-near-store').held('cooldown', 'until Fri 06:54'),
  told('19:34:01', 'clara-franke', 'rainy-evening-walk-by').sent('email', [4.9, 21, 37], 'lipa-kiosk-goerdelerring'),
  told('19:34:31', 'sabine-sommer', 'rainy-evening-walk-by').held('cooldown', 'until Fri 19:09'),
  told('19:35:53', 'piotr-krause', 'exit-thank-you').held('cooldown', 'until Fri 00:23', 2),
  told('19:36:58', 'dmitri-nitzsche', 'cart-near-store').held('cooldown', 'until Fri 02:58'),
];

/** How the day stood then. */
export const STANDING: StatusNumbers = {
  cityTime: 'Thu 22 Oct 19:36',
  sky: '9 °C  Plagwitz cloudy, Waldplatz drizzle, centre rain, east rain',
  played: 0.69,
  speed: '×120',
  signals: 42_917,
  signalsPerSecond: 146,
  matched: 973,
  heldBack: 551,
  deferred: 22,
  sent: new Map([
    ['email', 208],
    ['in-app', 193],
    ['webhook', 21],
  ]),
  inbox: 'http://127.0.0.1:8425',
  console: 'http://127.0.0.1:8421',
};

type Took = readonly [matched: number, queued: number, sent: number];

function told(time: string, customer: string, trigger: string) {
  const at = Date.parse(`2026-10-22T${time}+02:00`);
  const story: Story = {
    ...{ at, customer, trigger, step: 'sent', channel: '', place: '', gate: '', reason: '', tookMs: {} },
  };
  return {
    sent: (channel: string, [matched, queued, sent]: Took, place = ''): readonly [Story, number] => [
      { ...story, channel, place, tookMs: { matched, queued, sent } },
      1,
    ],
    held: (gate: string, reason: string, times = 1): readonly [Story, number] => [
      { ...story, step: 'held-back', gate, reason },
      times,
    ],
    clicked: (channel: string): readonly [Story, number] => [{ ...story, step: 'clicked', channel }, 1],
  };
}

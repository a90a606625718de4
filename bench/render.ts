import Handlebars from 'handlebars';
import { compileTemplates } from '../templates/compiling/compile.ts';
import type { ChannelSlots, Helper, SlotShape, View } from '../templates/contract.ts';
import { EXAMPLE_SETTING } from '../templates/previews/example-setting.ts';
import { loadFolder } from '../triggers/vocabulary/registry.ts';
import type { Bench } from './contract.ts';
import { medianOf } from './support/median.ts';

const NO_WORDS = { en: '', de: '' };
const shape = (format: SlotShape['format']): SlotShape => ({
  title: NO_WORDS,
  summary: NO_WORDS,
  format,
  required: true,
  maxChars: 100_000,
});
const SLOTS: ChannelSlots = { text: { slot: shape('text') }, html: { slot: shape('html') } };

/** One slot each. `peer`: Handlebars itself can fill it, as it needs no helper. */
const SOURCES = {
  variables: {
    channel: 'text',
    peer: true,
    source:
      'Hi {{customer.firstName}}, {{place.name}} is {{place.metres}} m away. Your {{cart.itemCount}} things worth ' +
      '{{cart.value}} wait: {{customer.code}}. Open till {{place.closes}}.',
  },
  helpers: {
    channel: 'text',
    peer: false,
    source:
      'Hi {{fallback customer.firstName "there"}}, {{place.name}} is {{distance place.metres}} away. ' +
      '{{plural cart.itemCount one="# thing waits" other="# things wait"}}, {{currency cart.value}}. It is {{time}}.',
  },
  mail: {
    channel: 'html',
    peer: true,
    source:
      '<html><body><h1>{{customer.firstName}}</h1><table>{{#each cart.items}}<tr><td><img src="{{image}}"></td>' +
      '<td><a href="{{url}}">{{name}}</a></td><td>{{brand}}</td><td>{{price}}</td><td>{{quantity}}</td></tr>{{/each}}' +
      '</table></body></html>',
  },
} as const;

const VIEW: View = {
  customer: { firstName: 'Eva', code: 'KAIROS10' },
  place: { name: 'Main Street', metres: 347, closes: '20:00' },
  cart: {
    value: 89.9,
    itemCount: 3,
    items: Array.from({ length: 20 }, (_, i) => ({
      name: `boots "${i}"`,
      brand: 'Acme & Co',
      price: 10 + i,
      quantity: 1,
      url: `https://shop.example/p/${i}`,
      image: `https://img.example/${i}.jpg`,
    })),
  },
};

/** What filling one slot costs, beside Handlebars' own compiler. */
export default {
  name: 'render',
  summary: 'Filling one slot: a short text of variables, one of helpers, a mail of 20 items; beside Handlebars itself.',
  async run({ runs, seconds = 1, say }) {
    const helpers = await loadFolder<Helper>(new URL('../templates/helpers/', import.meta.url));
    const figures: Record<string, unknown> = {};
    for (const [name, { channel, source, peer }] of Object.entries(SOURCES)) {
      const template = { name, summary: '', channels: { [channel]: { slot: source } }, locales: {} };
      const renderer = compileTemplates([template], SLOTS, helpers);
      const handlebars = Handlebars.compile(source, { strict: true, knownHelpersOnly: true });
      const measured = await medianOf(runs, async () => ({
        ...(await rate('', seconds, () => renderer.render(name, channel, VIEW, EXAMPLE_SETTING).slot!.length)),
        ...(peer && (await rate('handlebars', seconds, () => handlebars(VIEW).length))),
        compileMs: msOf(() => compileTemplates([template], SLOTS, helpers)),
      }));
      figures[name] = measured;
      say(`${name.padEnd(10)} ${JSON.stringify(measured)}`);
    }
    return figures;
  },
} satisfies Bench;

/** Renders for a while; the output's length is used, so that none of it is left out. */
async function rate(peer: string, seconds: number, render: () => number): Promise<Record<string, number>> {
  for (let i = 0; i < 10_000; i++) render();
  const before = process.cpuUsage();
  const from = performance.now();
  let renders = 0;
  let chars = 0;
  while (performance.now() - from < seconds * 1_000) {
    for (let i = 0; i < 200; i++) chars += render();
    renders += 200;
  }
  const { user, system } = process.cpuUsage(before);
  if (chars === 0) throw new Error('nothing was rendered');
  const perSecond = Math.round((renders / (performance.now() - from)) * 1_000);
  const cpuMicros = Math.round(((user + system) / renders) * 100) / 100;
  return peer === ''
    ? { perSecond, cpuMicrosPerRender: cpuMicros }
    : { [`${peer}PerSecond`]: perSecond, [`${peer}CpuMicrosPerRender`]: cpuMicros };
}

function msOf(work: () => unknown): number {
  const from = performance.now();
  for (let i = 0; i < 50; i++) work();
  return Math.round(((performance.now() - from) / 50) * 1_000) / 1_000;
}

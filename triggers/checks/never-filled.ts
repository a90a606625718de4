import { templatePath, templatesOf } from '../deciding/variants.ts';
import { nearest } from '../problems/nearest.ts';
import { carriedBy, type MomentContents } from '../waking/carried.ts';
import type { CheckInputs, TriggerCheck } from './contract.ts';

/** Finds messages that can never be written: their template needs what is never there when the trigger wakes. */
export default {
  name: 'never-filled',
  summary: 'Templates that need what is never there when the trigger wakes: the event of a timer, the place of a cart.',
  goesByTemplate: true,
  find({ definition, waker }, { vocabulary, needsOf }) {
    const { on, message } = definition;
    const carried = carriedBy(waker, vocabulary.wakers.get(on.waker), vocabulary.signals);
    const told = new Set<string>();
    const needed = templatesOf(message).flatMap((template, i) =>
      needsOf(template).map((one) => ({ ...one, template, path: templatePath(i) })),
    );
    return needed.flatMap(({ values, channel, at, template, path }) => {
      if (message.channels !== 'preferred' && !message.channels.includes(channel)) return [];
      const whys = values.map((value) => whyNever(value, on.waker, carried, vocabulary));
      const name = values.join(' or ');
      if (told.has(name) || whys.some((why) => why === undefined)) return [];
      told.add(name);
      const why = [...new Set(whys)].join('; ');
      const expected = `a template that can be filled: '${template}' needs \`${name}\` in ${at}, and ${why}`;
      return [{ path, expected }];
    });
  },
} satisfies TriggerCheck;

/** Why a value is known at no moment of a waker; undefined: it may be. */
function whyNever(
  value: string,
  waker: string,
  { said, place }: MomentContents,
  { signals }: CheckInputs['vocabulary'],
): string | undefined {
  // Names that are written otherwise (`@root.event.total`, `event.[a b]`) are not told apart.
  const [group, name] = PLAIN.test(value) ? value.split('.') : [];
  if (group === undefined || ANYTHING.has(group)) return undefined;
  if (group === 'place') return place ? undefined : `\`${waker}\` is not about a place here`;
  if (group === 'event') {
    if (name === undefined || !said || said.includes(name)) return undefined;
    const there = said.slice(0, MOST_NAMES).map((one) => `event.${one}`);
    return `\`${waker}\` has of the event only ${there.join(', ')} here${nearestOf(value, there)}`;
  }
  const kept = [...signals.values()].flatMap(({ keeps }) => Object.keys(keeps));
  if (kept.some((field) => isWithin(value, field) || isWithin(field, value))) return undefined;
  return `no signal leaves anything of that name behind${nearestOf(value, kept)}`;
}

const PLAIN = /^[\w-]+(\.[\w-]+)*$/;
const MOST_NAMES = 10;
/** Groups in which any name may be known, or that have nothing to do with signals. */
const ANYTHING: ReadonlySet<string> = new Set(['customer', 'weather', 'local', 'now', 'this']);

function isWithin(value: string, group: string): boolean {
  return value === group || value.startsWith(`${group}.`);
}

function nearestOf(value: string, names: readonly string[]): string {
  const near = nearest(value, names);
  return near === undefined ? '' : `; the nearest is ${near}`;
}

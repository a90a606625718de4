import type { ChannelSlots, SlotShape } from '../contract.ts';
import type { SlotsByChannel } from './template-keys.ts';

type Written = SlotsByChannel[string];
type Shapes = Readonly<Record<string, SlotShape>>;

/**
 * Returns what is written for each channel, with the one content of the template for every other channel that has slots
 * for it: `text` and `content`, or `title` and `body`. `among`: no other channels than these.
 */
export function spreadContent(
  channels: SlotsByChannel,
  content: Written | undefined,
  slots: ChannelSlots,
  among: readonly string[] = Object.keys(slots),
): SlotsByChannel {
  if (!content) return channels;
  const others = among.filter((channel) => !Object.hasOwn(channels, channel) && Object.hasOwn(slots, channel));
  const spread = others.map((channel) => [channel, slotsOf(content, slots[channel]!)] as const);
  return { ...channels, ...Object.fromEntries(spread.filter(([, written]) => Object.keys(written).length > 0)) };
}

function slotsOf(content: Written, shapes: Shapes): Written {
  if (shapes.text && shapes.content) return chatSlots(content);
  if (shapes.title && shapes.body) return noticeSlots(content, shapes);
  return {};
}

/** A title of its own is the first line of the text. */
function chatSlots({ title, text, ...rest }: Written): Written {
  const words = [title, text].filter((part) => typeof part === 'string').join('\n');
  return { ...(words && { text: words }), ...(Object.keys(rest).length > 0 && { content: rest as never }) };
}

/** A notice has a title, a text, one link and one picture. */
function noticeSlots({ title, text, buttons, pictures }: Written, shapes: Shapes): Written {
  const link = firstOf(buttons, 'link');
  const picture = firstOf(pictures, 'url');
  return {
    ...(title !== undefined && { title }),
    ...(text !== undefined && title !== undefined && { body: text }),
    ...(shapes.action && link !== undefined && title !== undefined && { action: link }),
    ...(shapes.image && picture !== undefined && title !== undefined && { image: picture }),
  };
}

function firstOf(list: unknown, member: string): string | undefined {
  for (const one of Array.isArray(list) ? list : []) {
    const said = typeof one === 'object' && one !== null ? (one as Readonly<Record<string, unknown>>)[member] : one;
    if (typeof said === 'string' && (typeof one === 'object' || member === 'url')) return said;
  }
  return undefined;
}

import { type Fields, fieldsOf } from './fields.ts';

type Form = 'phone' | 'tablet' | 'desktop' | 'tv' | 'watch';

/**
 * The form of a device, as far as a Segment context makes it sure: by the maker's own words for it, Android's own
 * measure of the screen, or a browser's user agent. Undefined: nothing of that, or two forms are possible. A guess is
 * worse than not to know.
 */
export function deviceForm(context: Fields): Form | undefined {
  const device = fieldsOf(context.device);
  const [model, type, system, userAgent] = [
    device.model,
    device.type,
    fieldsOf(context.os).name,
    context.userAgent,
  ].map(textOf);
  return (
    byModel(model!) ??
    SYSTEMS[type!.toLowerCase()] ??
    SYSTEMS[system!.toLowerCase()] ??
    (isAndroid(type!, system!) && !isBrowser(userAgent!) ? byScreen(fieldsOf(context.screen), model!) : undefined) ??
    (isBrowser(userAgent!) ? byUserAgent(userAgent!) : undefined)
  );
}

/** Apple names the form in the model (`iPhone15,2`); some others do. */
const MODELS: readonly (readonly [RegExp, Form])[] = [
  [/^ipad/i, 'tablet'],
  [/^(?:iphone|ipod)/i, 'phone'],
  [/^(?:apple )?watch/i, 'watch'],
  [/^apple ?tv/i, 'tv'],
  [/^(?:macbook|imac|macmini|macpro|mac\d|mac (?:mini|pro|studio))/i, 'desktop'],
  [/\b(?:tablet|galaxy tab)\b/i, 'tablet'],
];

/** Systems that run on one form of device. */
const SYSTEMS: Readonly<Record<string, Form>> = {
  ipados: 'tablet',
  tvos: 'tv',
  watchos: 'watch',
  macos: 'desktop',
  'mac os x': 'desktop',
  windows: 'desktop',
  chromeos: 'desktop',
  'chrome os': 'desktop',
};

/** In their order: what says more comes first. */
const USER_AGENTS: readonly (readonly [RegExp, Form | undefined])[] = [
  [/smart-?tv|\btv\b|appletv|googletv|hbbtv|netcast|web0s|bravia|\baft[a-z]|crkey|roku|viera/i, 'tv'],
  [/xbox|playstation|nintendo/i, undefined],
  [/\bwatch\b/i, 'watch'],
  [/\bipad\b/i, 'tablet'],
  [/\b(?:iphone|ipod|windows phone)\b/i, 'phone'],
  // As browsers on Android do it: phones say Mobile, tablets do not.
  [/android.*\bmobile\b/i, 'phone'],
  [/android/i, 'tablet'],
  [/\bmobile\b/i, undefined],
  [/windows nt|\bcros\b|x11;/i, 'desktop'],
  // Safari on an iPad says Macintosh, in the words of one; what is not Safari there runs on none.
  [/macintosh.*\b(?:chrome|firefox|edg|opr)\//i, 'desktop'],
];

/** Android's line between phones and tablets: the shorter side, in pixels of a screen of 160 a inch. */
const TABLET_FROM = 600;
const PHONE_FROM = 320;

function byModel(model: string): Form | undefined {
  return MODELS.find(([pattern]) => pattern.test(model))?.[1];
}

/** Only upright: lying, a screen may be that of a television or of a car. What folds is a phone and has two screens. */
function byScreen({ width, height, density }: Fields, model: string): Form | undefined {
  if (!isAbove0(width) || !isAbove0(height) || !isAbove0(density)) return undefined;
  const shorter = width / density;
  if (width >= height || shorter < PHONE_FROM) return undefined;
  if (shorter < TABLET_FROM) return 'phone';
  return /fold|^SM-F\d/i.test(model) ? undefined : 'tablet';
}

function byUserAgent(userAgent: string): Form | undefined {
  return USER_AGENTS.find(([pattern]) => pattern.test(userAgent))?.[1];
}

function isAndroid(type: string, system: string): boolean {
  return /^android$/i.test(type) || /^android$/i.test(system);
}

/** Apps send what their system's HTTP client says, which has other words and leaves some out. */
function isBrowser(userAgent: string): boolean {
  return userAgent.startsWith('Mozilla/');
}

function isAbove0(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 500) : '';
}

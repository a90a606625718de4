import type { PreviewedContext } from '../../queries/templates.ts';

/** Made-up circumstances under which a template is looked at. */
export const LOOKS = ['now', 'rain', 'sun', 'german', 'stranger'] as const;
export type Look = (typeof LOOKS)[number];

export const MOST_LOOKS = 4;

/** The widths at which a mail is looked at. */
export const DEVICES = ['phone', 'desktop'] as const;
export type Device = (typeof DEVICES)[number];

const WEATHER = {
  rain: { 'weather.condition': 'rain', 'weather.temperatureCelsius': 9, 'weather.feelsLikeCelsius': 7 },
  sun: { 'weather.condition': 'clear', 'weather.temperatureCelsius': 24, 'weather.feelsLikeCelsius': 25 },
} as const;

/** What a look fills the template from; a stranger is nobody who is known. */
export function contextOf(look: Look, customer: string | undefined): PreviewedContext {
  const known = customer === undefined || customer === '' ? {} : { customer };
  if (look === 'stranger') return {};
  if (look === 'german') return { ...known, locale: 'de-DE' };
  return look === 'now' ? known : { ...known, context: WEATHER[look] };
}

/** The looks that stand in an address, in their order; rain and sun where none does. */
export function looksIn(text: string | undefined): readonly Look[] {
  const wanted = (text ?? '').split(',');
  const found = LOOKS.filter((look) => wanted.includes(look)).slice(0, MOST_LOOKS);
  return found.length > 0 ? found : ['rain', 'sun'];
}

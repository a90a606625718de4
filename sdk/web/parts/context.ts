import type { Inside } from '../../app/contract.ts';
import type { Context } from '../contract.ts';

const SESSION_MS = 30 * 60_000;
const UTM = ['source', 'medium', 'campaign', 'term', 'content', 'id'] as const;

interface NavigatorMore {
  readonly connection?: EventTarget & {
    readonly type?: string;
    readonly effectiveType?: string;
    readonly saveData?: boolean;
  };
  readonly userAgentData?: {
    readonly mobile: boolean;
    readonly platform: string;
    readonly brands: readonly { readonly brand: string; readonly version: string }[];
  };
  getBattery?(): Promise<EventTarget & { readonly level: number; readonly charging: boolean }>;
}

/** Tells by itself what the page and the device know, of what was asked for. Nothing is told twice. */
export function tellContext(inside: Inside, context: Context): () => void {
  const { client } = inside;
  const more = navigator as NavigatorMore;
  const ends = new AbortController();
  const { signal } = ends;
  let said = '';
  const state: Record<string, unknown> = {};
  const tellDevice = (news: Readonly<Record<string, unknown>>): void => {
    Object.assign(state, news);
    const now = JSON.stringify(state);
    if (now !== said) client.device(news);
    said = now;
  };
  const visit = (): void => {
    if (context.sessions) tellSession(inside);
    if (context.pages)
      client.page(document.title, { path: location.pathname, title: document.title, referrer: document.referrer });
  };

  const first = {
    ...(context.device && deviceOf(more)),
    ...(context.locale && { locale: navigator.language, zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    ...(context.connection && connectionOf(more)),
    ...(context.visibility && appState()),
  };
  if (Object.keys(first).length > 0) tellDevice(first);
  if (context.connection) {
    const turned = (): void => tellDevice(connectionOf(more));
    for (const event of ['online', 'offline']) addEventListener(event, turned, { signal });
    more.connection?.addEventListener('change', turned, { signal });
  }
  if (context.visibility) document.addEventListener('visibilitychange', () => tellDevice(appState()), { signal });
  if (context.battery) void more.getBattery?.().then(follow);
  if (context.pages || context.sessions) {
    visit();
    const stop = watchPages(visit);
    signal.addEventListener('abort', stop);
  }
  return () => ends.abort();

  function follow(battery: EventTarget & { readonly level: number; readonly charging: boolean }): void {
    const tell = (): void => {
      // In steps of five: each hundredth would be a signal.
      tellDevice({ battery: Math.round(battery.level * 20) * 5, charging: battery.charging });
    };
    if (signal.aborted) return;
    tell();
    for (const event of ['levelchange', 'chargingchange']) battery.addEventListener(event, tell, { signal });
  }
}

/** Calls back when a single-page app has turned to another page. */
function watchPages(turned: () => void): () => void {
  let { href } = location;
  const look = (): void => {
    if (location.href === href) return;
    href = location.href;
    turned();
  };
  const { pushState, replaceState } = history;
  const watch =
    (call: typeof pushState): typeof pushState =>
    (...given) => {
      call.apply(history, given);
      // The app sets the title of its new page after it.
      setTimeout(look, 0);
    };
  const [push, replace] = [watch(pushState), watch(replaceState)];
  history.pushState = push;
  history.replaceState = replace;
  addEventListener('popstate', look);
  return () => {
    // Others may have put theirs on top of ours meanwhile.
    if (history.pushState === push) history.pushState = pushState;
    if (history.replaceState === replace) history.replaceState = replaceState;
    removeEventListener('popstate', look);
  };
}

/** A session goes on in every tab, until there was no page for half an hour. */
function tellSession({ client, platform: { texts, now }, key }: Inside): void {
  const name = `kairos:${key}:session`;
  const last = Number(texts.getItem(name) ?? 0);
  texts.setItem(name, String(now()));
  if (now() - last < SESSION_MS) return;
  const query = new URLSearchParams(location.search);
  const campaign = UTM.flatMap((part) => {
    const value = query.get(`utm_${part}`);
    return value === null ? [] : [[part, value] as const];
  });
  client.track('session-started', {
    ...(document.referrer !== '' && { referrer: document.referrer }),
    landing: location.pathname,
    ...(campaign.length > 0 && { campaign: Object.fromEntries(campaign) }),
  });
}

function appState(): Readonly<Record<string, unknown>> {
  return { appState: document.visibilityState === 'hidden' ? 'background' : 'foreground' };
}

function connectionOf({ connection }: NavigatorMore): Readonly<Record<string, unknown>> {
  const { type, effectiveType, saveData } = connection ?? {};
  const kind = !navigator.onLine
    ? 'offline'
    : type === 'wifi' || type === 'ethernet'
      ? type
      : effectiveType === undefined || effectiveType === '4g' || effectiveType === '3g'
        ? effectiveType
        : 'slow';
  return { ...(kind !== undefined && { connection: kind }), ...(saveData !== undefined && { dataSaver: saveData }) };
}

/** What a browser tells of its device without being asked for more than it gives everybody. */
function deviceOf({ userAgentData }: NavigatorMore): Readonly<Record<string, unknown>> {
  const agent = navigator.userAgent;
  const isTablet = /ipad|tablet/i.test(agent) || (/android/i.test(agent) && !/mobile/i.test(agent));
  const isPhone = userAgentData?.mobile ?? /mobi|iphone/i.test(agent);
  const system = userAgentData?.platform ?? /windows|android|iphone|ipad|mac os|linux/i.exec(agent)?.[0] ?? '';
  const brand = userAgentData?.brands.find(({ brand }) => !/not|chromium/i.test(brand));
  const browser = brand ? `${brand.brand} ${brand.version}` : /(firefox|edg|chrome|version)\/\d+/i.exec(agent)?.[0];
  return {
    form: isTablet ? 'tablet' : isPhone ? 'phone' : 'desktop',
    ...(system !== '' && { os: /iphone|ipad/i.test(system) ? 'ios' : system.toLowerCase() }),
    ...(browser !== undefined && { browser }),
  };
}

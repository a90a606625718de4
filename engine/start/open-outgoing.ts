import type { Keys } from '../access/contract.ts';
import type { CloseList } from '../contract.ts';
import { openDelivery } from '../dispatch/delivery.ts';
import { createChannelTally } from '../health/channel-tally.ts';
import { openHooks } from '../hooks/hooks.ts';
import { createSentMessages } from '../hooks/sent-messages.ts';
import { openLinks } from '../links/links.ts';
import type { LiveView } from '../pipeline/contract.ts';
import type { Ground } from './open-ground.ts';
import type { Scene } from './open-scene.ts';
import type { RoomsParts } from './rooms-parts.ts';

/** What a decided message leaves by, and what comes back of it. */
export type Outgoing = ReturnType<typeof openOutgoing>;

/** Opens delivery, with the links in messages and the hooks of providers. */
export function openOutgoing(
  parts: RoomsParts,
  { definitions, pauses, secrets, providing, keys, probe }: Ground,
  { hot, api, contexts }: Scene,
  present: LiveView,
  closers: CloseList,
) {
  const { settings, clock, log, redis, language } = parts;
  const { answered, read: readChannels } = createChannelTally([...language.channels.keys()], clock);
  const sent = createSentMessages(api);
  const links = openOwnLinks(parts, keys, closers);
  const delivery = closers.add(
    openDelivery({
      ...parts,
      ...providing,
      secrets,
      // Another process with the edge may listen for reports; one with both roles would do it itself.
      isMailHeard: settings.reportPort !== undefined || !settings.roles.includes('ingest'),
      hooksAt: settings.publicUrl,
      noteSent: sent.note,
      links: links?.links,
      hot,
      contexts,
      definitions,
      pauses,
      keys,
      present,
      happened: probe.happened,
      answered,
    }),
  );
  const workspace = () => definitions.live.workspace;
  const hooks = closers.add(
    openHooks({
      ...{ redis, providerChoice: delivery.providerChoice, workspace, sent, read: contexts.read, clock, log },
      noteTemplate: delivery.templateBook.note,
      fetchText: parts.fetchText,
    }),
  );
  return { readChannels, sent, links, delivery, hooks };
}

/** Opens the links that lead to the engine first; undefined: it has no address for them. */
function openOwnLinks({ settings, redis, clock, log }: RoomsParts, keys: Keys, closers: CloseList) {
  const { linkUrl, publicUrl } = settings;
  if (linkUrl === undefined) return undefined;
  return closers.add(
    openLinks({
      ...{ redis, clock, log, base: linkUrl, secret: keys.secretFor('links') },
      isOwn: (url) => [linkUrl, publicUrl].some((own) => own !== undefined && url.startsWith(own)),
    }),
  );
}

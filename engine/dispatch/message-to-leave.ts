import type { OpenChannel } from '../../channels/open.ts';
import type { SlotFormat } from '../../templates/contract.ts';
import type { DeliveryJob } from '../jobs/contract.ts';
import type { Links } from '../links/contract.ts';
import { CONFIRM_MARK } from '../preferences/confirmation-mail.ts';
import type { May } from './contract.ts';

/** Leaves slots out that are not for this moment: an approved template, while the customer may be written to freely. */
export function leaveOut(job: DeliveryJob, may: May): DeliveryJob {
  if (!('go' in may) || !may.without?.length) return job;
  const { without } = may;
  const message = Object.fromEntries(Object.entries(job.message).filter(([slot]) => !without.includes(slot)));
  return { ...job, message };
}

/** Fills the link into a mail that asks for a confirmation. */
export function withConfirmation(job: DeliveryJob, confirmUrl: (job: DeliveryJob) => string): DeliveryJob {
  const url = confirmUrl(job);
  const filled = Object.entries(job.message).map(([slot, text]) => [slot, text.replaceAll(CONFIRM_MARK, url)]);
  return { ...job, message: Object.fromEntries(filled) };
}

/** Puts links of our own into a message, where its channel has links and its customer may be followed. */
export function withOurLinks(
  job: DeliveryJob,
  may: May,
  open: OpenChannel | undefined,
  { links, wallAt }: { readonly links: Links | undefined; readonly wallAt: number },
): DeliveryJob | Promise<DeliveryJob> {
  if (!links || !open?.channel.tracksLinks || !isFollowed(job, may)) return job;
  const { id: delivery, customer, channel, trigger } = job;
  const tracked = links.track({ delivery, customer, channel, trigger }, job.message, formatsOf(open), wallAt);
  return tracked.then((message) => ({ ...job, message }));
}

/** What a person wrote, or what people of the workspace get, is nobody's to follow. */
function isFollowed({ isForTeam, by }: DeliveryJob, may: May): boolean {
  return !isForTeam && by === undefined && 'go' in may && !may.isUnfollowed;
}

function formatsOf({ channel }: OpenChannel): Readonly<Record<string, SlotFormat>> {
  return Object.fromEntries(Object.entries(channel.slots).map(([slot, { format }]) => [slot, format]));
}

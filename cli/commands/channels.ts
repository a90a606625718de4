import type { z } from 'zod';
import type { channelList, channelTestAnswer, testReceipts } from '../../engine/api/wire/channels.ts';
import { createApiClient, type EngineOptions, engineOptions } from '../client.ts';
import type { CliCommand, Io } from '../contract.ts';
import { formatTable } from '../table.ts';

type ListedChannel = z.infer<typeof channelList>['channels'][number];
type Tested = z.infer<typeof channelTestAnswer>;
type Receipts = z.infer<typeof testReceipts>['receipts'];

interface TestOptions extends EngineOptions {
  readonly to?: string;
  readonly account?: string;
  readonly follow: string;
}

const LOOK_MS = 1_000;
/** After these a provider tells nothing more of a message; one that was delivered may still be opened. */
const ENDS: ReadonlySet<string> = new Set(['bounced', 'failed', 'complained', 'opted-out', 'blocked']);

/** Shows channels with their accounts, and tries one out. */
export default {
  name: 'channels',
  summary: 'list channels with their accounts, or send one message that tries an account out',
  add(command, io) {
    const sub = (name: string, summary: string) =>
      engineOptions(command.command(name).summary(summary).description(summary), 'console');
    sub('list', 'every channel with its accounts, and how each goes').action(async (options: EngineOptions) => {
      const client = createApiClient(options, 'console', io);
      const { channels } = await client.get<{ channels: readonly ListedChannel[] }>('/v1/channels');
      io.stdout.write(formatTable(channels.flatMap(rowsOf)));
    });
    sub('test', 'send one message at once, and follow what the provider tells of it')
      .argument('<channel>', 'such as email')
      .option('--to <address>', 'an address of the channel, in the app a customer; not needed for staff and systems')
      .option('--account <name>', 'the account that sends it (default: the first)')
      .option('--follow <seconds>', 'how long to wait for receipts, where none says that it is over', '60')
      .action((channel: string, options: TestOptions) => tryOut(channel, options, io));
  },
} satisfies CliCommand;

async function tryOut(channel: string, { to, account, follow, ...options }: TestOptions, io: Io): Promise<void> {
  const client = createApiClient(options, 'console', io);
  const path = `/v1/channels/${encodeURIComponent(channel)}/test`;
  const sent = await client.send<Tested>('POST', path, {
    ...(to !== undefined && { to }),
    ...(account !== undefined && { account }),
  });
  io.stdout.write(`the account ${sent.account} took it (${sent.id})\n`);
  if (!sent.hasReceipts) {
    io.stderr.write(`${sent.provider} tells nothing more of it\n`);
    return;
  }
  const until = io.now() + Number(follow) * 1_000;
  for (let told = 0; io.now() < until && !io.interrupted.aborted; await io.wait(LOOK_MS)) {
    const { receipts } = await client.get<{ receipts: Receipts }>(`/v1/channels/tests/${sent.id}`);
    for (const { state, reason } of receipts.slice(told)) io.stdout.write(`${state}${reason ? `: ${reason}` : ''}\n`);
    if (receipts.some(({ state }) => ENDS.has(state))) return;
    told = receipts.length;
  }
}

function rowsOf({ name, state, defaultProvider, accounts }: ListedChannel) {
  const none = { channel: name, account: '', provider: `${defaultProvider} (default)`, state, receipts: '', use: '' };
  if (accounts.length === 0) return [none];
  return accounts.map(({ trouble, hasReceipts, ...account }) => ({
    channel: name,
    account: account.name,
    provider: account.provider,
    state: trouble ? `${trouble.kind}: ${trouble.reason}` : state,
    receipts: hasReceipts ? 'yes' : 'no',
    use: usesOf(account),
  }));
}

type ListedAccount = Omit<ListedChannel['accounts'][number], 'trouble' | 'hasReceipts'>;

/** Says what an account is used for, where that is not everything. */
function usesOf({ order, weight, countries, purposes, perSecond }: ListedAccount): string {
  return [
    order > 0 && `order ${order}`,
    weight !== 1 && `weight ${weight}`,
    countries && `in ${countries.join(', ')}`,
    purposes && `for ${purposes.join(', ')}`,
    perSecond !== undefined && `${perSecond} a second`,
  ]
    .filter(Boolean)
    .join(', ');
}

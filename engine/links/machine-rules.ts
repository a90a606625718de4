import type { RuleSource } from '../../triggers/policy/contract.ts';

/** A program that fetches links and pictures without a person's wish, known by how it introduces itself. */
export interface MachineAgent extends RuleSource {
  readonly name: string;
  readonly agent: RegExp;
}

/**
 * Programs that are known. Apple's proxy of Mail Privacy Protection introduces itself as `Mozilla/5.0` and nothing
 * else; it fetches pictures whether or not the mail is read, as the proxies of other mailboxes may.
 */
export const MACHINE_AGENTS: readonly MachineAgent[] = [
  {
    name: 'Apple Mail Privacy Protection',
    agent: /^Mozilla\/5\.0$/,
    source: 'https://support.apple.com/guide/mail/use-mail-privacy-protection-mlhl03be2866/mac',
    asOf: '2026-11',
  },
  {
    name: 'image proxy of Gmail',
    agent: /GoogleImageProxy|ggpht\.com/i,
    source: 'https://support.google.com/mail/answer/145919',
    asOf: '2026-11',
  },
  {
    name: 'image proxy of Yahoo',
    agent: /YahooMailProxy/i,
    source: 'https://help.yahoo.com/kb/SLN28779.html',
    asOf: '2026-11',
  },
  {
    name: 'preview of a messenger',
    agent:
      /WhatsApp\/|facebookexternalhit|TelegramBot|Twitterbot|Slackbot|Slack-ImgProxy|Discordbot|SkypeUriPreview|Viber|LinkedInBot|Applebot|redditbot|line-poker/i,
    source: 'https://developers.facebook.com/docs/sharing/webmasters/web-crawlers',
    asOf: '2026-11',
  },
  {
    name: 'security scanner',
    agent:
      /Barracuda|Proofpoint|Mimecast|Symantec|MessageLabs|Trend\s?Micro|Sophos|FireEye|Cisco|IronPort|ZScaler|SafeLinks|BingPreview|Google-Safety|Google-Read-Aloud|Forcepoint|urlscan|VirusTotal/i,
    source: 'https://learn.microsoft.com/en-us/defender-office-365/safe-links-about',
    asOf: '2026-11',
  },
  {
    name: 'program that calls itself one',
    agent:
      /\b(?:bot|crawler|spider|preview|scanner|checker|monitor)\b|^(?:curl|wget|python|java|go-http|okhttp|axios|node|ruby|libwww|perl)\b|HeadlessChrome|PhantomJS/i,
    source: 'https://www.rfc-editor.org/rfc/rfc9110#field.user-agent',
    asOf: '2026-11',
  },
];

/** Returns the name of the machine that introduces itself so; undefined: it may be a person's program. */
export function nameMachine(introduction: string): string | undefined {
  return MACHINE_AGENTS.find(({ agent }) => agent.test(introduction))?.name;
}

/** How machines behave that introduce themselves as a browser. */
export const MACHINE_MANNERS = {
  /** Nobody reads a message this soon after it was handed over. */
  soonerThanMs: 2_000,
  /** A scanner follows several links of a message in one go: so many, within this time. */
  links: 3,
  withinMs: 2_000,
  source: 'https://www.twilio.com/docs/sendgrid/ui/analytics-and-reporting/bot-clicks-and-opens',
  asOf: '2026-11',
} as const satisfies RuleSource & Readonly<Record<string, unknown>>;

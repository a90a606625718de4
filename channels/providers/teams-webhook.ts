import { defineHttpProvider } from '../http/define.ts';
import { accountSettings } from '../http/settings.ts';
import teams from '../kinds/teams.ts';

const settings = accountSettings(
  undefined,
  {},
  {
    url: {
      title: { en: 'Address of the workflow', de: 'Adresse des Workflows' },
      description: { en: 'It holds a signature: keep it secret.', de: 'Sie enthält eine Signatur: geheim halten.' },
      kind: 'secret',
    },
  },
);

/** A workflow of Microsoft Teams: https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/ */
export default defineHttpProvider({
  name: 'teams-webhook',
  channel: 'teams',
  shows: teams.shows,
  title: { en: 'Workflow of Teams', de: 'Workflow von Teams' },
  summary: {
    en: 'A workflow of Microsoft Teams that posts what it is given, as an adaptive card.',
    de: 'Ein Workflow von Microsoft Teams, der veröffentlicht, was er bekommt, als Adaptive Card.',
  },
  idempotent: false,
  settings,
  write: (_outbound, _settings, _now, { text: words, pictures, buttons }) => ({
    path: '',
    body: {
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              { type: 'TextBlock', text: words, wrap: true },
              ...pictures.map(({ url, text: about = '…' }) => ({ type: 'Image', url, altText: about })),
            ],
            ...(buttons.length > 0 && {
              actions: buttons.map(({ label, value }) => ({ type: 'Action.OpenUrl', title: label, url: value })),
            }),
          },
        },
      ],
    },
  }),
  // A connector says so within a success.
  codes: ({ text }) => [/HTTP error (\d{3})/.exec(text)?.[1]],
  verdicts: {
    429: 'throttled',
    'HTTP 403': 'channel-misconfigured',
    'HTTP 404': 'disable-endpoint',
    'HTTP 410': 'disable-endpoint',
    'HTTP 502': 'transient',
    'HTTP 504': 'transient',
  },
  accepted: ({ status, headers }, { id }) =>
    status === 202 ? String(headers['x-ms-workflow-run-id'] ?? id) : undefined,
});

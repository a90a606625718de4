import type { FieldGroup } from './contract.ts';

export default {
  name: 'segment',
  group: 'customer',
  summary: 'The segments that the workspace names.',
  fields: [
    {
      name: 'segment.*',
      title: { en: 'Is in a segment', de: 'Gehört zu einem Segment' },
      summary: {
        en: 'The customer meets the conditions of a segment of the workspace, `segment.regulars`',
        de: 'Der Kunde erfüllt die Bedingungen eines Segments des Arbeitsbereichs, `segment.regulars`',
      },
      type: 'boolean',
      bind: (name) => (moment) => moment.workspaceView?.segments?.get(name)?.holds(moment),
    },
  ],
} satisfies FieldGroup;

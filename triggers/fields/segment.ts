import type { FieldGroup } from './contract.ts';

export default {
  name: 'segment',
  summary: 'The segments that the workspace names.',
  fields: [
    {
      name: 'segment.*',
      summary: 'The customer meets the conditions of a segment of the workspace, `segment.regulars`',
      type: 'boolean',
      bind: (name) => (moment) => moment.workspaceView?.segments?.get(name)?.holds(moment),
    },
  ],
} satisfies FieldGroup;

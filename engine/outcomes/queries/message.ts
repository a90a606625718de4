import * as z from 'zod';
import { say } from '../../../triggers/words/say.ts';
import { REASON } from '../reasons.ts';
import type { Query } from './contract.ts';

export default {
  name: 'message',
  isPersonal: true,
  title: { en: 'Life of a message', de: 'Leben einer Nachricht' },
  summary: {
    en: 'One decision’s life: every step of it and of its delivery, in the order they were recorded.',
    de: 'Das Leben einer Entscheidung: jeder Schritt von ihr und ihrer Zustellung, in der Reihenfolge der Aufzeichnung.',
  },
  params: z.object({
    decision: say(
      z.string().min(1).max(128),
      { en: 'Decision', de: 'Entscheidung' },
      {
        description: {
          en: 'The decision’s id, which is its message’s id too.',
          de: 'Die Kennung der Entscheidung; ihre Nachricht hat dieselbe.',
        },
      },
    ),
  }),
  sql: `
    SELECT step, toUnixTimestamp64Milli(at) AS at, toUnixTimestamp64Milli(wall_at) AS wall_at, round(elapsed_ms, 3) AS elapsed_ms,
      customer, signal, trigger, version, channel, provider, place, gate, reason, attempt, ${REASON}
    FROM outcomes
    WHERE decision = {decision:String}
    ORDER BY stored_at, seq, row
    LIMIT 1 BY stored_at, seq, shard, row`,
  examples: [
    {
      params: { decision: 'd8' },
      gives: [
        {
          step: 'matched',
          at: 1_767_640_020_000,
          wall_at: 1_767_640_020_000,
          elapsed_ms: 2,
          customer: 'ann',
          signal: 's1',
          trigger: 'rainy',
          version: 1,
          channel: 'in-app',
          provider: '',
          place: '',
          gate: '',
          reason: '',
          attempt: 0,
          code: '',
          args: {},
        },
        {
          step: 'deferred',
          at: 1_767_640_020_000,
          wall_at: 1_767_640_020_000,
          elapsed_ms: 2,
          customer: 'ann',
          signal: 's1',
          trigger: 'rainy',
          version: 1,
          channel: 'in-app',
          provider: '',
          place: '',
          gate: 'quiet-hours',
          reason: 'quiet 20:00 to 08:00 in Europe/Berlin',
          attempt: 0,
          code: 'quiet-hours',
          args: { from: '20:00', to: '08:00', zone: 'Europe/Berlin' },
          until: 1_767_682_800_000,
        },
        {
          step: 'expired',
          at: 1_767_647_220_000,
          wall_at: 1_767_647_220_000,
          elapsed_ms: 2,
          customer: 'ann',
          signal: 's1',
          trigger: 'rainy',
          version: 1,
          channel: 'in-app',
          provider: '',
          place: '',
          gate: 'expiry',
          reason: 'while it waited',
          attempt: 0,
          code: 'expired-waiting',
          args: {},
        },
      ],
    },
  ],
} satisfies Query;

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Recorded } from './contract.ts';
import { loadTrackFormats, MOST_SORTED, readInOrder, readTrack, surveyTrack } from './read.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kairos-tracks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(name: string, text: string): Promise<Recorded[]> {
  const file = join(folder, name);
  await writeFile(file, text);
  return readAll(file);
}

async function readAll(file: string): Promise<Recorded[]> {
  const rows: Recorded[] = [];
  for await (const row of readTrack(file)) rows.push(row);
  return rows;
}

test('a table of positions is read by its header names, whatever their order', async () => {
  const rows = await read(
    'walk.csv',
    '\uFEFFUser ID;Timestamp;Longitude;Latitude;Horizontal Accuracy (m)\nanna;2026-03-29T10:00:00Z;13.4;52.5;12\n',
  );
  expect(rows.map((r) => r.signal)).toEqual([
    {
      kind: 'location',
      customer: 'anna',
      at: Date.UTC(2026, 2, 29, 10),
      value: { lat: 52.5, lon: 13.4, accuracyMetres: 12 },
    },
  ]);
});

test('who a table is about is the name of the file when it does not say', async () => {
  const [row] = await read('ben.csv', 'lat,lon,time\n52.5,13.4,1774747800\n');
  expect(row?.signal).toMatchObject({ customer: 'ben', at: 1_774_747_800_000 });
});

test('a table without the columns is refused with the header that it has', async () => {
  await expect(read('odd.csv', 'a,b\n1,2\n')).rejects.toThrow(/odd\.csv:1: expected columns for lat, lon, time.*a, b/);
});

test('a bad cell is refused with its line', async () => {
  await expect(read('far.csv', 'lat,lon,time\n52,13,1774747800\n95,13,1774747801\n')).rejects.toThrow(
    "far.csv:3: expected a latitude from -90 to 90, got '95'",
  );
  await expect(read('when.csv', 'lat,lon,time\n52,13,noon\n')).rejects.toThrow(
    "when.csv:2: expected a time, got 'noon'",
  );
  await expect(read('cells.csv', 'lat,lon,time\n52,13\n')).rejects.toThrow(/cells\.csv:2: /);
});

const GPX = `<?xml version="1.0"?>
<gpx version="1.1"><!-- <trkpt lat="1" lon="1"/> -->
<trk><name><![CDATA[<trkpt>]]></name><trkseg>
<trkpt lat="52.5" lon="13.4"><ele>34</ele><time>2026-03-29T10:00:00Z</time></trkpt>
<trkpt
  lat="52.6" lon="13.5"><time>2026-03-29T10:00:05Z</time><extensions><x:y xmlns:x="x">1</x:y></extensions><speed>1.5</speed></trkpt>
</trkseg></trk></gpx>`;

test('the points of a GPX file are read with their lines, not those in comments', async () => {
  const rows = await read('run.gpx', GPX);
  expect(rows.map((r) => [r.line, r.signal.value])).toEqual([
    [4, { lat: 52.5, lon: 13.4 }],
    [5, { lat: 52.6, lon: 13.5, speedMetresPerSecond: 1.5 }],
  ]);
});

test('a GPX file larger than one read gives every point', async () => {
  const points = Array.from(
    { length: 5_000 },
    (_, i) => `<trkpt lat="52" lon="13"><time>${new Date(1_774_747_800_000 + i * 1000).toISOString()}</time></trkpt>`,
  );
  const rows = await read('long.gpx', `<gpx><trk><trkseg>\n${points.join('\n')}\n</trkseg></trk></gpx>`);
  expect(rows).toHaveLength(5_000);
  expect(rows.at(-1)).toMatchObject({ line: 5_001, signal: { at: 1_774_747_800_000 + 4_999_000 } });
});

test('a GPX file that is cut off, untimed or something else is refused', async () => {
  await expect(read('cut.gpx', GPX.slice(0, 240))).rejects.toThrow(/cut\.gpx:4: .*cut off/);
  await expect(read('bare.gpx', '<gpx>\n<wpt lat="1" lon="2"/></gpx>')).rejects.toThrow(/bare\.gpx:2: .*<time>/);
  await expect(read('page.gpx', '<html></html>')).rejects.toThrow(/page\.gpx:1: .*`gpx`/);
});

test('recorded signals are read one a line, also out of an export', async () => {
  const rows = await read(
    'day.ndjson',
    [
      '{"kind":"cart","customer":"anna","at":1774747800000,"value":{"value":12},"id":"c1"}',
      '',
      '{"type":"context","context":{}}',
      '{"type":"signal","signal":{"kind":"page","at":"2026-03-29T10:00:00Z"}}',
    ].join('\n'),
  );
  expect(rows.map((r) => r.signal)).toEqual([
    { kind: 'cart', customer: 'anna', at: 1_774_747_800_000, value: { value: 12 }, id: 'c1' },
    { kind: 'page', customer: 'day', at: Date.UTC(2026, 2, 29, 10) },
  ]);
});

test('a line that is no signal is refused with its number', async () => {
  await expect(read('bad.ndjson', '{"kind":"page","at":1}\n{oops\n')).rejects.toThrow(
    /bad\.ndjson:2: expected one JSON/,
  );
  await expect(read('when.ndjson', '{"kind":"page"}\n')).rejects.toThrow(/when\.ndjson:1: expected `at`/);
});

test('a survey reads a recording through and knows its times', async () => {
  await read('two.csv', 'lat,lon,time\n52,13,1774747900\n52,13,1774747800\n');
  expect(await surveyTrack(join(folder, 'two.csv'), () => undefined)).toEqual({
    signals: 2,
    firstAt: 1_774_747_800_000,
    lastAt: 1_774_747_900_000,
    backAt: 3,
  });
  await read('none.csv', 'lat,lon,time\n');
  await expect(surveyTrack(join(folder, 'none.csv'), () => undefined)).rejects.toThrow('at least one recorded signal');
});

test('a file of an unknown ending, or that is not there, is refused', async () => {
  await expect(readAll('notes.txt')).rejects.toThrow(
    'notes.txt:1: expected a file that ends in .csv, .tsv, .gpx, .ndjson, .jsonl',
  );
  await expect(readAll(join(folder, 'gone.csv'))).rejects.toThrow('ENOENT');
  await expect(readAll(join(folder, 'gone.gpx'))).rejects.toThrow('ENOENT');
  await expect(readAll(join(folder, 'gone.ndjson'))).rejects.toThrow('ENOENT');
});

test('a column that numbers the rows is nobody; one that names people is', async () => {
  const table = (ids: readonly string[]) =>
    ['id,time,lat,lon', ...ids.map((id, i) => `${id},177474780${i},52,13`)].join('\n');
  const whom = async (...ids: string[]) => (await read('ada.csv', table(ids))).map(({ signal }) => signal.customer);
  expect(await whom('1', '2', '3')).toEqual(['ada', 'ada', 'ada']);
  expect(await whom('7', '8', '9')).toEqual(['ada', 'ada', 'ada']);
  expect(await whom('7', '7', '9')).toEqual(['7', '7', '9']);
  expect(await whom('p-1', 'p-2')).toEqual(['p-1', 'p-2']);
});

test.each([
  ['Speed (km/h)', '36', 'Accuracy (ft)', '33', 10, 10.058],
  ['speed_kmh', '36', 'accuracy_m', '8', 10, 8],
  ['Speed [mph]', '22.37', 'hacc (yd)', '10', 10, 9.144],
  ['SPEED (knots)', '10', 'Horizontal Accuracy (m)', '8', 5.144, 8],
  ['speed', '1.4', 'accuracy', '12', 1.4, 12],
])(
  'units in the header are worked in: %s %s, %s %s',
  async (speed, shown, accuracy, within, speedMetresPerSecond, accuracyMetres) => {
    const [row] = await read(
      'units.csv',
      `time (UTC),lat (deg),lon (°),${speed},${accuracy}\n1774747800,52,13,${shown},${within}\n`,
    );
    expect(row?.signal.value).toEqual({ lat: 52, lon: 13, speedMetresPerSecond, accuracyMetres });
  },
);

test('a unit that is not known is refused, not guessed', async () => {
  await expect(read('odd.csv', 'time,lat,lon,Speed (furlongs)\n1774747800,52,13,1\n')).rejects.toThrow(
    /odd\.csv:1: expected one of the units m\/s, .*'Speed \(furlongs\)'/,
  );
  await expect(read('zone.csv', 'time (CET),lat,lon\n2026-03-29 10:00,52,13\n')).rejects.toThrow(/behind the time/);
});

test('what tools write before a table is passed over: a mark, the separator, comments', async () => {
  const row = '2026-03-29T10:00:00Z,52.5,13.4';
  const value = { lat: 52.5, lon: 13.4 };
  for (const [name, text] of [
    ['sep', `\uFEFFsep=;\r\ntime;lat;lon\r\n${row.replaceAll(',', ';')}\r\n`],
    ['comments', `# by a tracker, 3.1\n# and more\ntime,lat,lon\n${row}\n# the end\n`],
    ['both', `sep=,\n# by a tracker\ntime,lat,lon\n${row}\n`],
  ] as const)
    expect((await read(`${name}.csv`, text)).map(({ signal }) => [name, signal.value])).toEqual([[name, value]]);
});

test('a day and a clock in two columns are one time', async () => {
  const [row] = await read('two-columns.csv', 'Date;Time;Lat;Lon\n2026-03-29;10:00:05;52;13\n');
  expect(row?.signal.at).toBe(Date.UTC(2026, 2, 29, 10, 0, 5));
});

test('way points and routes of a file with a track are no fixes, nor are points without a time', async () => {
  const point = (tag: string, lat: number, time = '') =>
    `<${tag} lat="${lat}" lon="13">${time && `<time>${time}</time>`}</${tag}>`;
  const at = '2026-03-29T10:00:00Z';
  const places = `${point('wpt', 1, at)}${point('rtept', 2, at)}`;
  const lats = async (text: string) =>
    (await read('mixed.gpx', `<gpx>${text}</gpx>`)).map(({ signal }) => signal.value?.lat);
  expect(
    await lats(`${places}<trk>${point('trkpt', 3, at)}${point('trkpt', 4)}${point('trkpt', 5, at)}</trk>`),
  ).toEqual([3, 5]);
  expect(await lats(`${places}${point('wpt', 6)}`), 'a simulator writes way points alone').toEqual([1, 2]);
  const prefixed = GPX.replaceAll(/<(\/?)(gpx|trk|trkseg|trkpt|time|ele|name)(?=[\s>])/g, '<$1g:$2');
  expect((await read('prefixed.gpx', prefixed)).map(({ line }) => line)).toEqual([4, 5]);
});

test('a recording with the newest first is read in the order of its times, one of several people as it stands', async () => {
  const inOrder = async (name: string, rows: readonly string[]) => {
    const file = join(folder, name);
    await writeFile(file, ['user,time,lat,lon', ...rows].join('\n'));
    const survey = await surveyTrack(file, () => undefined);
    const lines: number[] = [];
    for await (const { line } of readInOrder(file, survey)) lines.push(line);
    return lines;
  };
  expect(await inOrder('back.csv', ['a,1774747803,52,13', 'a,1774747802,52,13', 'a,1774747801,52,13'])).toEqual([
    4, 3, 2,
  ]);
  expect(await inOrder('people.csv', ['a,1774747803,52,13', 'b,1774747801,52,13', 'a,1774747804,52,13'])).toEqual([
    2, 3, 4,
  ]);
});

test('a long recording whose times go back is refused with the line', async () => {
  const survey = { signals: MOST_SORTED + 1, firstAt: 0, lastAt: 1, backAt: 17 };
  const first = readInOrder('long.csv', survey).next();
  await expect(first).rejects.toThrow(
    /long\.csv:17: expected times in their order in a recording of more than 500,000/,
  );
});

const formats = [...(await loadTrackFormats()).values()];

test.each(formats)(
  'the format $name reads its example, under each of its endings',
  async ({ endings, example, summary }) => {
    expect(summary).toMatch(/\.$/);
    for (const ending of endings) {
      const file = join(folder, `example${ending}`);
      await writeFile(file, example.text);
      expect((await readAll(file)).map(({ signal }) => signal)).toEqual(example.signals);
    }
  },
);

test('no ending belongs to two formats', () => {
  const endings = formats.flatMap((format) => format.endings);
  expect(new Set(endings).size).toBe(endings.length);
});

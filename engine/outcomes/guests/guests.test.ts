import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startClickHouse, type TestClickHouse } from '../../../test/support/clickhouse.ts';
import { EXAMPLE_START, exampleLines } from '../../../test/support/example-rows.ts';
import { storeLines } from '../../../test/support/rows.ts';
import { type GuestQuestion, type Guests, QuestionRefused } from './contract.ts';
import { mayCall } from './functions.ts';
import { createGuests } from './guests.ts';

let clickhouse: TestClickHouse;
let guests: Guests;

beforeAll(async () => {
  clickhouse = await startClickHouse();
  await storeLines(clickhouse.store, exampleLines());
  guests = createGuests(clickhouse.store);
}, 60_000);
afterAll(async () => {
  await clickhouse?.stop();
});

const LIMITS = { rows: 1_000 };
const asked = (sql: string, more: Partial<GuestQuestion> = {}): GuestQuestion => ({
  ...{ sql, params: {}, by: 'ann', isPersonal: true },
  ...more,
});
const table = (sql: string, more: Partial<GuestQuestion> = {}) => guests.table(asked(sql, more), LIMITS);
const refusalOf = (answer: Promise<unknown>) =>
  answer.then(
    () => expect.fail('it was answered'),
    (cause: unknown) => {
      expect(cause).toBeInstanceOf(QuestionRefused);
      return cause as QuestionRefused;
    },
  );

describe('what may be asked', () => {
  test.each([
    ['SELECT count() FROM results.decisions', [[8]]],
    ['SELECT count() FROM decisions -- of all', [[8]]],
    [
      "/* held */ SELECT gate, count() AS held FROM decisions WHERE gate != '' GROUP BY gate ORDER BY held DESC LIMIT 1;",
      [['cooldown', 3]],
    ],
    ['WITH d AS (SELECT customer FROM decisions) SELECT uniq(customer) FROM d', [[2]]],
    ['SELECT a FROM (SELECT 1 AS a UNION ALL SELECT 2) ORDER BY a', [[1], [2]]],
    ['SELECT trigger FROM decisions GROUP BY trigger HAVING count() > (SELECT 2) ORDER BY trigger', [['rainy']]],
    ["SELECT countIf(trigger = 'cart') OVER () AS c FROM decisions LIMIT 1", [[2]]],
    ['SELECT sum(number) FROM numbers(5)', [[10]]],
    ["SELECT decisions.trigger FROM results.decisions WHERE decision = 'd1'", [['rainy']]],
    ['SELECT count() FROM decisions WHERE decision IN (SELECT decision FROM messages)', [[1]]],
    [
      "SELECT arrayMap(x -> x + 1, [1, 2]), [1, 2][1], (1, 'a').2, CAST('7', 'UInt8'), now() > toDate('2020-01-01')",
      [[[2, 3], 1, 'a', 7, true]],
    ],
    ['SELECT customer, sent_at > at FROM decisions ORDER BY decision LIMIT 1 FORMAT CSV', [['ann', true]]],
  ])('%s', async (sql, rows) => {
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replace(/\btrue\b/g, '1'));
    expect(plain((await table(sql)).rows)).toEqual(plain(rows));
  });

  test('values of parameters are bound by their types', async () => {
    const params = { from: EXAMPLE_START, triggers: ['rainy', "x') OR 1 --"], name: "d1'; DROP TABLE x", least: 2 };
    const sql = `SELECT count() AS decisions, {name:String} AS name, {least:UInt8} AS least FROM decisions
      WHERE trigger IN {triggers:Array(String)} AND at >= fromUnixTimestamp64Milli({from:Int64})`;
    const { columns, rows } = await table(sql, { params });
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'decisions UInt64',
      'name String',
      'least UInt8',
    ]);
    expect(rows).toEqual([[6, "d1'; DROP TABLE x", 2]]);
    expect(await refusalOf(table(sql, { params: { ...params, from: 'soon' } }))).toMatchObject({ kind: 'wrong' });
    const { kind, message } = await refusalOf(table(sql));
    expect([kind, message]).toEqual(['wrong', expect.stringMatching(/^Substitution `\w+` is not set/)]);
  });

  test('a long answer is cut and says so', async () => {
    const cut = await guests.table(asked('SELECT number FROM numbers(10) ORDER BY number DESC'), { rows: 3 });
    expect([cut.rows, cut.isCut]).toEqual([[[9], [8], [7]], true]);
    const union = await guests.table(asked('SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3'), { rows: 2 });
    expect([union.rows.length, union.isCut]).toEqual([2, true]);
    expect((await guests.table(asked('SELECT 1'), { rows: 1 })).isCut).toBe(false);
  });

  test('an answer comes in any format of ClickHouse', async () => {
    const { bytes } = await guests.bytes(asked("SELECT 1 AS a, 'x' AS b"), LIMITS, 'CSVWithNames');
    expect(new TextDecoder().decode(bytes)).toBe('"a","b"\n1,"x"\n');
    const parquet = await guests.bytes(asked('SELECT * FROM decisions'), LIMITS, 'Parquet');
    expect(new TextDecoder().decode(parquet.bytes.slice(0, 4))).toBe('PAR1');
  });
});

const PASSWD = "'/etc/passwd'";

/** Ways out of the views. Each must be refused before it runs. */
const HOSTILE: readonly string[] = [
  // other tables
  'SELECT * FROM default.outcomes',
  'SELECT * FROM `default`.`outcomes`',
  'SELECT * FROM "default"."outcomes"',
  'SELECT count() FROM results.decisions, default.signals',
  'SELECT (SELECT count() FROM default.outcomes)',
  'SELECT 1 WHERE 1 IN default.migrations',
  "SELECT 'd1' IN (default.outcomes)",
  'WITH x AS (SELECT * FROM default.outcomes) SELECT * FROM x',
  'SELECT 1 UNION ALL SELECT count() FROM default.outcomes',
  'SELECT 1 INTERSECT SELECT count() FROM default.outcomes',
  'SELECT * FROM decisions LEFT JOIN default.outcomes o ON o.decision = decisions.decision',
  'SELECT 1 FROM decisions ORDER BY (SELECT max(at) FROM default.outcomes)',
  'SELECT 1 FROM decisions LIMIT (SELECT count() FROM default.outcomes)',
  'SELECT sum(1) OVER (ORDER BY (SELECT 1 FROM default.outcomes))',
  'SELECT EXISTS(SELECT 1 FROM default.outcomes)',
  'SELECT * FROM system.tables',
  'SELECT * FROM system.processes',
  'SELECT * FROM system.settings',
  'SELECT * FROM INFORMATION_SCHEMA.tables',
  'SELECT * FROM information_schema.columns',
  "SELECT count() FROM merge('default', '.*')",
  "SELECT * FROM loop('default', 'outcomes')",
  "SELECT * FROM mergeTreeIndex('default', 'outcomes')",
  "SELECT * FROM remote('127.0.0.1', 'default', 'outcomes')",
  "SELECT * FROM cluster('default', 'default', 'outcomes')",
  "SELECT * FROM dictionary('x')",
  'SELECT * FROM (EXPLAIN SELECT * FROM default.outcomes)',
  "SELECT * FROM viewExplain('EXPLAIN', '', (SELECT 1))",
  'SELECT * FROM view(SELECT * FROM default.outcomes)',
  'SELECT * FROM {t:Identifier}',
  "SELECT hasColumnInTable('default', 'outcomes', 'at')",
  "SELECT joinGet('default.x', 'a', 1)",
  "SELECT dictGet('x', 'a', 1)",
  // files, addresses and programs
  `SELECT file(${PASSWD})`,
  `SELECT FILE(${PASSWD})`,
  `SELECT \`file\`(${PASSWD})`,
  `SELECT * FROM file(${PASSWD}, LineAsString)`,
  `SELECT arrayMap(file, [${PASSWD}])`,
  `SELECT arrayMap(\`file\`, [${PASSWD}])`,
  `SELECT arrayMap({f:Identifier}, [${PASSWD}])`,
  `SELECT arrayMap(x -> file(x), [${PASSWD}])`,
  `SELECT * APPLY(file) FROM (SELECT ${PASSWD} AS p)`,
  `SELECT * APPLY(x -> file(x)) FROM (SELECT ${PASSWD} AS p)`,
  `SELECT COLUMNS('p') APPLY file FROM (SELECT ${PASSWD} AS p)`,
  `SELECT * REPLACE(file(${PASSWD}) AS decision) FROM decisions`,
  `WITH file(${PASSWD}) AS x SELECT x`,
  `SELECT 1 FROM decisions ORDER BY at WITH FILL FROM length(file(${PASSWD})) TO 9`,
  `SELECT 1 FROM decisions LIMIT 1 BY file(${PASSWD})`,
  `SELECT DISTINCT ON (file(${PASSWD})) 1 FROM decisions`,
  `SELECT count() FILTER (WHERE file(${PASSWD}) != '') FROM decisions`,
  `SELECT sum(1) OVER w FROM decisions WINDOW w AS (ORDER BY file(${PASSWD}))`,
  "SELECT * FROM url('http://127.0.0.1:8421/metrics', LineAsString)",
  "SELECT * FROM s3('http://127.0.0.1/x', 'CSV')",
  "SELECT * FROM mysql('127.0.0.1:3306', 'a', 'b', 'c', 'd')",
  "SELECT * FROM postgresql('127.0.0.1:5432', 'a', 'b', 'c', 'd')",
  "SELECT * FROM sqlite('/tmp/x', 'a')",
  "SELECT * FROM redis('127.0.0.1:6379', 'k', 'k String')",
  "SELECT * FROM executable('x.sh', 'TSV', 'a String')",
  "SELECT * FROM hdfs('hdfs://x/y', 'TSV', 'a String')",
  "SELECT * FROM filesystem('/')",
  "SELECT * FROM eval('SELECT 1')",
  "SELECT * FROM input('a String')",
  "SELECT catboostEvaluate('/tmp/model', 1)",
  "SELECT 1 INTO OUTFILE '/tmp/kairos-guest'",
  "SELECT 1 INTO OUTFILE '/tmp/kairos-guest' FORMAT CSV",
  // the server
  'SELECT sleep(3)',
  "SELECT getSetting('readonly')",
  "SELECT getServerSetting('max_server_memory_usage')",
  'SELECT hostName()',
  "SELECT getMacro('x')",
  'SELECT currentUser()',
  'SELECT serverUUID()',
  "SELECT filesystemAvailable('default')",
  'SELECT showCertificate()',
  'SELECT addressToLine(1)',
  "SELECT generateSerialID('x')",
  "SELECT aiGenerate('x', 'hello')",
  // settings
  'SELECT 1 SETTINGS max_execution_time = 0',
  'SELECT 1 SETTINGS readonly = 0',
  'SELECT 1 FORMAT JSON SETTINGS readonly = 0',
  'SELECT * FROM (SELECT 1 SETTINGS max_memory_usage = 0)',
  'SELECT 1 UNION ALL (SELECT 2 SETTINGS max_threads = 64)',
  "SELECT * FROM decisions SETTINGS additional_table_filters = {'a': 'b'}",
  // other statements, and several
  'DROP VIEW results.decisions',
  'INSERT INTO default.outcomes SELECT * FROM default.outcomes',
  'CREATE TABLE results.x (a UInt8) ENGINE = Memory',
  'CREATE TEMPORARY TABLE x AS SELECT 1',
  'ALTER TABLE default.outcomes DELETE WHERE 1',
  'TRUNCATE TABLE default.outcomes',
  'SET readonly = 0',
  'USE default',
  'SYSTEM FLUSH LOGS',
  'KILL QUERY WHERE 1',
  "BACKUP DATABASE default TO Disk('a', 'b')",
  'SHOW TABLES FROM default',
  'DESCRIBE default.outcomes',
  'EXPLAIN SELECT 1',
  'GRANT ALL ON *.* TO default',
  'EXECUTE AS default SELECT 1',
  'SELECT 1; DROP VIEW results.decisions',
  'SELECT 1; SELECT * FROM default.outcomes',
  'SELECT 1;;SELECT 2',
  // names that draw lines of a tree
  'SELECT `a\n     Function b` FROM decisions',
  'SELECT `a (children 1)\n      Identifier b` FROM decisions',
  'SELECT 1 AS `x (alias y)\nSet`',
  '',
  ';',
];

describe('a way out of the views is refused', () => {
  test.each(HOSTILE)('%s', async (sql) => {
    const params = { t: 'default.outcomes', f: 'file' };
    const refused = await refusalOf(guests.bytes(asked(sql, { params }), LIMITS, 'TSV'));
    expect(['not-allowed', 'wrong']).toContain(refused.kind);
    expect(refused.message).not.toMatch(/root:|UNKNOWN_IDENTIFIER/);
  });

  test('nothing was changed by any of them', async () => {
    expect((await table('SELECT count() FROM decisions')).rows).toEqual([[8]]);
    const [found] = await clickhouse.store.query<{ others: number }>(
      "SELECT count() AS others FROM system.tables WHERE database = 'results' AND engine != 'View'",
      {},
    );
    expect(found).toEqual({ others: 0 });
    const { rows } = await table('SELECT count() > 3 FROM signals');
    expect(rows).toEqual([[1]]);
  });

  test('no function that may be called reaches outside, in this ClickHouse', async () => {
    const functions = await clickhouse.store.query<{ name: string; categories: string }>(
      'SELECT name, categories FROM system.functions WHERE NOT is_aggregate',
      {},
    );
    const outside = functions.filter(({ categories }) =>
      /Dictionar|Introspection|Machine Learning|AI|Internal/.test(categories),
    );
    expect(outside.filter(({ name }) => mayCall(name)).map(({ name }) => name)).toEqual(['_CAST']);
    const tables = await clickhouse.store.query<{ name: string }>('SELECT name FROM system.table_functions', {});
    expect(tables.map(({ name }) => name).filter(mayCall)).toEqual(['format', 'numbers']);
  });

  test('views about single customers are closed without the permission, and others are not', async () => {
    for (const sql of [
      'SELECT * FROM results.messages',
      'SELECT * FROM signals',
      'SELECT 1 FROM decisions WHERE decision IN messages',
      'SELECT 1 FROM decisions WHERE decision IN results.messages',
      'WITH m AS (SELECT * FROM messages) SELECT * FROM m',
    ]) {
      const refused = await refusalOf(table(sql, { isPersonal: false }));
      expect([sql, refused.kind, refused.hint]).toEqual([sql, 'not-allowed', expect.stringContaining('personal')]);
    }
    const { rows } = await table('SELECT count() AS messages FROM decisions ORDER BY messages', { isPersonal: false });
    expect(rows).toEqual([[8]]);
  });
});

describe('limits', () => {
  test('what needs too much memory is stopped, with its cost and a hint', async () => {
    const sql = "SELECT groupArray(repeat('x', 100000 + number % 7)) FROM numbers(50000)";
    const { kind, message, hint, cost } = await refusalOf(table(sql));
    expect([kind, message]).toEqual(['too-heavy', 'stopped: it needs too much memory']);
    expect(hint).toContain('narrow the period');
    expect(cost?.tookMs).toBeGreaterThan(0);
  });

  test('what reads too many rows is stopped before it begins', async () => {
    const refused = await refusalOf(table('SELECT count() FROM numbers(100000000000)'));
    expect(refused).toMatchObject({ kind: 'too-heavy', message: expect.stringMatching(/^stopped/) });
  });

  test('what runs for too long is stopped, with its cost and a hint', async () => {
    // The same limit, shorter: so many seconds are not waited for.
    const hasty = createGuests({
      read: (asked) => {
        const sql = asked.sql.replace('max_execution_time = 10,', 'max_execution_time = 1,');
        return clickhouse.store.read({ ...asked, sql });
      },
    });
    const hashed = Array.from({ length: 40 }).reduce<string>((of) => `sipHash64(${of})`, 'number');
    const slow = asked(`SELECT count() FROM numbers(150000000) WHERE ${hashed} = 1`);
    const { kind, message, hint, cost } = await refusalOf(hasty.table(slow, LIMITS));
    expect([kind, message]).toEqual(['too-heavy', 'stopped: it ran for more than 10 s']);
    expect(hint).toContain('a shorter period');
    expect(cost?.tookMs).toBeGreaterThanOrEqual(1_000);
    expect(cost?.tookMs, 'the limit stopped it, and no end of its own').toBeLessThan(9_000);
  });

  test('one person has a few questions under way, and others are answered beside', async () => {
    const slow = 'SELECT count() FROM numbers(20000000) WHERE sipHash64(number) = 1';
    const three = [1, 2, 3].map(() => table(slow));
    expect(await refusalOf(table('SELECT 1'))).toMatchObject({ kind: 'busy' });
    const [others] = await Promise.all([table('SELECT 1', { by: 'bob' }), ...three]);
    expect(others?.rows).toEqual([[1]]);
    expect((await table('SELECT 1')).rows).toEqual([[1]]);
  });
});

test('the views are told with their columns', async () => {
  const views = await guests.views();
  expect(views.filter(({ isPersonal }) => isPersonal).map(({ name }) => name)).toEqual(['messages', 'signals']);
  const decisions = views.find(({ name }) => name === 'decisions');
  expect(decisions?.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['decision', 'customer', 'at']));
});

test('customers have other names for those who may see no personal data: the same ones in every view and each time', async () => {
  const rows = async (sql: string, isPersonal: boolean) => (await table(sql, { isPersonal })).rows;
  const customers = 'SELECT DISTINCT customer FROM results.decisions ORDER BY customer';
  const names = (await rows(customers, false)).flat().map(String);
  expect(names).toHaveLength(2);
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{16}$/);
  expect(await rows(customers, false)).toEqual(names.map((name) => [name]));
  expect((await rows(customers, true)).flat()).toEqual(['ann', 'bob']);
  expect(await rows("SELECT count() FROM results.decisions WHERE customer = 'ann' OR signal = 's1'", false)).toEqual([
    [0],
  ]);
  const [ann] = (await rows('SELECT customer FROM results.conversions', false)).flat();
  expect(await rows(`SELECT count() FROM decisions WHERE customer = '${ann}'`, false)).toEqual(
    await rows("SELECT count() FROM decisions WHERE customer = 'ann'", true),
  );
  const seen =
    JSON.stringify(await rows('SELECT * FROM results.decisions', false)) +
    JSON.stringify(await rows('SELECT * FROM results.visits', false));
  expect(seen).not.toMatch(/"(ann|bob|s[1-6])"/);
  const unmask = "SELECT customer FROM (SELECT customer FROM decisions SETTINGS log_comment = '')";
  expect((await refusalOf(table(unmask, { isPersonal: false }))).kind).toBe('not-allowed');
});

test('the columns of decisions have plain types, which tools know', async () => {
  const { columns } = await table('SELECT * FROM results.decisions LIMIT 0');
  expect(columns.filter(({ type }) => /AggregateFunction/.test(type))).toEqual([]);
  expect(columns.find(({ name }) => name === 'at')?.type).toBe("DateTime64(3, 'UTC')");
  expect(columns.find(({ name }) => name === 'sent_at')?.type).toBe("Nullable(DateTime64(3, 'UTC'))");
});

test('another name has 16 digits, also where it begins with zeros', async () => {
  await clickhouse.store.command(
    "INSERT INTO visits (place, customer, at) SELECT 'shop-of-many', concat('c', toString(number)), now64(3) FROM numbers(5000)",
  );
  const sql =
    "SELECT count(), countIf(match(customer, '^[0-9a-f]{16}$')), uniqExact(customer) FROM results.visits WHERE place = 'shop-of-many'";
  expect((await table(sql, { isPersonal: false })).rows).toEqual([[5_000, 5_000, 5_000]]);
});

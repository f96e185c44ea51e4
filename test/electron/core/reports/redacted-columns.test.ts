import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobContext } from '../../../../electron/core/context.ts';
import { gather } from '../../../../electron/core/reports/gather.ts';
import { leaksIn, placesIn } from '../../../../electron/core/reports/leak-test.ts';
import { readerOfEdition } from '../../../../electron/core/reports/reads.ts';
import { Edition } from '../../../../shared/contract/report-setup.ts';
import type { CaseId } from '../../../../shared/contract/values.ts';
import { openTestCore, type TestCore } from '../../../support/core.ts';

const PEOPLE = `person,dob,bonus,email,level
Ida Unprinted,29/03/1971,"5,000.10",ida.unprinted@example.com,1
Marisol Vega,03/04/1975,7000.25,marisol.vega@example.com,2
Otto Printed,unknown to Hedwig,9100.75,otto.printed@example.com,1
Paul Unfit,12/11/1980,see Hedwig,paul.unfit@example.com,2
`;
const REDACTED = [
  ...[
    'Unprinted',
    'Marisol',
    'Otto Printed',
    'Hedwig',
    '29/03/1971',
    '1971-03-29',
    '29 March 1971',
    '5,000.10',
    '9100.75',
  ],
  ...['ida.unprinted@example.com', 'otto.printed@example.com', 'ac_4hx9tw', 'Zanzibar'],
  ...['6964612E756E', 'ida.unpri', 'ida.unprinte', 'IDA.UNPRINTED@', 'It says other'],
];

describe('a redacted column', { timeout: 120_000 }, () => {
  let test: TestCore;
  let caseId: CaseId;
  beforeAll(async () => {
    test = await openTestCore();
    ({ id: caseId } = await test.call('case.create', { title: 'Open title' }));
    await test.run('evidence.import', { caseId, ticket: test.ticketForBytes('people.csv', PEOPLE) });
    const freeze = async (title: string, sql: string) => {
      const { resultId } = await test.run('query.run', { caseId, sql });
      return (await test.call('query.freeze', { resultId, title })).id;
    };
    const query = await freeze('Query', "SELECT person, bonus FROM people WHERE person LIKE 'Otto%'");
    await freeze(
      'Alias',
      "SELECT p.email AS contact, upper(p.person) who FROM people p WHERE p.level = 1 AND p.email LIKE 'otto%'",
    );
    await freeze('Hex', 'SELECT hex(email), substr(email,1,9), level FROM people ORDER BY row_number() OVER ()');
    await freeze('Arms', "SELECT 'x' AS arm WHERE 0 UNION ALL SELECT substr(email,1,12) FROM people");
    await freeze('Listed', 'WITH x(mark) AS (SELECT upper(email) FROM people) SELECT mark FROM x');
    const verdict = await freeze(
      'Verdict',
      "SELECT CASE WHEN email LIKE 'otto%' THEN 'matches' ELSE 'other' END AS verdict FROM people",
    );
    const { label } = (await test.call('evidence.list', { caseId })).find(({ id }) => id === verdict) ?? {};
    await test.call('finding.create', { caseId, claim: `It says {${label}:1:verdict} of a person`, explanation: '' });
    await freeze(
      'Lost',
      'WITH x(a) AS (SELECT email FROM people), y(k) AS (SELECT * FROM x NATURAL JOIN x) SELECT k FROM y',
    );
    const entity = (label: string) => ({
      id: randomUUID() as never,
      type: 'account' as const,
      label,
      note: '',
      exhibits: [query],
    });
    const [one, two] = [entity('Kessler, Mara'), entity('ac_4hx9tw')];
    await test.call('entity.create', { caseId, entities: [one, two] as never });
    await test.call('identity.decide', { caseId, a: one.id, b: two.id, verdict: 'same', reason: 'one device' });
    const rule = { editions: [...Edition.options], as: 'block' as const, name: '' };
    await test.call('report.update', {
      caseId,
      summary:
        'Assessment: Marisol Vega is the organiser, born 29 March 1971 or 1971-03-29; ida.unprinted@example.com got 5000.1.',
      keyNumbers: [{ label: 'paid', exhibitId: query, row: 1, column: 'bonus', unit: 'USD to Zanzibar Quill' }],
      redactions: [
        { ...rule, number: 1, kind: 'column', what: 'person' },
        { ...rule, number: 2, kind: 'column', what: 'dob' },
        { ...rule, number: 3, kind: 'column', what: 'bonus' },
        { ...rule, number: 4, kind: 'column', what: 'contact' },
        { ...rule, number: 5, kind: 'entity', what: one.id },
        { ...rule, number: 6, kind: 'value', what: 'Zanzibar Quill' },
      ],
    });
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const resolved = (edition: Edition) => {
    const { session } = test.core;
    if (!session) throw new Error('no vault is open');
    const context = {
      core: test.core,
      session,
      db: session.reader,
      signal: new AbortController().signal,
    } as JobContext;
    const occasion = {
      ...{ edition, printedAt: '2026-11-22T21:05:07.000Z', zone: 'UTC', preparedBy: 'R. Okafor', unrecorded: false },
      program: 'test',
    };
    return gather(context, caseId, occasion, async () => {});
  };

  it.each(Edition.options)('has none of its values in the %s edition, printed or not', async (edition) => {
    const { model, secrets } = await resolved(edition);
    const said = JSON.stringify({ ...model, exhibits: model.exhibits.map(({ picture: _, ...each }) => each) });
    expect(REDACTED.filter((secret) => said.includes(secret))).toEqual([]);
    expect(leaksIn([{ where: 'model', text: said.replace(/[{}",:]+/g, '\n') }], secrets)).toEqual([]);
    expect(placesIn(model, secrets)).toEqual([]);
    expect(model.summary).toContain('[REDACTED-01] is the organiser');
  });

  it('is redacted in what is made of it, and says where that could not be told', async () => {
    const { model, repeats } = await resolved('legal');
    const cells = (title: string) => {
      const content = model.exhibits.find(({ record }) => record.title === title)?.content;
      return content?.kind === 'query' ? content.query.rows[0] : undefined;
    };
    expect(cells('Hex')).toEqual(['[REDACTED-04]', '[REDACTED-04]', 1]);
    expect(['Arms', 'Listed', 'Verdict'].map((title) => cells(title))).toEqual([1, 2, 3].map(() => ['[REDACTED-04]']));
    expect(cells('Lost')).toEqual(['[REDACTED-01]']); // no rule can tell: the first one gives the label
    expect(model.findings[0]?.claim).toMatch(/^It says \[REDACTED-04\] \(E-\d{4}\) of a person$/);
    expect(repeats.filter((each) => each.includes('“contact”'))).toEqual([
      expect.stringMatching(/^The columns of E-\d{4} are redacted throughout: it is not certain/),
    ]);
  });

  it('is redacted in a reply to the readers of an edition too', () => {
    const { session } = test.core;
    if (!session) throw new Error('no vault is open');
    const text = 'Paul Unfit (paul.unfit@example.com) wrote.';
    expect(readerOfEdition(session.reader, caseId, 'executive', [text]).filled(text)).toBe(
      '[REDACTED-01] ([REDACTED-04]) wrote.',
    );
  });

  it('names the field that a print is withheld for', () => {
    const secrets = { values: [{ value: '2026-11-22', label: '[R]' }], patterns: [] };
    const exhibit = { record: { label: 'E-0004', acquiredAt: '2026-11-22T21:05:07.000Z' } };
    expect(placesIn({ exhibits: [exhibit] }, secrets)).toEqual(['E-0004, acquired at: [R]']);
  });
});

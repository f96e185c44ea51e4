import { describe, expect, it } from 'vitest';
import { methodWords } from '../../../../../electron/core/reports/pdf/summary.tsx';
import { decide } from '../../../../../electron/core/reports/resolve/decide.ts';
import type { Material } from '../../../../../electron/core/reports/resolve/material.ts';
import { POLICIES } from '../../../../../electron/core/reports/resolve/policy.ts';
import { resolve } from '../../../../../electron/core/reports/resolve/resolve.ts';
import type { Edition } from '../../../../../shared/contract/report-setup.ts';
import { exhibitLabel } from '../../../../../shared/domain/labels.ts';
import { leftOutWords } from '../../../../../shared/domain/left-out.ts';
import { entity, exhibit, finding, idOf, material } from '../../../../support/report-material.ts';

const occasion = {
  ...{ printedAt: '2026-11-22T21:05:07.000Z', zone: 'UTC', preparedBy: 'R. Okafor', program: 'test' },
  unrecorded: false,
};
const resolved = (of: Material, edition: Edition = 'infosec') =>
  resolve(of, decide(of, POLICIES[edition]), new Map(), { edition, ...occasion });
/** "E-0001 whole whole": the record and the content of each exhibit. */
const shown = (of: Material, edition: Edition = 'infosec') =>
  [...decide(of, POLICIES[edition]).exhibits.values()].map(
    (each) => `${each.exhibit.label} ${each.shown} ${each.content.reason ?? 'whole'}`,
  );
const query = (number: number) => exhibit(number, { kind: 'query', preview: 'query' });

describe('an original without a redacted copy in the report', () => {
  const copies = { 2: { of: 1, redacts: true }, 3: { of: 2 } };
  const three = [exhibit(1), exhibit(2), exhibit(3)];
  const uncovered = (given: Partial<Parameters<typeof material>[0]>) =>
    resolved(material({ exhibits: three, copies, ...given })).uncovered.map(({ original, copies: of }) => [
      original.label,
      ...of.map(({ label }) => label),
    ]);

  it('is told with the copies that are out of it, by hand or removed', () => {
    expect(uncovered({})).toEqual([]);
    expect(uncovered({ excluded: [2] })).toEqual([]); // the copy of the copy stands in
    expect(uncovered({ excluded: [2, 3] })).toEqual([['E-0001', 'E-0002', 'E-0003']]);
    const removed = { removedAt: '2026-01-01T00:00:00.000Z' };
    expect(uncovered({ exhibits: [exhibit(1), exhibit(2, removed)] })).toEqual([['E-0001', 'E-0002']]);
  });

  it('is not told of where it is out of the report as well, or not shown for another reason', () => {
    expect(uncovered({ excluded: [1, 2, 3] })).toEqual([]);
    expect(uncovered({ exhibits: [exhibit(1, { sensitivity: 'personal' }), exhibit(2)], excluded: [2] })).toEqual([]);
  });
});

it('decides on 20,000 copies of copies, and as many queries that read the one before, in a straight line or a circle', () => {
  const MANY = 20_000;
  const numbers = Array.from({ length: MANY }, (_, at) => at + 1);
  const [like, asked] = [exhibit(1), query(1)];
  const numbered = (of: typeof like) =>
    numbers.map((number) => ({
      ...of,
      number,
      label: exhibitLabel(number),
      id: idOf(number),
      title: `Title ${number}`,
    }));
  const [exhibits, queries] = [numbered(like), numbered(asked)];
  const chain = (last: number) =>
    Object.fromEntries(
      numbers.map((number) => [number, { of: number === 1 ? last : number - 1, redacts: number === 2 }]),
    );
  const inputs = Object.fromEntries(numbers.slice(1).map((number) => [number, [exhibits[number - 2]?.label ?? null]]));
  const findings = [finding(1, [1, MANY])];
  const { 1: _first, ...straight } = chain(MANY);
  const [first, ...others] = shown(material({ exhibits, copies: straight, findings }), 'executive').toReversed();
  expect([first, others.at(-1)]).toEqual([`E-${MANY} whole whole`, 'E-0001 absent redacted']);
  const marked = exhibits.map((each, at) => (at === 1 ? { ...each, sensitivity: 'personal' as const } : each));
  expect(shown(material({ exhibits: marked, copies: straight, findings })).at(-1)).toBe(`E-${MANY} whole derived`);
  expect(shown(material({ exhibits, copies: chain(MANY), findings }))).toHaveLength(MANY);
  const read = resolved(material({ exhibits: queries, inputs, excluded: [1], findings }));
  expect(read.model.exhibits.at(-1)?.contentLeftOut).toContain('not shown whole');
  expect(read.model.findings[0]?.origins.exhibits).toBe(1);
  expect(resolved(material({ exhibits, copies: straight, excluded: numbers.slice(1) })).uncovered).toHaveLength(1);
}, 60_000); // takes seconds; what grew with the square of it took minutes, and what called itself had no stack for it

describe('what is made from another exhibit', () => {
  const three = [exhibit(1), exhibit(2), exhibit(3)];

  it('takes its original out when it is redacted, at any remove, and is shown itself', () => {
    expect(shown(material({ exhibits: three.slice(0, 2), copies: { 2: { of: 1, redacts: true } } }))).toEqual([
      'E-0001 absent redacted',
      'E-0002 whole whole',
    ]);
    const chained = { 2: { of: 1, redacts: true }, 3: { of: 2 } };
    expect(shown(material({ exhibits: three, copies: chained, excluded: [2] }))).toEqual([
      'E-0001 absent redacted',
      'E-0002 absent excluded',
      'E-0003 whole derived',
    ]);
  });

  it('gives way while the redacted copy is out of the report or removed', () => {
    const copies = { 2: { of: 1, redacts: true } };
    expect(shown(material({ exhibits: three.slice(0, 2), copies, excluded: [2] }))[0]).toBe('E-0001 whole whole');
    const gone = [exhibit(1), exhibit(2, { removedAt: '2026-01-01T00:00:00.000Z' })];
    expect(shown(material({ exhibits: gone, copies }))).toEqual(['E-0001 whole whole', 'E-0002 masked removed']);
  });

  it('shows nothing that its original withholds, unless a part of it was blackened or left in by hand', () => {
    const copies = { 2: { of: 1 }, 3: { of: 1, crops: true } };
    expect(shown(material({ exhibits: three, copies, excluded: [1] }))).toEqual([
      'E-0001 absent excluded',
      'E-0002 whole derived',
      'E-0003 whole whole',
    ]);
    const four = [...three, exhibit(4)];
    expect(shown(material({ exhibits: four, copies: { ...copies, 4: { of: 1, redacts: true } } }))).toEqual([
      'E-0001 absent redacted',
      'E-0002 whole derived',
      'E-0003 whole derived',
      'E-0004 whole whole',
    ]);
  });

  it('has rows only when all it read is shown whole; the records of the case only when nothing is withheld', () => {
    const inputs = { 3: ['E-0001', 'E-0002'], 4: [null] };
    const exhibits = [exhibit(1), exhibit(2, { sensitivity: 'personal' }), query(3), query(4)];
    expect(shown(material({ exhibits, inputs }))).toEqual([
      'E-0001 whole whole',
      'E-0002 masked personal',
      'E-0003 whole derived',
      'E-0004 whole records',
    ]);
    expect(shown(material({ exhibits, inputs }), 'legal').slice(1)).toEqual([
      'E-0002 whole whole',
      'E-0003 whole whole',
      'E-0004 whole whole',
    ]);
  });

  it('is not named after what is withheld', () => {
    const exhibits = [exhibit(1), exhibit(2, { title: 'Title 1 of it (working copy)' })];
    const { model } = resolved(material({ exhibits, copies: { 2: { of: 1, redacts: true } } }));
    expect(model.exhibits.map(({ record }) => record.title)).toEqual(['Working copy of E-0001']);
    expect(JSON.stringify(model)).not.toContain('Title 1');
  });

  it('is not named after an original that was renamed, or whose long title was cut, when nobody gave it a name', () => {
    const long = 'Z'.repeat(500);
    const exhibits = [
      exhibit(1, { title: 'Harmless' }),
      exhibit(2, { title: 'Jane Doe (working copy)' }),
      exhibit(3, { title: long, sensitivity: 'personal' }),
      exhibit(4, { title: `${long.slice(0, 480)} (working copy)` }),
    ];
    const copies = { 2: { of: 1, redacts: true }, 4: { of: 3, redacts: true } };
    const { model } = resolved(material({ exhibits, copies }));
    expect(model.exhibits.map(({ record }) => record.title)).toEqual([
      'Working copy of E-0001',
      'Working copy of E-0003',
    ]);
  });

  it('shows no crop of what is hidden in a redacted copy, whether or not the original is taken out by hand', () => {
    const copies = { 2: { of: 1, redacts: true }, 3: { of: 1, crops: true } };
    for (const excluded of [[], [1]])
      expect(shown(material({ exhibits: three, copies, excluded }))[2]).toBe('E-0003 whole derived');
  });

  it('shows no copy of what was marked, or removed, after it was made', () => {
    const of = (over: Parameters<typeof exhibit>[1]) =>
      material({ exhibits: [exhibit(1, over), exhibit(2), exhibit(3)], copies: { 2: { of: 1 }, 3: { of: 2 } } });
    expect(shown(of({ sensitivity: 'personal' })).slice(1)).toEqual(['E-0002 whole derived', 'E-0003 whole derived']);
    expect(shown(of({ sensitivity: 'personal' }), 'legal')[1]).toBe('E-0002 whole whole');
    expect(shown(of({ removedAt: '2026-01-01T00:00:00.000Z' }), 'legal')[1]).toBe('E-0002 whole derived');
  });

  it('has no rows when it read an exhibit that the case does not hold', () => {
    expect(shown(material({ exhibits: [query(1)], inputs: { 1: ['E-0009'] } }))).toEqual(['E-0001 whole derived']);
  });

  it('withholds what is said to be made from itself, in a circle of copies or of queries, and comes to an end', () => {
    const circle = { 1: { of: 2, redacts: false }, 2: { of: 1 } };
    const of = material({
      exhibits: [exhibit(1), exhibit(2, { title: 'Title 1 of it again' }), query(3), query(4), query(5)],
      copies: circle,
      inputs: { 3: ['E-0003'], 4: ['E-0005'], 5: ['E-0004'] },
      findings: [finding(1, [1, 2, 3, 4])],
    });
    expect(shown(of).every((line) => line.endsWith('whole derived'))).toBe(true);
    expect(resolved(of).model.findings[0]?.origins.exhibits).toBe(0);
    expect(shown(material({ exhibits: three, copies: { 1: { of: 2, redacts: true }, 2: { of: 1 } } }))).toHaveLength(3);
  });

  it('stands in for a cited original in the edition that prints only what is cited', () => {
    const of = material({
      exhibits: three,
      findings: [finding(1, [1])],
      copies: { 2: { of: 1, redacts: true } },
    });
    const { model } = resolved(of, 'executive');
    expect(model.exhibits.map(({ record }) => record.label)).toEqual(['E-0002']);
    expect(model.findings[0]?.exhibits).toEqual(['E-0001 (withheld)']);
  });
});

it('entities that rest only on what is left out are absent, and counted without names on the paper', () => {
  const entities = [entity('alone', [1]), entity('shared', [1, 2]), entity('bare', [])];
  const { model, leftOut } = resolved(material({ exhibits: [exhibit(1), exhibit(2)], excluded: [1], entities }));
  expect(model.indicators.map(({ label, exhibits }) => [label, ...exhibits])).toEqual([
    ['shared', 'E-0001 (withheld)', 'E-0002'],
    ['bare'],
  ]);
  expect(leftOut).toMatchObject([
    { what: 'exhibit', reason: 'excluded', count: 1, names: ['E-0001 Title 1 of it'] },
    { what: 'entity', reason: 'unsupported', count: 1, names: ['alone'] },
  ]);
  expect(model.leftOut).toEqual(leftOut.map(({ names: _, ...group }) => group));
});

it('entities that rest only on what is masked, or on rows that are withheld, keep their place without their value', () => {
  const exhibits = [exhibit(1, { sensitivity: 'personal' }), exhibit(2), query(3)];
  const entities = [entity('masked one', [1]), entity('row of it', [3]), entity('shared', [1, 2]), entity('bare', [])];
  const place = { x: 0, y: 0, width: 10, height: 10 };
  const ends = (from: number, to: number) => ({ from: { id: entities[from]?.id }, to: { id: entities[to]?.id } });
  const board = {
    ...{ title: 'Board', version: 0, undo: null, redo: null, exhibits, entities, notes: [] },
    items: entities.map(({ id }, at) => ({ id: `i${at}`, subject: { kind: 'entity', id }, ...place })),
    links: [
      { id: 'a', ...ends(2, 3), type: 'by hand', label: '', direction: 'none', exhibits: [] },
      { id: 'b', ...ends(0, 3), type: 'to masked', label: '', direction: 'none', exhibits: [] },
      { id: 'c', ...ends(2, 3), type: 'on masked', label: '', direction: 'none', exhibits: [exhibits[0]?.id] },
    ],
  } as unknown as Material['board'];
  const of = { ...material({ exhibits, entities, inputs: { 3: ['E-0001'] } }), board };
  const { model, leftOut } = resolved(of);
  const faces = (drawn: typeof model) =>
    drawn.board?.things.map(({ face }) => (face.kind === 'entity' ? [face.label, face.byHand] : []));
  expect(faces(model)).toEqual([
    ['Withheld', false],
    ['Withheld', false],
    ['shared', false],
    ['bare', true],
  ]);
  expect(model.board?.links.map(({ words }) => words)).toEqual(['by hand', 'withheld', 'withheld']);
  expect(model.indicators.map(({ label }) => label)).toEqual(['shared', 'bare']);
  expect(leftOut.map(leftOutWords)).toContain(
    '2 entities drawn without their value: resting only on exhibits whose content is not shown',
  );
  expect(faces(resolved(of, 'legal').model)?.[0]).toEqual(['masked one', false]);
});

it('a withheld value that somebody wrote elsewhere is told, without the value', () => {
  const of = material({
    exhibits: [exhibit(1, { sensitivity: 'personal' })],
    entities: [entity('mule-account', [1])],
    settings: { summary: 'All went to mule-account.' },
  });
  expect(resolved(of).repeats).toEqual([
    'The executive summary repeats words of what this edition withholds: an entity. Change the text, or show them.',
  ]);
});

it('a text that repeats what is withheld is named to the person who prints, without the words', () => {
  const of = material({
    exhibits: [exhibit(1), exhibit(2, { note: 'see name-1.png' })],
    excluded: [1],
    findings: [finding(1, [2]), finding(2, [])],
    excludedFindings: ['f2'],
    settings: { summary: 'As claim 2 of it shows.', method: 'retitle 1 of items' },
  });
  expect(resolved(of).repeats).toEqual([
    'The executive summary repeats words of what this edition withholds: F-2. Change the text, or show them.',
    'E-0002 repeats words of what this edition withholds: E-0001. Change the text, or show them.',
  ]);
});

it('a withheld title or caption is found over a broken line and with other blanks between its words', () => {
  const of = (summary: string) =>
    material({
      exhibits: [exhibit(1, { title: 'Passport of  Jane Doe' }), exhibit(2)],
      excluded: [1],
      settings: { summary, captions: [{ exhibitId: exhibit(1).id, caption: 'The page with her photograph' }] },
    });
  const told = [
    'The executive summary repeats words of what this edition withholds: E-0001. Change the text, or show them.',
  ];
  for (const summary of [
    'See the Passport\nof Jane\u00a0 Doe.',
    'Passport of Jane Doe',
    'PASS\u00adPORT of Ja\u0301ne\u200b Doe',
    'See the page with her photograph.',
    'See the  page with\r\nher photograph.',
  ])
    expect(resolved(of(summary)).repeats).toEqual(told);
  expect(resolved(of('Passport of Jane Doering')).repeats).toEqual([]);
});

it('a removed exhibit is counted among the removed also where it is left out', () => {
  const gone = exhibit(1, { removedAt: '2026-01-01T00:00:00.000Z' });
  const { model } = resolved(material({ exhibits: [gone, exhibit(2)], excluded: [1] }));
  expect(model.register.map(({ label, removed }) => [label, removed])).toEqual([
    ['E-0001', true],
    ['E-0002', false],
  ]);
  expect(methodWords(model)).toContain('Of a removed exhibit');
});

it('the review of a finding is told to Legal with its names, to information security without, to executives not', () => {
  const step = { at: '2026-05-04T10:00:00.000Z', note: 'n', version: 1 };
  const review = [
    { ...step, state: 'in-review', by: 'A. Author' } as const,
    { ...step, state: 'final', by: 'B. Reviewer' } as const,
  ];
  const told = (edition: 'legal' | 'infosec' | 'executive', steps = review) =>
    resolved(material({ exhibits: [exhibit(1)], findings: [finding(1, [1], { review: steps })] }), edition).model
      .findings[0]?.review;
  expect(told('legal')).toBe(
    'Final, version 1, by B. Reviewer on 2026-05-04; handed in by A. Author on 2026-05-04. Names are self-declared: the vault has one passphrase.',
  );
  expect(told('infosec')).toBe('Final, version 1, on 2026-05-04; handed in on 2026-05-04.');
  const rewritten = review.map((each) => (each.state === 'final' ? { ...each, version: 2 } : each));
  expect(told('infosec', rewritten)).toBe(
    'Final, version 2, on 2026-05-04; version 1 handed in on 2026-05-04; what stands here is version 1.',
  );
  expect([told('executive'), told('legal', [])]).toEqual([null, null]);
});

describe('what a finding rests on', () => {
  it('counts originals and sources, not exhibits', () => {
    const exhibits = [
      exhibit(1, { source: 's' }),
      exhibit(2, { source: 's' }),
      exhibit(3),
      query(4),
      exhibit(5, { source: '' }),
    ];
    const of = material({
      exhibits,
      findings: [finding(1, [1, 3, 4]), finding(2, [1, 2, 5])],
      copies: { 3: { of: 1 } },
      inputs: { 4: ['E-0001'] },
    });
    expect(resolved(of).model.findings.map(({ origins }) => origins)).toEqual([
      { exhibits: 1, sources: 1, unnamed: 0 },
      { exhibits: 3, sources: 1, unnamed: 1 },
    ]);
  });
});

describe('the custody log', () => {
  const entry = (action: string, subject: string, detail: object) => ({
    ...{ seq: 1, at: '2026-11-20T17:04:05.000Z', actor: 'R. Okafor', program: 'cli', action, subject },
    ...{ detail: JSON.stringify(detail), hash: 'c0ffee00'.repeat(8) },
  });
  const sha256 = 'ab'.repeat(32);
  const told = (...entries: ReturnType<typeof entry>[]) => {
    const of = material({ exhibits: [exhibit(1), exhibit(2)], excluded: [1], entries });
    return resolved(of, 'legal').model.custody.map(({ subject, detail }) => [subject, detail]);
  };

  it('tells what the program noted itself, and no words of people', () => {
    expect(
      told(
        entry('evidence.import', 'E-0002', {
          bytes: 12,
          sha256,
          name: 'jane doe.png',
          source: 'Jane',
          how: 'file import',
        }),
        entry('evidence.update', 'E-0002', { title: 'Jane Doe', note: '' }),
        entry('board.apply', 'Board of Jane', {
          step: 'Mark Jane',
          'entity.create': [{ label: 'Jane' }],
          'item.move': 3,
        }),
        entry('vault.backup', 'jane.redthread', { bytes: 9 }),
        entry('finding.create', 'F-1', { claim: 'Jane', likelihood: 'likely', exhibits: ['E-0002'] }),
        entry('query.run', 'E-0002, jane', { rows: 1 }),
        entry('action.of.later', 'E-0002', { anything: 1 }),
      ),
    ).toEqual([
      ['E-0002', `bytes: 12; sha256: ${sha256}`],
      ['E-0002', 'changed: title, note'],
      ['', 'entity.create: 1; item.move: 3'],
      ['', 'bytes: 9'],
      ['F-1', 'likelihood: likely; exhibits: E-0002'],
      ['', 'rows: 1'],
      ['E-0002', ''],
    ]);
  });

  it('takes no value for one of the program that a person could have typed', () => {
    expect(
      told(
        entry('evidence.import', 'E-0002', { sha256: 'Jane', mediaType: 'Jane Doe', bytes: 'Jane' }),
        entry('finding.create', 'F-1', { likelihood: 'not a word', exhibits: ['E-0002', 'Jane'] }),
      ),
    ).toEqual([
      ['E-0002', ''],
      ['F-1', ''],
    ]);
  });

  it('says of what is left out only that something was done', () => {
    expect(told(entry('evidence.import', 'E-0001', { bytes: 12, sha256 }))).toEqual([['E-0001', '']]);
    expect(told(entry('evidence.export', 'E-0002, E-0001', { sha256 }))).toEqual([['E-0002, E-0001', '']]);
  });
});

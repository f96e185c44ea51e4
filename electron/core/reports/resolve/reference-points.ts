import type { Finding } from '../../../../shared/contract/findings.ts';
import type { Edition } from '../../../../shared/contract/report-setup.ts';
import { boundIn, boundKey, noSuchCell, withoutBound } from '../../../../shared/domain/bound-values.ts';
import { citedRows, joinedRows, type RowRange, rowsWithin, rowsWords } from '../../../../shared/domain/cited-rows.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { findingLabel } from '../../../../shared/domain/labels.ts';
import { REASONS } from '../../../../shared/domain/left-out.ts';
import { findingsIn, labelsIn, nearLabels } from '../../../../shared/domain/references.ts';
import { sentencesOf } from '../../../../shared/domain/sentences.ts';
import type { Decisions, ExhibitDecision } from './decide.ts';
import type { Material } from './material.ts';
import { type Point, pointOf, type Written } from './point.ts';

type Found = readonly [code: Point['code'], words: string];

/** What texts name and a reader of this edition would not find: exhibits, findings, entities, snapshots, cells and rows. Pure. */
export function referencePoints(
  written: readonly Written[],
  material: Material,
  decisions: Decisions,
  edition: Edition,
): Point[] {
  const exhibits = new Map([...decisions.exhibits.values()].map((each) => [each.exhibit.label as string, each]));
  const findings = new Map(material.findings.map((each) => [findingLabel(each.number), each]));
  return written.flatMap(({ where, field, text, format, place }) =>
    sentencesOf(text).flatMap(({ text: sentence, at, to }) => {
      const mentions = format.filter((each) => each.from >= at && each.from < to);
      const found: Found[] = [
        ...cellsIn(sentence, material),
        ...exhibitsIn(sentence, exhibits, material),
        ...nearLabels(sentence).map(
          ({ written, label }): Found => ['no-such-reference', `“${written}” is read as no reference. Write ${label}.`],
        ),
        ...rowsIn(sentence, exhibits, material),
        ...otherFindings(sentence, findings, decisions),
        ...mentions.flatMap((each) => mentioned(each, text, material, edition)),
      ];
      const quoted = `“${sentence.replace(/\t+/g, '; ')}”`;
      return found.map(([code, words]) =>
        // A cell that is missing is told as it has always been: somebody may have accepted it.
        code === 'no-such-cell'
          ? pointOf(code, where, `${words}: ${quoted}`, place(at, to - at))
          : pointOf(code, where, `${field === null ? '' : `In its ${field}: `}${quoted} ${words}`, place(at, to - at)),
      );
    }),
  );
}

const cellsIn = (sentence: string, { cells, cellsThere }: Material): Found[] =>
  boundIn(sentence).flatMap((bound): Found[] =>
    cells.has(boundKey(bound)) ? [] : [['no-such-cell', noSuchCell(bound, cellsThere.get(bound.label))]],
  );

/** Those that are named beside a cell are found with the cell. */
const exhibitsIn = (sentence: string, exhibits: ReadonlyMap<string, ExhibitDecision>, material: Material): Found[] => [
  ...labelsIn(withoutBound(sentence)).flatMap((label): Found[] =>
    exhibits.has(label)
      ? []
      : [['no-such-reference', `This case has no exhibit ${label}. Correct the number, or import the exhibit.`]],
  ),
  ...labelsIn(sentence).flatMap((label): Found[] => {
    const decision = exhibits.get(label);
    return decision?.shown === 'absent' ? [['left-out', leftOut(decision, material)]] : [];
  }),
];

function leftOut({ exhibit: { id, label }, reason }: ExhibitDecision, { copies, exhibits }: Material): string {
  const why = reason === null ? '' : `: ${REASONS[reason]}`;
  const instead = exhibits.filter((each) => {
    const copy = copies.get(each.id);
    return copy?.originalId === id && copy.redacts && each.removedAt === null;
  });
  const todo =
    reason === 'redacted' && instead.length > 0
      ? `Cite ${instead.map((each) => each.label).join(' or ')}, which stands in its place`
      : 'Put it into the report, or cite an exhibit that this edition shows';
  return `${label} is left out of this edition${why}. ${todo}.`;
}

function rowsIn(sentence: string, exhibits: ReadonlyMap<string, ExhibitDecision>, { rowsThere }: Material): Found[] {
  const cited = Map.groupBy(citedRows(sentence), ({ label }) => label);
  return [...cited].flatMap(([label, ranges]): Found[] => {
    const rows = rowsThere.get(label);
    if (rows === undefined || !exhibits.has(label)) return [];
    if (rows === null) {
      const named = rowsWords(joinedRows(ranges)) || 'rows';
      return [['no-such-reference', `${label} holds no table, and so no ${named}. Cite it without the rows.`]];
    }
    const backwards = ranges.filter(({ from, to }) => to < from);
    const beyond = joinedRows(rowsWithin(ranges, rows + 1, Number.MAX_SAFE_INTEGER));
    return [
      ...(beyond.length === 0 && !ranges.some(isNought)
        ? []
        : [['no-such-reference', noRows(label, beyond, rows)] as const]),
      ...backwards.map(
        ({ from, to }): Found => [
          'no-such-reference',
          `Rows ${from}–${to} of ${label} run backwards, and name none. Write the smaller number first.`,
        ],
      ),
    ];
  });
}

const isNought = ({ from, to }: RowRange): boolean => from === 0 && to >= from;
const noRows = (label: string, beyond: readonly RowRange[], rows: number): string =>
  `${label} has no ${rowsWords(beyond) || 'row 0'}: it has ${counted(rows, 'row')}, counted from 1. Correct the number.`;

const otherFindings = (sentence: string, findings: ReadonlyMap<string, Finding>, decisions: Decisions): Found[] =>
  findingsIn(sentence).flatMap((label): Found[] => {
    const finding = findings.get(label);
    if (!finding)
      return [['no-such-reference', `This case has no finding ${label}. Correct the number, or state the finding.`]];
    const { shown, reason } = decisions.finding(finding);
    if (shown !== 'absent') return [];
    const why = reason === null ? '' : `: ${REASONS[reason]}`;
    return [['left-out', `${label} is left out of this edition${why}. Put it into the report, or do not name it.`]];
  });

/** An entity or a snapshot that words were written for by "@". */
function mentioned(
  { is, id, from, to }: Finding['format'][number],
  text: string,
  { named, snapshots }: Material,
  edition: Edition,
): Found[] {
  if (id === undefined || (is !== 'entity' && is !== 'snapshot')) return [];
  const words = `“${text.slice(from, to)}”`;
  const there = is === 'entity' ? named.has(id) : snapshots.has(id);
  if (!there)
    return [
      [
        'no-such-reference',
        `${words} names ${is === 'entity' ? 'an entity' : 'a snapshot'} that was deleted. Name another with @, or write the words without a reference.`,
      ],
    ];
  if (is === 'entity' || edition === 'executive' || snapshots.get(id) === true) return [];
  return [
    [
      'left-out',
      `The snapshot ${words} is no figure of the report. Choose it under Snapshots of boards in the report, or do not name it.`,
    ],
  ];
}

/** Exhibits that a person put behind a finding, that its texts do not name, and that this edition leaves out. */
export function chosenPoints(finding: Finding, material: Material, { exhibits }: Decisions): Point[] {
  const named = new Set(labelsIn(finding.claim, finding.explanation, finding.reasons));
  return finding.exhibits.flatMap((id) => {
    const decision = exhibits.get(id);
    if (decision?.shown !== 'absent' || named.has(decision.exhibit.label)) return [];
    const words = `Among the exhibits behind it: ${leftOut(decision, material)}`;
    return [pointOf('left-out', findingLabel(finding.number), words, { finding: finding.id, field: 'exhibits' })];
  });
}

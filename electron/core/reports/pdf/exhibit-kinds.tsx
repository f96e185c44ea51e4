import { Link, Text, View } from '@react-pdf/renderer';
import type { ComponentType, ReactNode } from 'react';
import type { Cell } from '../../../../shared/contract/values.ts';
import { counted } from '../../../../shared/domain/counted.ts';
import { EXHIBIT_KINDS, type ExhibitKind, exhibitKinds } from '../../../../shared/domain/exhibit-kinds.ts';
import type { ContentOf, ReportColumn, ReportContent, ReportQuery, ReportRecord } from '../model.ts';
import { tableAnchor } from '../numbered.ts';
import { Caption } from './captions.tsx';
import { ChartContent } from './chart-drawing.tsx';
import { named } from './fonts.ts';
import { count, printedCell, utc } from './format.ts';
import { Fact, Muted, Subheading } from './frame.tsx';
import { ON_PAGE } from './numbering.ts';
import { BODY_WIDTH, INK, LINE, MARGIN, PAGE, SIZE, usePrinting } from './printing.ts';
import { columnGroups, columnWidths, ROW_NUMBER, Table, widthNeeded } from './tables.tsx';
import { code, Exact, Words } from './text.tsx';
import { TimelineContent } from './timeline-content.tsx';
import { TraceContent } from './trace-content.tsx';

interface Content<K extends ExhibitKind> {
  readonly content: ContentOf<K>;
  readonly record: ReportRecord;
}
/** Whatever the PDF does otherwise for one kind of exhibit than for another. */
interface KindInPdf<K extends ExhibitKind> {
  /** The first line of its record: what it is. */
  Identity(record: ReportRecord): ReactNode;
  /** What follows its record and picture. */
  readonly Content: ComponentType<Content<K>>;
}

export const KINDS: { readonly [K in ExhibitKind]: KindInPdf<K> } = {
  file: {
    Identity: (record) => (
      <Fact term="File">
        <Words>
          {[record.originalName, record.mediaType, `${count(record.bytes)} bytes`]
            .filter((part) => part !== null)
            .join('  ·  ')}
        </Words>
      </Fact>
    ),
    Content: Tables,
  },
  query: {
    Identity: (record) => (
      <Fact term="Kind">
        <Words>{`Frozen query; its result is ${count(record.bytes)} bytes`}</Words>
      </Fact>
    ),
    Content: ({ content, record }) => <Query query={content.query} record={record} />,
  },
  chart: {
    Identity: (record) => (
      <Fact term="Kind">
        <Words>{`Chart of a query; its data is ${count(record.bytes)} bytes`}</Words>
      </Fact>
    ),
    Content: ({ content, record }) => (
      <ChartContent chart={content.chart} label={record.label}>
        <Statement query={content.chart} />
      </ChartContent>
    ),
  },
  trace: {
    Identity: (record) => (
      <Fact term="Kind">
        <Words>{`Trace of money; its data is ${count(record.bytes)} bytes`}</Words>
      </Fact>
    ),
    Content: ({ content, record }) => <TraceContent trace={content.trace} label={record.label} />,
  },
};

export const ExhibitContent = ({
  content,
  ...rest
}: Omit<Content<ExhibitKind>, 'content'> & { readonly content: ReportContent }) => drawn(content.kind, content, rest);

function drawn<K extends ExhibitKind>(kind: K, content: ContentOf<K>, rest: Omit<Content<K>, 'content'>): ReactNode {
  const { Content } = KINDS[kind];
  return <Content content={content} {...rest} />;
}

/** Told also where the case has none: what came in, and what was asked of it. */
const ALWAYS: ReadonlySet<ExhibitKind> = new Set(['file', 'query']);

/** "2 files, 0 frozen queries and 3 charts" */
export function countedByKind(records: readonly { readonly kind: ExhibitKind }[]): string {
  const told = exhibitKinds.flatMap((kind) => {
    const { one, many } = EXHIBIT_KINDS[kind];
    const count = records.filter((record) => record.kind === kind).length;
    return count > 0 || ALWAYS.has(kind) ? [counted(count, one, many)] : [];
  });
  return `${told.slice(0, -1).join(', ')} and ${told.at(-1)}`;
}

function Tables({ content: { datasets, timeline }, record }: Content<'file'>) {
  if (timeline !== null) return <TimelineContent document={timeline} label={record.label} />;
  return datasets.map(({ view, rows, columns, sentence, origin, warnings, rejected, skipped }) => (
    <View key={view} style={{ paddingHorizontal: 6, marginTop: 4 }}>
      <Words>{`Parsed as the table ${view}: ${counted(rows, 'row')}, ${counted(columns.length, 'column')}. ${sentence}`}</Words>
      {rejected + skipped > 0 ? (
        <Words>{`Not among its rows: ${counted(rejected, 'record')} rejected as faulty, ${count(skipped)} left out as preamble, footer or blank.`}</Words>
      ) : null}
      {warnings.map(({ words }) => (
        <Words key={words}>{`Import warning: ${words}`}</Words>
      ))}
      <Muted>{`Columns: ${columns.map(({ name, reading }) => `${name} (${reading})`).join('; ')}`}</Muted>
      {origin && <Words>{origin.run}</Words>}
      {origin && origin.query !== '' ? <Sql>{origin.query}</Sql> : null}
    </View>
  ));
}

const TAB = 4;
const MONO_ADVANCE = 0.6; // of the font size, in Noto Sans Mono
/** Columns that stand side by side on an upright page, whatever they hold; more do where they are narrow. */
const UPRIGHT = 6;
const GAP = 12;
const ADVANCE = MONO_ADVANCE * SIZE.exact;
/** Points across a page that is turned. */
const ACROSS = PAGE.height - 2 * MARGIN.side;

const longestIn = ({ columns, rows }: Pick<ReportQuery, 'columns' | 'rows'>): number[] =>
  columns.map(({ name }, at) => Math.max(name.length, ...rows.map((row) => printedCell(row[at] ?? null).length)));

/** Whether the columns of a result cannot be read side by side on an upright page: its table stands on a turned one. */
export const isWide = (query: Pick<ReportQuery, 'columns' | 'rows'>): boolean =>
  query.columns.length > UPRIGHT && widthNeeded(longestIn(query), ADVANCE, GAP) > BODY_WIDTH - 12;

/** "Columns 7 to 11 of 12, beside the first" */
function abreast(shown: readonly number[], columns: number): string {
  const [first = 0, second = 0] = shown;
  const repeated = second - first > 1;
  const from = (repeated ? second : first) + 1;
  const to = (shown.at(-1) ?? 0) + 1;
  const range = from === to ? `Column ${from}` : `Columns ${from} to ${to}`;
  return `${range} of ${columns}${repeated ? ', beside the first' : ''}`;
}

/** A literal, a quoted name or a comment that is open at the start of a line, or begins within it. */
const WITHIN = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`[^`]*`?|\[[^\]]*\]?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;
const hidden = (text: string): string => named(text.codePointAt(0) as number, text.length);

/**
 * The lines of a statement. Layout indents them and drops blanks at their ends, which mean nothing between the words of a
 * statement; within quotes they do, and so does what ends a line: there they are written as code points.
 */
export function statementLines(sql: string): { readonly indent: number; readonly text: string }[] {
  const told = sql.replace(WITHIN, (piece) =>
    /^(?:--|\/\*)/.test(piece)
      ? piece
      : piece
          .replace(/\t+/g, hidden)
          .replace(/ +(?=\r?\n)/g, hidden)
          .replace(/\r(?=\n)/g, hidden)
          .replace(/(?<=\n) +/g, hidden),
  );
  return told.split(/\r\n|\n/).map((line) => {
    const text = line.trimEnd().replaceAll('\t', ' '.repeat(TAB));
    const indent = text.length - text.trimStart().length;
    return { indent, text: text.slice(indent) };
  });
}

/** Characters of a statement beside each other. */
const ABREAST = Math.floor((BODY_WIDTH - 24) / (MONO_ADVANCE * SIZE.exact)) - 1;

/** A statement, each line its own, indented by layout and not by characters that would be copied. */
export const Sql = ({ children }: { readonly children: string }) => (
  <View style={{ backgroundColor: INK.faint, padding: 6, marginTop: 2 }}>
    {statementLines(children).map(({ indent, text }, index) => (
      <View
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity, and are never reordered
        key={index}
        style={{ paddingLeft: indent * MONO_ADVANCE * SIZE.exact, minHeight: SIZE.exact * 1.4 }}
      >
        {text === '' ? null : (
          <Exact breaks={code(Math.max(1, ABREAST - indent))} style={{ lineHeight: 1.4 }}>
            {text}
          </Exact>
        )}
      </View>
    ))}
  </View>
);

/** Lines of a statement that stay with their heading. */
const TOGETHER = 24;

/** What was asked, when, and of what. */
const Statement = ({
  query: { sql, ranAt, inputs },
}: {
  readonly query: Pick<ReportQuery, 'sql' | 'ranAt' | 'inputs'>;
}) => (
  <>
    <View wrap={statementLines(sql).length > TOGETHER || sql.length > TOGETHER * 60}>
      <Subheading as="H3">Statement</Subheading>
      <Sql>{sql}</Sql>
      <Muted style={{ marginTop: 3 }}>{`Run ${utc(ranAt)}`}</Muted>
    </View>
    {inputs.map(({ name, through, exhibitLabel, missing, sha256 }, at) => (
      <View key={name} wrap={false} style={{ marginBottom: 2 }}>
        {at === 0 ? <Subheading as="H3">Read from</Subheading> : null}
        <Words>{inputWords(through === undefined ? name : `${through}: ${name}`, exhibitLabel, missing)}</Words>
        {sha256 === null ? null : <Exact>{sha256}</Exact>}
      </View>
    ))}
  </>
);

function Query({ query, record }: { readonly query: ReportQuery; readonly record: ReportRecord }) {
  return (
    <View style={{ paddingHorizontal: 6 }}>
      {isWide(query) ? <Turned query={query} label={record.label} /> : null}
      <Statement query={query} />
      {isWide(query) ? null : <Result query={query} record={record} />}
    </View>
  );
}

/** Where the table is that has no room beside its exhibit. */
function Turned({ query: { columns }, label }: { readonly query: ReportQuery; readonly label: string }) {
  const { landmarks } = usePrinting();
  const anchor = tableAnchor(label);
  const table = landmarks.get(anchor)?.title.split(':')[0] ?? 'its table';
  return (
    <Text style={{ fontFamily: 'Sans', fontSize: SIZE.body, lineHeight: LINE, marginTop: 6 }}>
      {`The result has ${columns.length} columns, which stand on a turned page: `}
      <Link src={`#${anchor}`} style={{ color: INK.link, textDecoration: 'none' }}>
        {`${table.replace(' ', '\u00a0')}${ON_PAGE}`}
      </Link>
      .
    </Text>
  );
}

/** The rows of a result. On a turned page, and where columns go on in a further table, rows have their numbers. */
export function Result({
  query,
  record,
  turned = false,
}: {
  readonly query: ReportQuery;
  readonly record: ReportRecord;
  readonly turned?: boolean;
}) {
  const { columns, rows, rowCount, limitedBy } = query;
  const all = longestIn(query);
  const numbered = turned ? Number(ROW_NUMBER.width) : 0;
  const room = (turned ? ACROSS : BODY_WIDTH) - 12 - numbered;
  const sheets = turned ? columnGroups(all, room, ADVANCE, GAP) : columns.length === 0 ? [] : [[...all.keys()]];
  return (
    <>
      {sheets.map((shown, sheet) => {
        const widths = columnWidths(
          shown.map((at) => all[at] ?? 0),
          room,
          ADVANCE,
          GAP,
        );
        const cell = (row: readonly Cell[], at: number, width: number) => (
          <Exact
            key={at}
            breaks={code(Math.max(8, Math.floor((width - GAP) / ADVANCE)))}
            style={{
              color: (row[at] ?? null) === null ? INK.muted : INK.text,
              textAlign: numeric(columns[at]) ? 'right' : 'left',
            }}
          >
            {printedCell(row[at] ?? null)}
          </Exact>
        );
        const number = (at: number) => (
          <Exact key="row" style={{ color: INK.muted, textAlign: 'right' }}>
            {count(at + 1)}
          </Exact>
        );
        return (
          <View key={shown.join()} style={{ marginBottom: 6 }}>
            <Table
              together
              lead={
                <>
                  {sheet === 0 ? (
                    <Caption anchor={tableAnchor(record.label)} style={{ marginTop: 10, marginBottom: 3 }} />
                  ) : null}
                  {sheets.length === 1 ? null : <Muted>{abreast(shown, columns.length)}</Muted>}
                </>
              }
              columns={[
                ...(turned ? [ROW_NUMBER] : []),
                ...shown.map((at, place) => ({
                  key: String(at),
                  title: columns[at]?.name ?? '',
                  width: widths[place] ?? 0,
                  right: numeric(columns[at]),
                })),
              ]}
              rows={rows.map((row, at) => ({
                key: String(at),
                tall: shown.some((column) => printedCell(row[column] ?? null).length > 400),
                cells: [
                  ...(turned ? [number(at)] : []),
                  ...shown.map((column, place) => cell(row, column, widths[place] ?? 0)),
                ],
              }))}
            />
          </View>
        );
      })}
      <View wrap={false}>
        <Muted>{extent(rows.length, rowCount, limitedBy)}</Muted>
        <Exact style={{ color: INK.muted }}>{record.sha256}</Exact>
      </View>
      {query.warnings?.map((words) => (
        <Words key={words} style={{ marginTop: 3 }}>{`To be known of these rows: ${words}`}</Words>
      ))}
    </>
  );
}

/** What a statement read: the records of the case only where it says so itself. */
export const inputWords = (name: string, exhibitLabel: string | null, missing = false): string =>
  exhibitLabel === null
    ? `${name} (the case's own records)`
    : `${name}, from ${exhibitLabel}${missing ? ', which is not in this case' : ''}`;

const numeric = (column: ReportColumn | undefined): boolean => column?.type === 'INTEGER' || column?.type === 'REAL';

/** What part of the result is printed, said in so many words. */
function extent(printed: number, rowCount: number, limitedBy: ReportQuery['limitedBy']): string {
  const kept =
    limitedBy === null
      ? ''
      : ` The statement had more rows than the limit of ${limitedBy} that was set; ${count(rowCount)} were kept.`;
  if (rowCount === 0) return `The result has no rows.${kept} Its SHA-256:`;
  if (rowCount === 1) return `The one row of the result.${kept} Its SHA-256:`;
  if (printed >= rowCount) return `All ${counted(rowCount, 'row')} of the result.${kept} Its SHA-256:`;
  return `Rows 1–${count(printed)} of ${count(rowCount)}; the rest is in the exhibit.${kept} The full result has SHA-256:`;
}

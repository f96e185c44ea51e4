import { Link, Text, View } from '@react-pdf/renderer';
import { createContext, type ReactNode, useContext } from 'react';
import { FINDING, findingsIn, labelsIn, REFERENCE } from '../../../../shared/domain/references.ts';
import {
  type Block,
  blocksOf,
  type Line,
  type Run,
  type Table as Tabular,
} from '../../../../shared/domain/rich-text.ts';
import { arguedHead } from '../../../../shared/domain/sentences.ts';
import type { ReportFinding } from '../model.ts';
import { itemize } from './fonts.ts';
import { ON_PAGE } from './numbering.ts';
import { BODY_WIDTH, INK, LINE, SIZE, usePrinting } from './printing.ts';
import { type Column, columnGroups, columnWidths, ROW_NUMBER, Table, widthNeeded } from './tables.tsx';
import { tagged } from './tags.ts';
import {
  closedUp,
  drawn,
  exhibitAnchor,
  findingAnchor,
  LATIN,
  MOST_LINKS,
  NO_HYPHENS,
  prose,
  type Style,
  stretches,
} from './text.tsx';

/** Points by which a finding's body stands in. */
export const INDENT = 34;
const ITEM = 14;
const HEADINGS: Readonly<Record<'heading-1' | 'heading-2' | 'heading-3', Style>> = {
  'heading-1': { fontSize: SIZE.subheading, fontWeight: 700 },
  'heading-2': { fontSize: SIZE.body + 0.5, fontWeight: 700 },
  'heading-3': { fontSize: SIZE.body, fontWeight: 700, color: INK.muted },
};

interface Explained extends Pick<ReportFinding, 'explanation' | 'format'> {
  /** Exhibits whose pages were told above it. */
  readonly placed?: readonly string[];
}
const Placed = createContext<readonly string[]>([]);

/**
 * What a finding says in full. Without headings the judgement follows the facts, and what speaks against it both; under
 * headings everything stands where it was written.
 */
export function Explanation({ explanation, format, placed = [] }: Explained) {
  const groups = groupsOf(blocksOf(explanation.replaceAll('\r', ' '), format));
  const headed = groups.some((group) => group.some(({ kind }) => kind in HEADINGS));
  const order = ['facts', 'assessment', 'against'];
  const place = ([first]: readonly Block[]) =>
    order.indexOf(first?.kind === 'paragraph' ? arguedHead(explanation.slice(first.from, first.to)) : 'facts');
  const sorted = headed ? groups : groups.toSorted((a, b) => place(a) - place(b));
  return (
    <Placed.Provider value={placed}>
      {sorted.map((group) => (
        <View key={group[0]?.from} style={{ marginLeft: INDENT, marginTop: 3, marginBottom: 3 }}>
          {group.map((block) => (
            <Drawn key={block.from} block={block} />
          ))}
        </View>
      ))}
    </Placed.Provider>
  );
}

/** Blocks that an empty line, or the head of a judgement or an argument against, parts from those before. */
function groupsOf(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [[]];
  for (const block of blocks) {
    const words = block.kind === 'paragraph' ? block.runs.map(({ text }) => text).join('') : null;
    const empty = words !== null && words.trim() === '';
    if (words !== null && arguedHead(words) !== 'facts' && groups.at(-1)?.length !== 0) groups.push([]);
    if (!empty) groups.at(-1)?.push(block);
    else if (groups.at(-1)?.length !== 0) groups.push([]);
  }
  return groups.filter((group) => group.length > 0);
}

function Drawn({ block }: { readonly block: Block }) {
  if (block.kind === 'table') return <Cells table={block} />;
  const { kind, runs } = block;
  if (kind === 'paragraph') return <Running runs={runs} />;
  if (kind === 'quote')
    return (
      <View
        {...tagged({ role: 'BlockQuote' })}
        style={{ borderLeft: `2pt solid ${INK.rule}`, paddingLeft: 8, marginVertical: 2 }}
      >
        <Running runs={runs} />
      </View>
    );
  if (kind === 'bullet' || kind === 'number') return <Item line={block} />;
  return (
    <View {...tagged({ role: 'H3' })} wrap={false} minPresenceAhead={36} style={{ marginTop: 5, marginBottom: 1 }}>
      <Running runs={runs} style={HEADINGS[kind]} />
    </View>
  );
}

const Item = ({ line: { depth, number, runs } }: { readonly line: Line }) => (
  <View {...tagged({ role: 'LI' })} style={{ flexDirection: 'row', marginLeft: depth * ITEM, marginBottom: 1.5 }}>
    <View {...tagged({ role: 'Lbl' })} style={{ width: number > 99 ? ITEM + 10 : ITEM }}>
      <Text style={{ fontFamily: 'Sans', fontSize: SIZE.body, lineHeight: LINE, color: INK.muted }}>
        {number > 0 ? `${number}.` : depth % 2 === 0 ? '•' : '–'}
      </Text>
    </View>
    <View {...tagged({ role: 'LBody' })} style={{ flex: 1 }}>
      <Running runs={runs} />
    </View>
  </View>
);

/** Characters of a cell from which on its row may be taller than a page. */
const MUCH = 600;
const NUMERIC = /^[\s\d.,+−%-]*\d[\s\d.,+−%-]*(?:\s?[A-Z]{3})?$/;

function Cells({ table: { rows, from } }: { readonly table: Tabular }) {
  const words = rows.map(({ cells }) => cells.map(({ runs }) => runs.map(({ text }) => text).join('')));
  const count = Math.max(...words.map((row) => row.length));
  const at = (column: number) => words.map((row) => row[column] ?? '');
  const body = rows[0]?.head ? 1 : 0;
  const columns = Array.from({ length: count }, (_, column): Omit<Column, 'width'> => {
    const values = at(column).slice(body);
    return {
      ...{ key: String(column), title: body === 1 ? (at(column)[0] ?? '') : '' },
      right: values.length > 0 && values.every((value) => value === '' || NUMERIC.test(value)),
    };
  });
  const longest = columns.map((_, column) => Math.max(...at(column).map(({ length }) => length)));
  const all = BODY_WIDTH - INDENT;
  const whole = widthNeeded(longest, ADVANCE, GAP) <= all || count <= UPRIGHT;
  const room = whole ? all : all - Number(ROW_NUMBER.width);
  const groups = whole ? [[...longest.keys()]] : columnGroups(longest, room, ADVANCE, GAP);
  return groups.map((shown) => {
    const widths = columnWidths(
      shown.map((at) => longest[at] ?? 0),
      room,
      ADVANCE,
      GAP,
    );
    return (
      <View key={shown.join()} style={{ marginVertical: 4 }}>
        <Table
          columns={[
            ...(whole ? [] : [ROW_NUMBER]),
            ...shown.flatMap((at, place) => {
              const column = columns[at];
              return column ? [{ ...column, width: widths[place] ?? ('rest' as const) }] : [];
            }),
          ]}
          rows={rows.slice(body).map((row, index) => ({
            key: `${from} ${row.from}`,
            tall: (words[index + body] ?? []).some(({ length }) => length > MUCH),
            cells: [
              ...(whole ? [] : [<RowNumber key="row" number={index + 1} />]),
              ...shown.map((at) => (
                <Running
                  key={at}
                  runs={row.cells[at]?.runs ?? []}
                  style={{
                    fontSize: SIZE.small,
                    textAlign: columns[at]?.right ? 'right' : 'left',
                    ...(row.head && { fontWeight: 700 as const }),
                  }}
                />
              )),
            ],
          }))}
        />
      </View>
    );
  });
}
/** Columns that stay side by side, whatever they hold. */
const UPRIGHT = 6;
const ADVANCE = SIZE.small * 0.55;
const GAP = 10;

const RowNumber = ({ number }: { readonly number: number }) => (
  <Text style={{ fontFamily: 'Sans', fontSize: SIZE.small, lineHeight: LINE, color: INK.muted, textAlign: 'right' }}>
    {String(number)}
  </Text>
);

const TARGET = new RegExp(`(\\(?(?:${REFERENCE.source}|${FINDING.source})[.,;:)]*)`);

/** One line of running text in its looks. What it names leads there, and the first mention tells the page. */
function Running({ runs, style = {} }: { readonly runs: readonly Run[]; readonly style?: Style }) {
  const { unknown, entries, landmarks } = usePrinting();
  const told = new Set<string>(labelsIn(...useContext(Placed)));
  let links = 0;
  const anchorOf = (piece: string): { label: string; anchor: string } | null => {
    const [exhibit, finding] = [labelsIn(piece)[0], findingsIn(piece)[0]];
    if (exhibit !== undefined && entries.has(exhibit)) return { label: exhibit, anchor: exhibitAnchor(exhibit) };
    return finding !== undefined && landmarks.has(findingAnchor(finding))
      ? { label: finding, anchor: findingAnchor(finding) }
      : null;
  };
  const linked = (piece: string, base: 'Sans' | 'Italic', key: number): ReactNode => {
    const target = ++links > MOST_LINKS ? null : anchorOf(piece);
    if (target === null) return drawn(itemize(piece, base, unknown), 'Sans');
    const first = !told.has(target.label) && landmarks.has(target.anchor);
    told.add(target.label);
    return (
      <Link key={key} src={`#${target.anchor}`} style={{ color: INK.link, textDecoration: 'none' }}>
        {first ? piece.replace(target.label, `${target.label}${ON_PAGE}`) : piece}
      </Link>
    );
  };
  return (
    <>
      {partsOf(runs).map((part) => (
        <Text
          key={part[0]?.from ?? 0}
          hyphenationCallback={prose as never}
          hyphenationPenalty={NO_HYPHENS}
          style={{ fontFamily: 'Sans', fontFeatureSettings: LATIN, fontSize: SIZE.body, lineHeight: LINE, ...style }}
        >
          {part.map(({ text: typed, from, bold, italic }) => {
            const text = closedUp(typed);
            const pieces = links >= MOST_LINKS ? [text] : text.split(TARGET);
            const content = pieces.map((piece, at) =>
              at % 2 === 1
                ? linked(piece, italic ? 'Italic' : 'Sans', from + at)
                : drawn(itemize(piece, italic ? 'Italic' : 'Sans', unknown), 'Sans'),
            );
            return bold ? (
              <Text key={from} style={{ fontWeight: 700 }}>
                {content}
              </Text>
            ) : (
              content
            );
          })}
        </Text>
      ))}
    </>
  );
}

/** The runs of a line, cut where a long text becomes several. */
function partsOf(runs: readonly Run[]): Run[][] {
  const whole = runs.map(({ text }) => text).join('');
  const parts = stretches(whole);
  if (parts.length === 1) return [[...runs]];
  let end = runs[0]?.from ?? 0;
  return parts.map((part) => {
    const start = end;
    end += part.length;
    return runs.flatMap((run) => {
      const [a, b] = [Math.max(run.from, start), Math.min(run.from + run.text.length, end)];
      return a < b ? [{ ...run, from: a, text: run.text.slice(a - run.from, b - run.from) }] : [];
    });
  });
}

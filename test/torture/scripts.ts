import type { Plain } from '../../electron/core/reports/model.ts';
import type { ReportBoard, ReportThing } from '../../electron/core/reports/model-board.ts';
import { print } from '../../electron/core/reports/pdf/print.tsx';
import { entitySize, exhibitSize, noteSize, tableSize } from '../../shared/domain/board-layout.ts';
import { namesIn, SCRIPTS } from '../support/names.ts';
import { seeded } from '../support/random.ts';
import { assessment, exhibitEntry, reportModel } from '../support/report-model.ts';

export interface ScriptsOutcome {
  readonly printed: number;
  /** Seed and reason of each print that failed. */
  readonly failed: readonly string[];
}

/** Characters that a title may have, as the contract has it. */
const TITLE = 500;

/** Boards and texts that share one print: what a print costs is mostly its fixed part. */
const TOGETHER = 10;

/** Prints random boards and texts in nineteen scripts, some of them longer than any place for them. */
export async function printScripts(count: number): Promise<ScriptsOutcome> {
  const failed: string[] = [];
  for (let from = 0; from < count; from += TOGETHER) {
    const random = seeded(from + 1);
    const text = () => randomText(random);
    const boards = Array.from({ length: Math.min(TOGETHER, count - from) }, (_, at) => randomBoard(random, at));
    const board: Plain<ReportBoard> = {
      title: text().slice(0, TITLE),
      things: boards.flatMap(({ things }) => things),
      links: boards.flatMap(({ links }) => links),
    };
    const exhibits = boards.map((_, at) =>
      exhibitEntry(at + 1, {
        title: text().slice(0, TITLE),
        note: text(),
        source: text(),
        originalName: text().slice(0, 255),
      }),
    );
    const findings = boards.map((_, at) => ({
      ...assessment,
      label: `F-${at + 1}`,
      claim: text().slice(0, TITLE),
      explanation: text(),
    }));
    const indicators = boards.map(() => ({
      type: 'other' as const,
      label: text(),
      note: text(),
      exhibits: ['E-0001'],
    }));
    try {
      await print(reportModel({ edition: 'infosec', board, exhibits, findings, indicators, summary: text() }), null);
    } catch (error) {
      failed.push(`seed ${from + 1}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { printed: failed.length === 0 ? count : 0, failed };
}

type Random = () => number;
const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const oneOf = <T>(random: Random, all: readonly T[]): T => all[below(random, all.length)] as T;

/** Characters that break layouts: invisible ones, of direction, lone marks, wide spaces, line ends, long runs. */
const NASTY = [
  '\u200b',
  '\u202e',
  '\u0301',
  '\u3000',
  '\n',
  '\r\n',
  '\t',
  '\u00ad',
  '-',
  '\ufeff',
  '(',
  '】',
  '\u{10c00}',
];

function randomText(random: Random): string {
  const scripts = Array.from({ length: 1 + below(random, 3) }, () => oneOf(random, SCRIPTS));
  // Mostly a name or a line, now and then much more than any place holds.
  const words = random() < 0.06 ? 60 + below(random, 200) : 1 + below(random, 12);
  const apart = random() < 0.3 ? '' : ' ';
  let text = '';
  for (let word = 0; word < words; word++) {
    text += oneOf(random, namesIn(oneOf(random, scripts)));
    text += random() < 0.06 ? oneOf(random, NASTY) : apart;
    if (random() < 0.04) text += String(below(random, 1e9)).repeat(1 + below(random, 6));
  }
  return text.trim() || 'x';
}

function randomBoard(random: Random, row: number): Pick<Plain<ReportBoard>, 'things' | 'links'> {
  const things = Array.from({ length: 2 + below(random, 6) }, (_, at): Plain<ReportThing> => {
    const text = randomText(random);
    const { face, size } = randomFace(random, text);
    const stretch = random() < 0.2 ? 0.5 + random() : 1;
    const rect = {
      x: at * 260 + below(random, 80),
      y: row * 260 + below(random, 120),
      width: Math.max(40, size.width * stretch),
      height: Math.max(24, size.height * stretch),
    };
    return { id: `${row} ${at}`, rect, face };
  });
  const links = Array.from({ length: below(random, 8) }, (_, at) => ({
    id: `${row} link ${at}`,
    from: { id: oneOf(random, things).id },
    to: { id: oneOf(random, things).id },
    words: random() < 0.2 ? '' : randomText(random),
    direction: oneOf(random, ['none', 'forward', 'both'] as const),
    exhibits: random() < 0.5 ? [] : ['E-0001'],
  }));
  return { things, links };
}

function randomFace(
  random: Random,
  text: string,
): { face: Plain<ReportThing>['face']; size: { width: number; height: number } } {
  const kind = oneOf(random, ['entity', 'entity', 'note', 'exhibit', 'table'] as const);
  if (kind === 'entity')
    return { face: { kind, type: 'person', label: text, byHand: text.length % 3 === 0 }, size: entitySize(text) };
  if (kind === 'note') return { face: { kind, text }, size: noteSize(text) };
  const table =
    kind === 'table'
      ? {
          columns: [text, randomText(random)],
          rows: [
            [randomText(random), 17],
            [null, text],
          ],
        }
      : null;
  const face = { kind: 'exhibit' as const, label: 'E-0001', title: text, picture: null, table, chart: null };
  return { face, size: table ? tableSize(2, 2) : exhibitSize(null) };
}

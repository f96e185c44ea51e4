import type { DeliveryManifest } from '../../../../shared/domain/deliveries.ts';
import { TLP } from '../../../../shared/domain/tlp.ts';
import type { ReportModel } from '../model.ts';
import type { ExactEntry } from '../resolve/custody.ts';
import { boardFiles } from './board.ts';
import { custodyFile } from './custody.ts';
import { type MadeFile, madeFile } from './file.ts';
import { indicatorsCsv } from './indicators.ts';
import { manifestFiles } from './manifest.ts';
import { sectionsOf } from './sections.ts';
import { indicatorsStix } from './stix.ts';

/** What goes beside a print, resolved and redacted as it is. */
export interface Beside {
  /** With every indicator, also where a print has only the first. */
  readonly model: ReportModel;
  readonly entries: readonly ExactEntry[];
  /** Tables of which the print has only the first rows; their names are what follows that of the copy. */
  readonly rows: readonly MadeFile[];
}

/** What the edition has of each companion: nothing where it prints no section of it. */
function shownBeside({ model, entries }: Pick<Beside, 'model' | 'entries'>) {
  const has = sectionsOf(model);
  return {
    indicators: has.has('indicators') ? model.indicators : [],
    board: has.has('board') ? model.board : null,
    figures: has.has('figures') ? model.figures : [],
    entries: has.has('custody-log') ? entries : [],
    tables: has.has('exhibits'),
  };
}

/** What goes beside a PDF, of what its edition has. */
export function companionsOf(
  beside: Beside,
  pdf: { readonly name: string; readonly sha256: string },
  stem: string,
): MadeFile[] {
  const { preparedBy, printedAt, case: facts } = beside.model;
  const { indicators, entries, tables, ...boards } = shownBeside(beside);
  const tlp = TLP[facts.tlp].label;
  const report = { title: `${facts.label} ${facts.title}`, tlp: facts.tlp, printedAt, preparedBy, pdf };
  const stix = () => indicatorsStix(indicators, report);
  return [
    ...(indicators.length === 0
      ? []
      : [
          indicatorsCsv(indicators, tlp, stem),
          madeFile(`${stem}.indicators.stix.json`, 'Indicators, STIX 2.1', 'application/stix+json', stix()),
        ]),
    ...boardFiles(boards, stem),
    ...(tables ? beside.rows : []).map((file) => ({ ...file, name: `${stem}${file.name}` })),
    ...(entries.length === 0 ? [] : [custodyFile(beside.model, entries, stem)]),
  ];
}

interface CopyFacts extends Pick<DeliveryManifest, 'publicKey' | 'finding' | 'copyNumber' | 'draft' | 'recipient'> {}

/** The signed manifest of one copy, and its signature. @param files all that is delivered with it */
export function manifestOf(
  beside: Beside,
  copy: CopyFacts,
  files: readonly MadeFile[],
  sign: (bytes: Uint8Array) => Uint8Array,
  stem: string,
): MadeFile[] {
  const { case: facts, edition, chain, preparedBy, program, printedAt } = beside.model;
  const shown = shownBeside(beside);
  const without = [
    ...(shown.indicators.length === 0 ? ['Indicators: this edition lists none.'] : []),
    ...(shown.board === null && shown.figures.length === 0 ? ['Board: this edition draws none.'] : []),
    ...(shown.entries.length === 0 ? ['Custody log: this edition does not print it.'] : []),
  ];
  const of = {
    ...{ ...copy, createdAt: printedAt, createdBy: preparedBy, program, edition, custodyHead: chain, without },
    case: { label: facts.label, title: facts.title, tlp: TLP[facts.tlp].label },
  };
  return manifestFiles(of, files, sign, stem);
}

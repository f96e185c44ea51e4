import { Document } from '@react-pdf/renderer';
import type { ReportModel } from '../model.ts';
import { BoardSheets } from './board.tsx';
import { Contents, Cover, EDITION, type Section } from './cover.tsx';
import { Custody, CustodyLog } from './custody.tsx';
import { Exhibits } from './exhibits.tsx';
import { Findings, findingAnchor } from './findings.tsx';
import { Sheet } from './frame.tsx';
import { Indicators } from './indicators.tsx';
import { type Printing, PrintingContext } from './printing.ts';
import { Method, Scope, Summary } from './summary.tsx';
import { exhibitAnchor } from './text.tsx';

/** The contents list every finding, and every exhibit up to this many; more would bury the sections. */
const MOST_EXHIBITS_LISTED = 24;

export const Report = ({ model, printing }: { readonly model: ReportModel; readonly printing: Printing }) => (
  <PrintingContext.Provider value={printing}>
    <Document
      title={`${model.case.label} ${model.case.title}: ${EDITION[model.edition].name}`}
      author={model.preparedBy}
      creator={model.program}
      producer={model.program}
      language="en"
      pageMode="useOutlines"
      creationDate={new Date(model.printedAt)}
      modificationDate={new Date(model.printedAt)}
    >
      <Cover model={model} />
      <Sheet model={model}>
        <Contents sections={sections(model)} />
      </Sheet>
      <Sheet model={model}>
        <Summary model={model} />
        <Scope model={model} />
        <Findings findings={model.findings} />
      </Sheet>
      {model.board && model.board.things.length > 0 ? <BoardSheets model={model} board={model.board} /> : null}
      {model.edition === 'infosec' ? (
        <Sheet model={model}>
          <Indicators indicators={model.indicators} total={model.indicatorTotal} />
        </Sheet>
      ) : null}
      <Sheet model={model}>
        <Exhibits model={model} />
      </Sheet>
      <Sheet model={model}>
        <Method model={model} />
        <Custody model={model} />
      </Sheet>
      {model.custody.length === 0 ? null : (
        <Sheet model={model}>
          <CustodyLog entries={model.custody} total={model.custodyTotal} />
        </Sheet>
      )}
    </Document>
  </PrintingContext.Provider>
);

function sections(model: ReportModel): Section[] {
  const { edition, board, findings, exhibits, custody } = model;
  const list: Section[] = [
    { anchor: 'summary', title: 'Executive summary' },
    { anchor: 'scope', title: 'Scope and background' },
    { anchor: 'findings', title: 'Findings' },
    ...findings.map(
      ({ label, claim }): Section => ({ anchor: findingAnchor(label), title: `${label}  ${claim}`, level: 2 }),
    ),
  ];
  if (board && board.things.length > 0) list.push({ anchor: 'board', title: `Board: ${board.title}` });
  if (edition === 'infosec') list.push({ anchor: 'indicators', title: 'Indicators' });
  list.push({ anchor: 'exhibits', title: edition === 'executive' ? 'Key exhibits' : 'Exhibits' });
  if (exhibits.length <= MOST_EXHIBITS_LISTED)
    list.push(
      ...exhibits.map(
        ({ record }): Section => ({
          anchor: exhibitAnchor(record.label),
          title: `${record.label}  ${record.title}`,
          level: 2,
        }),
      ),
    );
  list.push({ anchor: 'method', title: 'Method' }, { anchor: 'custody', title: 'Custody' });
  if (custody.length > 0) list.push({ anchor: 'custody-log', title: 'Custody log', level: 2 });
  return list;
}

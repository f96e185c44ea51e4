import { Document } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import type { ReportModel } from '../model.ts';
import type { BriefPlan } from './brief-plan.ts';
import { Contents, Cover, EDITION } from './cover.tsx';
import { Heading, Sheet } from './frame.tsx';
import { type Printing, PrintingContext } from './printing.ts';
import { sectionsOf } from './sections.tsx';

export const Report = ({ model, printing }: { readonly model: ReportModel; readonly printing: Printing }) => (
  <PrintingContext.Provider value={printing}>
    <Document
      title={`${model.case.label} ${model.case.title}: ${EDITION[model.edition]}`}
      author={model.preparedBy}
      creator={model.program}
      producer={model.program}
      language="en"
      pageMode="useOutlines"
      creationDate={new Date(model.printedAt)}
      modificationDate={new Date(model.printedAt)}
    >
      {model.edition === 'executive' ? null : (
        <>
          <Cover model={model} sections={sectionsOf(model).map(({ id }) => id)} />
          <Sheet model={model}>
            <Contents />
          </Sheet>
        </>
      )}
      {sheets(model, printing.plan)}
    </Document>
  </PrintingContext.Provider>
);

/** Sections that share pages stand in one sheet; what grows with the case begins another, which keeps the layout fast. */
function sheets(model: ReportModel, plan: BriefPlan): ReactNode[] {
  const pages: { readonly key: string; readonly content: ReactNode[] | null; readonly whole: ReactNode }[] = [];
  let filled = false;
  for (const { id, section } of sectionsOf(model, plan)) {
    const { show } = section;
    if ('Pages' in show && plan.onOnePage && show.Shared) {
      pages.push({ key: id, content: [<show.Shared key={id} model={model} />], whole: null });
      continue;
    }
    if ('Pages' in show) {
      pages.push({ key: id, content: null, whole: <show.Pages key={id} model={model} /> });
      continue;
    }
    const open = show.on === 'same page' && !filled ? pages.at(-1)?.content : undefined;
    filled = show.fills === true;
    const content = open ?? [];
    content.push(<Heading key={`${id} heading`} anchor={id} first={content.length === 0} />);
    content.push(<show.Body key={id} model={model} />);
    if (!open) pages.push({ key: id, content, whole: null });
  }
  return pages.map(({ key, content, whole }) =>
    content === null ? (
      whole
    ) : (
      <Sheet key={key} model={model}>
        {content}
      </Sheet>
    ),
  );
}

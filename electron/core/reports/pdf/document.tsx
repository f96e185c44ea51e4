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

interface Pages {
  readonly key: string;
  /** What stands on its last page, where others may follow there. */
  readonly content: ReactNode[] | null;
  whole(content: ReactNode): ReactNode;
}

/** Sections that share pages stand in one sheet; what grows with the case begins another, which keeps the layout fast. */
function sheets(model: ReportModel, plan: BriefPlan): ReactNode[] {
  const pages: Pages[] = [];
  const sheet = (key: string, content: ReactNode[]): number =>
    pages.push({
      ...{ key, content },
      whole: (all) => (
        <Sheet key={key} model={model}>
          {all}
        </Sheet>
      ),
    });
  let filled = false;
  for (const { id, section } of sectionsOf(model, plan)) {
    const { show } = section;
    if ('Pages' in show) {
      filled = false;
      if (plan.onOnePage && show.Shared) {
        sheet(id, [<show.Shared key={id} model={model} />]);
        continue;
      }
      const whole = (all: ReactNode) => (
        <show.Pages key={id} model={model}>
          {all}
        </show.Pages>
      );
      pages.push({ key: id, content: show.goesOn ? [] : null, whole });
      continue;
    }
    const open = show.on === 'same page' && !filled ? pages.at(-1)?.content : undefined;
    filled = show.fills === true;
    const parts = [<Heading key={`${id} heading`} anchor={id} first={!open} />, <show.Body key={id} model={model} />];
    if (open) open.push(...parts);
    else sheet(id, parts);
  }
  return pages.map(({ content, whole }) => whole(content === null || content.length === 0 ? null : content));
}

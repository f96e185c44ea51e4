import { Document } from '@react-pdf/renderer';
import type { ReactNode } from 'react';
import type { ReportModel } from '../model.ts';
import { Contents, Cover, EDITION, isShort } from './cover.tsx';
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
      {model.edition === 'executive' ? null : <Cover model={model} sections={sectionsOf(model).map(({ id }) => id)} />}
      {sheets(model, printing)}
    </Document>
  </PrintingContext.Provider>
);

interface Pages {
  readonly key: string;
  /** What stands on its last page, where others may follow there. */
  readonly content: ReactNode[] | null;
  /** All of it is light. */
  light: boolean;
  whole(content: ReactNode): ReactNode;
}

/** Sections that share pages stand in one sheet; what grows with the case begins another, which keeps the layout fast. */
function sheets(model: ReportModel, { plan, landmarks }: Printing): ReactNode[] {
  const pages: Pages[] = [];
  const sheet = (key: string, content: ReactNode[], light: boolean): number =>
    pages.push({
      ...{ key, content, light },
      whole: (all) => (
        <Sheet key={key} model={model}>
          {all}
        </Sheet>
      ),
    });
  let filled = false;
  if (model.edition !== 'executive') {
    filled = !isShort(landmarks.values());
    sheet('contents', [<Contents key="contents" />], !filled);
  }
  for (const { id, section } of sectionsOf(model, plan)) {
    const { show, light = false } = section;
    if ('Pages' in show) {
      const before = pages.at(-1);
      const lead = show.leads && !filled && before?.light ? before.content : null;
      if (lead) pages.pop();
      filled = false;
      if (plan.onOnePage && show.Shared) {
        sheet(id, [<show.Shared key={id} model={model} />], false);
        continue;
      }
      const whole = (all: ReactNode) => (
        <show.Pages key={id} model={model} lead={lead}>
          {all}
        </show.Pages>
      );
      pages.push({ key: id, content: show.goesOn ? [] : null, light: false, whole });
      continue;
    }
    const before = pages.at(-1);
    const joins = show.on === 'same page' || (show.on === 'light page' && before?.light === true);
    const last = joins && !filled ? before : undefined;
    const open = last?.content;
    filled = show.fills === true;
    const parts = [
      <Heading key={`${id} heading`} anchor={id} first={!open} ahead={section.ahead} />,
      <show.Body key={id} model={model} />,
    ];
    if (last && open) {
      open.push(...parts);
      last.light &&= light;
    } else sheet(id, parts, light);
  }
  return pages.map(({ content, whole }) => whole(content === null || content.length === 0 ? null : content));
}

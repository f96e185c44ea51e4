import layOut from '@react-pdf/layout';
import write from '@react-pdf/render';
import { Font, pdf } from '@react-pdf/renderer';
import { TLP } from '../../../../shared/domain/tlp.ts';
import type { PrintedPaper, ReportModel } from '../model.ts';
import { Report } from './document.tsx';
import { keepText } from './fidelity.ts';
import { prepareFonts } from './fonts.ts';
import { inspect } from './inspect.ts';
import { paper } from './paper.ts';
import { staysOnPages } from './placement.ts';
import type { Printing } from './printing.ts';
import { keepReadable } from './readable.ts';
import { nowhere } from './wrapping.ts';

type Layout = Parameters<typeof write>[1];

/**
 * Lays the report out and writes it. @param password 1 to 127 bytes of UTF-8; encrypts with AES-256.
 * Without one, equal models give equal bytes. @param step is told when a part of the work is done, in order
 */
export async function print(
  model: ReportModel,
  password: string | null,
  step: (done: 'laid out' | 'written') => void = () => {},
): Promise<PrintedPaper> {
  await prepareFonts();
  Font.registerHyphenationCallback(nowhere);
  const packed = await layOutReport(model, 'packing');
  const { layout, printing } = staysOnPages(packed.layout) ? packed : await layOutReport(model, 'classic');
  if (!staysOnPages(layout)) throw new Error('the layout ran off a page');
  keepText(layout);
  inspect(layout, TLP[model.case.tlp].label, printing.contents);
  step('laid out');
  const pages = layout.children.length;
  const target = paper(model, password);
  keepReadable(layout, target);
  const chunks: Uint8Array[] = [];
  target.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => target.on('end', resolve).on('error', reject));
  write(target as never, layout);
  await ended;
  step('written');
  return { pdf: Buffer.concat(chunks), pages, unknownCharacters: [...printing.unknown] };
}

async function layOutReport(model: ReportModel, pagination: Printing['pagination']) {
  const printing: Printing = {
    pagination,
    unknown: new Set(),
    entries: new Set(model.exhibits.map(({ record }) => record.label)),
    pageOf: new Map(),
    contents: new Map(),
  };
  const container = pdf(<Report model={model} printing={printing} />).container as { document: unknown };
  // Typed for one parameter, called by the library itself with two.
  const lay = layOut as unknown as (document: unknown, fonts: typeof Font) => Promise<Layout>;
  return { layout: await lay(container.document, Font), printing };
}

import { Document as PdfDocument, Image as PdfImage, Page as PdfPage, pdf, Text, View } from '@react-pdf/renderer';
import { createElement as make, type ReactNode } from 'react';
import type { ReportModel } from '../../../electron/core/reports/model.ts';

/** The same pictures, rows and entries by the library alone, in one page run, as a process of its own. */
export type Content = Pick<ReportModel, 'exhibits' | 'custody'>;
export interface Plain {
  readonly pages: number;
  readonly cpuSeconds: number;
  /** The most that the process held. */
  readonly mb: number;
}

async function plainPrint({ exhibits, custody }: Content): Promise<void> {
  const before = process.cpuUsage();
  const words = (text: string, key: string): ReactNode => make(Text, { key, style: { fontSize: 8 } }, text);
  const row = (cells: readonly string[], key: string): ReactNode =>
    make(
      View,
      { key, wrap: false, style: { flexDirection: 'row' } },
      cells.map((cell, at) => make(View, { key: `${at}`, style: { flex: 1 } }, words(cell, 't'))),
    );
  const parts = exhibits.map(({ record, picture: shown, content }) =>
    make(View, { key: record.label, style: { marginTop: 12 } }, [
      words(`${record.label} ${record.title}`, 'title'),
      words(record.sha256, 'sha'),
      words(`Acquired ${record.acquiredAt} by ${record.acquiredBy}`, 'by'),
      shown &&
        make(PdfImage, {
          key: 'p',
          src: { data: Buffer.from(shown.bytes), format: 'jpg' },
          style: { height: 228, width: 365 },
        }),
      ...(content?.kind === 'query'
        ? [
            words(content.query.sql, 'sql'),
            row(
              content.query.columns.map(({ name }) => name),
              'head',
            ),
            ...content.query.rows.map((cells, at) => row(cells.map(String), `${at}`)),
          ]
        : []),
    ]),
  );
  const log = custody.map((entry) => row([String(entry.seq), entry.at, entry.action, entry.hash], `c${entry.seq}`));
  const page = make(PdfPage, { size: 'A4', style: { padding: 50 } }, [...parts, ...log]);
  const stream = (await pdf(make(PdfDocument, {}, page) as never).toBuffer()) as unknown as AsyncIterable<Uint8Array>;
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const pages =
    Buffer.concat(chunks)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0;
  const { user, system } = process.cpuUsage(before);
  process.send?.(
    { pages, cpuSeconds: (user + system) / 1e6, mb: Math.round(process.resourceUsage().maxRSS / 1e3) } satisfies Plain,
    () => process.exit(0),
  );
}

process.on('message', (content) => void plainPrint(content as Content));

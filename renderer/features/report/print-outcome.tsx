import { Button, Callout } from '@blueprintjs/core';
import { useState } from 'react';
import { draftWords, openIn } from '../../../shared/domain/report-points.ts';
import { host } from '../../client/call.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { Hash } from '../../ui/hash.tsx';
import { showError } from '../../ui/toaster.ts';
import { Words } from '../../ui/words.tsx';
import { EDITIONS } from './editions.ts';
import type { Delivered, Fate, Printed, Printing } from './printing.ts';

/** What came of the last print: what was made, its hash, and what to know before it leaves. */
export function PrintOutcome({ printing }: { readonly printing: Printing }) {
  if (printing.state === 'failed')
    return (
      <Callout compact intent="danger">
        {printing.message}
      </Callout>
    );
  if (printing.state === 'printed') return <PdfMade {...printing} />;
  if (printing.state === 'delivered') return <DeliveryMade {...printing} />;
  return null;
}

const FATES: Readonly<Record<Fate, (printed: Printed) => string>> = {
  saved: ({ name, pages, bytes }) => `${name}: ${plural(pages, 'page')}, ${formatBytes(bytes)}.`,
  cancelled: ({ pages }) => `The report was laid out (${plural(pages, 'page')}) and then neither saved nor sent.`,
  sent: ({ pages }) => `${plural(pages, 'page')} went to the system’s printing.`,
  offered: ({ pages }) =>
    `${plural(pages, 'page')} were given to the browser’s print dialog. It does not tell whether they were printed.`,
};

function PdfMade({ printed, fate }: { readonly printed: Printed; readonly fate: Fate }) {
  const { sha256, warnings, points, copyNumber } = printed;
  const open = openIn(points);
  return (
    <>
      <Callout compact intent={fate === 'cancelled' ? 'none' : 'success'}>
        {copyNumber !== null && `Copy ${copyNumber}. `}
        {FATES[fate](printed)} {open > 0 && <span className="rt-warn">{draftWords(open)}</span>}
        <Hash value={sha256} name="SHA-256 of the PDF" />
        {fate === 'saved' && <SaveSignature signature={printed.signature} />}
      </Callout>
      <Warnings warnings={warnings} />
    </>
  );
}

/** The signature proves that the PDF came out of this vault as it is; it is a file of its own, so that the PDF stays one. */
function SaveSignature({ signature }: { readonly signature: Printed['signature'] }) {
  const [state, setState] = useState<'offered' | 'saved'>('offered');
  const save = async (): Promise<void> => {
    try {
      if ((await host().save(signature.ticket, signature.name)) === 'saved') setState('saved');
    } catch (error) {
      showError(error);
    }
  };
  if (state === 'saved')
    return <p>{signature.name} is saved. The public key that checks it is in the vault settings.</p>;
  return <Button size="small" icon="endorsed" text="Save the signature too" onClick={() => void save()} />;
}

function DeliveryMade({ delivered, fate }: { readonly delivered: Delivered; readonly fate: Fate }) {
  const { name, copies, bytes } = delivered;
  const saved = fate === 'saved';
  const warnings = copies.flatMap((copy) =>
    copy.warnings.map((words) => (copies.length === 1 ? words : `Copy ${copy.copyNumber ?? ''}: ${words}`)),
  );
  return (
    <>
      <Callout compact intent={saved ? 'success' : 'none'}>
        {saved ? `${name}: ` : 'Printed and recorded, then not saved: '}
        {plural(copies.length, 'copy', 'copies')}, {plural(copies.flatMap(({ files }) => files).length, 'file')},{' '}
        {formatBytes(bytes)}.
        <ul className="rt-report-delivered">
          {copies.map(({ edition, finding, recipient, copyNumber, pages, files, points }) => (
            <li key={files[0]?.sha256}>
              {[
                copyNumber === null ? EDITIONS[edition].name : `Copy ${copyNumber}: ${EDITIONS[edition].name}`,
                finding ?? '',
                recipient,
                plural(pages, 'page'),
                draftWords(openIn(points)),
              ]
                .filter((each) => each !== '')
                .join(', ')}{' '}
              {files[0] && <Hash value={files[0].sha256} short />}
            </li>
          ))}
        </ul>
      </Callout>
      <Warnings warnings={warnings} />
    </>
  );
}

const Warnings = ({ warnings }: { readonly warnings: readonly string[] }) =>
  warnings.length === 0 ? null : (
    <Callout compact intent="warning">
      <strong>To know before it leaves</strong>
      <ul className="rt-report-warnings">
        {[...new Set(warnings)].map((warning) => (
          <li key={warning}>
            <Words>{warning}</Words>
          </li>
        ))}
      </ul>
    </Callout>
  );

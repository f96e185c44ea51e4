import type { Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { draftWords } from '../../../shared/domain/report-points.ts';
import { useRead } from '../../client/hooks.ts';
import { formatBytes, plural } from '../../ui/format.ts';
import { Hash, Time } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EDITIONS } from './editions.ts';

type Printed = Output<'report.history'>[number];

/** Every report that was printed, the newest first, with what was delivered beside it: a file that turns up is told by its hash. */
export function PrintHistory({ caseId }: { caseId: CaseId }) {
  const { data = [], error } = useRead('report.history', { caseId });
  return (
    <Panel title="Delivery record">
      {error && <p className="rt-report-empty rt-danger">{error.message}</p>}
      {data.length === 0 && !error ? (
        <p className="rt-report-empty rt-muted">None yet. Each print is listed here with its SHA-256.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
        <ol className="rt-report-history" aria-label="Prints, newest first" tabIndex={0}>
          {data.map((report) => (
            <Entry key={`${report.printedAt} ${report.sha256}`} report={report} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Entry({ report }: { readonly report: Printed }) {
  const { copyNumber, edition, finding, recipient, printedBy, printedAt, pages, bytes, openPoints, accepted, files } =
    report;
  const how = [
    plural(pages, 'page'),
    formatBytes(bytes),
    ...(report.paper ? ['on paper'] : []),
    ...(report.encrypted ? ['with password'] : []),
  ];
  return (
    <li>
      <div>
        <strong>{copyNumber === null ? 'No copy number' : `Copy ${copyNumber}`}</strong>{' '}
        {[EDITIONS[edition].name, ...(finding === null ? [] : [`${finding} alone`])].join(', ')}{' '}
        {recipient === '' ? <span className="rt-muted">recipient not stated</span> : `for ${recipient}`}
        {openPoints > 0 && <span className="rt-warn"> {draftWords(openPoints)}</span>}
      </div>
      <div className="rt-muted">
        <Time at={printedAt} />
        {printedBy !== '' && ` by ${printedBy}`}, {how.join(', ')}
      </div>
      <Hash value={report.sha256} name="SHA-256 of the PDF" />
      {accepted.length > 0 && (
        <details>
          <summary>{plural(accepted.length, 'accepted point')}</summary>
          <ul>
            {accepted.map(({ where, words, reason, by }) => (
              <li key={`${where} ${words}`}>
                {where}: {words} Accepted by {by}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {files.length > 0 && (
        <details>
          <summary>{plural(files.length, 'file')} beside it</summary>
          <ul>
            {files.map(({ name, what, bytes: size, sha256 }) => (
              <li key={name}>
                <div>{name}</div>
                <div className="rt-muted">
                  {what}, {formatBytes(size)}
                </div>
                <Hash value={sha256} name={`SHA-256 of ${name}`} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

import { HTMLTable } from '@blueprintjs/core';
import type { CaseId } from '../../../shared/contract/values.ts';
import { useRead } from '../../client/hooks.ts';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { Hash, Time } from '../../ui/hash.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EDITIONS } from './editions.ts';

/** Every report that was printed, the newest first: a PDF that turns up is told by its hash. */
export function PrintHistory({ caseId }: { caseId: CaseId }) {
  const { data = [], error } = useRead('report.history', { caseId });
  return (
    <Panel title="Delivery record">
      {error && <p className="rt-report-empty rt-danger">{error.message}</p>}
      {data.length === 0 && !error ? (
        <p className="rt-report-empty rt-muted">None yet. Each print is listed here with its SHA-256.</p>
      ) : (
        <div className="rt-report-history">
          <HTMLTable compact>
            <thead>
              <tr>
                <th scope="col">Copy</th>
                <th scope="col">Printed</th>
                <th scope="col">Recipient</th>
                <th scope="col">Edition</th>
                <th scope="col">Pages</th>
                <th scope="col">SHA-256</th>
              </tr>
            </thead>
            <tbody>
              {data.map((report) => (
                <tr key={`${report.printedAt} ${report.sha256}`}>
                  <td>{report.copyNumber ?? ''}</td>
                  <td title={report.printedBy === '' ? '' : `by ${report.printedBy}`}>
                    <Time at={report.printedAt} />
                    {report.paper && <span className="rt-muted"> on paper</span>}
                  </td>
                  <td
                    title={report.accepted
                      .map(({ where, words, reason }) => `${where}: ${words} Accepted: ${reason}`)
                      .join('\n')}
                  >
                    {report.recipient === '' ? <span className="rt-muted">Not stated</span> : report.recipient}
                    {report.openPoints > 0 && (
                      <span className="rt-warn"> draft, {formatCount(report.openPoints)} open</span>
                    )}
                    {report.accepted.length > 0 && (
                      <span className="rt-muted"> {formatCount(report.accepted.length)} accepted</span>
                    )}
                  </td>
                  <td>
                    {EDITIONS[report.edition].name}
                    {report.encrypted && <span className="rt-muted"> with password</span>}
                  </td>
                  <td title={formatBytes(report.bytes)}>{formatCount(report.pages)}</td>
                  <td>
                    <Hash value={report.sha256} short />
                  </td>
                </tr>
              ))}
            </tbody>
          </HTMLTable>
        </div>
      )}
    </Panel>
  );
}

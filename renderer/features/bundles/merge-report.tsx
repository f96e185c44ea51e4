import './bundles.css';
import { Callout, HTMLSelect, HTMLTable, Tag } from '@blueprintjs/core';
import type { BundleReport, ReportRow, Take, TakenState } from '../../../shared/contract/bundle-report.ts';
import { KIND_WORDS, STATE_WORDS, TAKE_WORDS } from '../../../shared/domain/merge-words.ts';
import { plural } from '../../ui/format.ts';
import { Time } from '../../ui/hash.tsx';

/** What is chosen otherwise than the report proposes, by the keys of its rows. */
export type Choices = ReadonlyMap<string, Take>;

/** What asks for a decision comes first. */
const ORDER: readonly TakenState[] = ['conflict', 'theirs', 'gone-here', 'new', 'gone-there', 'ours', 'only-here'];
const DRAWN = 200;

interface Props {
  readonly report: BundleReport;
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
}

/** A bundle held against the case that it is of: by what it is measured, what differs, and what becomes of it. */
export function MergeReport({ report, choices, onChoose }: Props) {
  const { theirs, createdAt, createdBy, signer, base, notes, restrictions, renumbered, rows } = report;
  const other = signer.before.length > 0 && !signer.before.includes(signer.fingerprint);
  const choose = (keys: readonly ReportRow[], take: Take): void => {
    const next = new Map(choices);
    for (const { key, choices: of } of keys) next.set(key, of.includes(take) ? take : 'ours');
    onChoose(next);
  };
  return (
    <div className="rt-column">
      <dl className="rt-facts">
        <dt>Bundle</dt>
        <dd>
          {theirs.label} “{theirs.title}”, made <Time at={createdAt} /> by “{createdBy}”, as the sender states
        </dd>
        <dt>Signed by</dt>
        <dd>
          {signer.own
            ? 'this vault'
            : signer.name !== ''
              ? `“${signer.name}”`
              : signer.known
                ? 'a known key'
                : 'a key that was not seen before'}{' '}
          <span className="rt-mono rt-muted rt-break">{signer.fingerprint}</span>
        </dd>
        <dt>Common version</dt>
        <dd>
          {base ? (
            <>
              the bundle that was {base.way} <Time at={base.at} />
            </>
          ) : (
            'none is known'
          )}
        </dd>
      </dl>
      {other && (
        <Callout compact intent="warning">
          <strong>Another key than before.</strong> Earlier bundles of this case were signed by a different key. Compare
          the fingerprint with the sender through another channel.
        </Callout>
      )}
      {notes.length > 0 && (
        <Callout compact intent={base ? 'primary' : 'warning'}>
          <ul className="rt-bundle-list">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Callout>
      )}
      <Counts report={report} />
      {restrictions.length > 0 && (
        <section aria-label="The stricter stands">
          <h3>The stricter stands</h3>
          <HTMLTable compact className="rt-bundle-table">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Ours</th>
                <th scope="col">Theirs</th>
                <th scope="col">Stands</th>
              </tr>
            </thead>
            <tbody>
              {restrictions.map(({ what, ours, theirs: there, stands }) => (
                <tr key={what}>
                  <td>{what}</td>
                  <td>{ours}</td>
                  <td>{there}</td>
                  <td>{stands}</td>
                </tr>
              ))}
            </tbody>
          </HTMLTable>
        </section>
      )}
      {renumbered.length > 0 && (
        <section aria-label="New numbers">
          <h3>New numbers</h3>
          <p className="rt-muted">These numbers are taken here. Both are kept, and texts that come in follow.</p>
          <ul className="rt-bundle-list">
            {renumbered.map(({ kind, was, becomes, title }) => (
              <li key={`${kind} ${was}`}>
                <span className="rt-mono">
                  {was} → {becomes}
                </span>{' '}
                {title}
              </li>
            ))}
          </ul>
        </section>
      )}
      {ORDER.map((state) => {
        const some = rows.filter((row) => row.state === state);
        return some.length === 0 ? null : (
          <Rows key={state} state={state} rows={some} choices={choices} onChoose={choose} />
        );
      })}
      {rows.length === 0 && <p>Nothing differs: the case has all that the bundle holds.</p>}
    </div>
  );
}

function Counts({ report: { counts } }: { report: BundleReport }) {
  const columns = [
    ['new', 'New there'],
    ['theirs', 'Changed there'],
    ['conflict', 'On both sides'],
    ['ours', 'Changed here'],
    ['onlyHere', 'New here'],
    ['goneHere', 'Not here'],
    ['goneThere', 'Not there'],
    ['same', 'The same'],
  ] as const;
  return (
    <HTMLTable compact className="rt-bundle-table">
      <caption className="rt-bundle-caption">What the bundle and the case hold</caption>
      <thead>
        <tr>
          <th scope="col">Kind</th>
          {columns.map(([key, word]) => (
            <th scope="col" key={key} className="rt-bundle-number">
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((count) => (
          <tr key={count.kind}>
            <th scope="row">{KIND_WORDS[count.kind]}</th>
            {columns.map(([key]) => (
              <td key={key} className="rt-bundle-number">
                {count[key] === 0 ? '' : count[key]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </HTMLTable>
  );
}

interface RowsProps {
  readonly state: TakenState;
  readonly rows: readonly ReportRow[];
  readonly choices: Choices;
  readonly onChoose: (rows: readonly ReportRow[], take: Take) => void;
}
const HEAD = { conflict: 'all conflicts', theirs: 'all that changed there only', 'gone-here': 'all that is not here' };

function Rows({ state, rows, choices, onChoose }: RowsProps) {
  const open = rows.filter((row) => row.choices.length > 0);
  const most = new Set(open.flatMap((row) => row.choices));
  const shown = rows.slice(0, DRAWN);
  const list = (
    <ul className="rt-bundle-rows">
      {shown.map((row) => (
        <li key={row.key}>
          <div className="rt-row">
            <Tag minimal>{KIND_WORDS[row.kind]}</Tag>
            <span className="rt-grow rt-break">{row.title}</span>
            {row.choices.length > 0 && (
              <HTMLSelect
                aria-label={`Version of ${row.title}`}
                value={choices.get(row.key) ?? row.take}
                onChange={(event) => onChoose([row], event.currentTarget.value as Take)}
                options={row.choices.map((take) => ({ value: take, label: TAKE_WORDS[take] }))}
              />
            )}
          </div>
          {row.note !== '' && <p className="rt-muted">{row.note}</p>}
          {row.fields.length > 0 && <Fields row={row} />}
        </li>
      ))}
    </ul>
  );
  const left = rows.length - shown.length;
  const quiet = state === 'only-here' || state === 'ours' || state === 'gone-there';
  const body = (
    <>
      {open.length > 1 && state in HEAD && (
        <div className="rt-row">
          <span>For {HEAD[state as keyof typeof HEAD]}:</span>
          <HTMLSelect
            aria-label={`Version for ${HEAD[state as keyof typeof HEAD]}`}
            value=""
            onChange={(event) => event.currentTarget.value !== '' && onChoose(open, event.currentTarget.value as Take)}
            options={[
              { value: '', label: 'Choose…' },
              ...(['ours', 'theirs', 'both'] as const)
                .filter((take) => most.has(take))
                .map((take) => ({ value: take, label: TAKE_WORDS[take] })),
            ]}
          />
        </div>
      )}
      {list}
      {left > 0 && (
        <p className="rt-muted">
          {plural(left, 'more row')} not drawn here. What is chosen for all counts for these too; redthread bundle merge
          --report lists each.
        </p>
      )}
    </>
  );
  const title = `${STATE_WORDS[state]} (${rows.length})`;
  return quiet ? (
    <details>
      <summary>{title}</summary>
      {body}
    </details>
  ) : (
    <section aria-label={STATE_WORDS[state]}>
      <h3>{title}</h3>
      {body}
    </section>
  );
}

function Fields({ row: { fields } }: { row: ReportRow }) {
  return (
    <HTMLTable compact className="rt-bundle-table">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Ours</th>
          <th scope="col">Theirs</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ field, ours, theirs }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td className="rt-bundle-words">{ours}</td>
            <td className="rt-bundle-words">{theirs}</td>
          </tr>
        ))}
      </tbody>
    </HTMLTable>
  );
}

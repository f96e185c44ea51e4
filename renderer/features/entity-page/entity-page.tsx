import './entity-page.css';
import { Button, Drawer, HTMLTable, Icon, type IconName, Spinner, Tag } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Entity } from '../../../shared/contract/entities.ts';
import type { IdentityEntry } from '../../../shared/contract/identities.ts';
import type { EntityPage as Page } from '../../../shared/contract/pages.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { factsWords } from '../../../shared/domain/link-facts.ts';
import { rowsWords } from '../../../shared/domain/row-ranges.ts';
import { call, runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { Basis, verdictWords } from '../../parts/identity-basis.tsx';
import { IdentityForm } from '../../parts/identity-form.tsx';
import { kindOf } from '../../state/entity-kinds.ts';
import {
  closeEntityPage,
  type OpenPage,
  openEntityPage,
  useComparedWith,
  useEntityPage,
} from '../../state/entity-page.ts';
import { openIdentities } from '../../state/identities.ts';
import { type Place, useNavigation } from '../../state/navigation.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { messageOf, showError } from '../../ui/toaster.ts';
import { Country } from './country.tsx';
import { Expand } from './expand.tsx';
import { Marks } from './marks.tsx';
import { Times } from './times.tsx';
import { AddToFinding, Note } from './write-down.tsx';

/** What is known of one value, beside the screen that it was opened from. */
export function EntityPage() {
  const open = useEntityPage();
  useEffect(() => closeEntityPage, []);
  return (
    <Drawer
      isOpen={open !== null}
      onClose={closeEntityPage}
      size="min(600px, 92vw)"
      hasBackdrop={false}
      className="rt-entity-page-drawer"
    >
      {open && (
        <div role="dialog" aria-label={`What is known of ${open.label}`} className="rt-entity-page">
          <div className="rt-entity-page-head">
            <h2>
              <Icon icon={kindOf(open.type).icon as IconName} color={kindOf(open.type).colour} />{' '}
              <span className="rt-mono rt-break">{open.label}</span>
            </h2>
            <Button variant="minimal" icon="cross" aria-label="Close" onClick={closeEntityPage} />
          </div>
          <Known key={`${open.type} ${open.label}`} value={open} />
        </div>
      )}
    </Drawer>
  );
}

function Known({ value }: { value: OpenPage }) {
  const { caseId, go: goTo } = useNavigation();
  const { data: page, error } = useRead('page.entity', { caseId, ...value });
  const go = (place: Place): void => {
    closeEntityPage();
    goTo(place);
  };
  if (error) return <p className="rt-danger rt-entity-page-body">{messageOf(error)}</p>;
  if (!page) return <Spinner size={24} className="rt-waiting" />;
  const { entity, links, exhibits, findings, elsewhere, problem } = page;
  return (
    <div className="rt-entity-page-body">
      <p className="rt-muted">
        {kindOf(value.type).word}
        {entity === null && ', not an entity of this case yet'}
        {entity && entity.label !== value.label && (
          <>
            , entered as <span className="rt-mono rt-break">{entity.label}</span>
          </>
        )}
      </p>
      {problem && <p className="rt-warn">It may be mistyped. {problem}</p>}
      {entity && <Note caseId={caseId} entity={entity} />}
      {elsewhere.entities > 0 && (
        <p>
          <Tag minimal intent="warning">
            Also in {plural(elsewhere.cases, 'other case')}
          </Tag>{' '}
          <Elsewhere value={value} />
        </p>
      )}
      <Marks value={value} go={go} />
      {entity ? (
        <Identity caseId={caseId} entity={entity} />
      ) : (
        <Part title="Identity">
          <p className="rt-muted">
            Only entities can be said to be the same. Make it one with “Make entity” in the grid, or on the board.
          </p>
        </Part>
      )}
      <Country caseId={caseId} value={value} />
      {entity?.forms && <Forms forms={entity.forms} exhibits={exhibits} />}
      <Part title="Rows in the data">
        <Rows value={value} go={go} />
      </Part>
      <Times value={value} go={go} />
      <Part title="Links" count={links.length} none="None.">
        <Links links={links} />
      </Part>
      {entity && <Expand entity={entity} />}
      <Part title="Seen in" count={exhibits.length} none="No exhibit.">
        <ul>
          {exhibits.map(({ id, label, title, removed, rows }) => (
            <li key={id}>
              <Button
                variant="minimal"
                size="small"
                text={`${label} ${title}`}
                onClick={() => go({ screen: 'evidence', focus: id })}
              />
              {removed && <span className="rt-muted"> removed</span>}
              {rows && <span className="rt-muted rt-break"> {rowsWords(rows)}</span>}
            </li>
          ))}
        </ul>
      </Part>
      <AddToFinding page={page} go={go} />
      <Part title="Findings that name it" count={findings.length} none="None.">
        <ul>
          {findings.map(({ id, label, claim }) => (
            <li key={id}>
              <Button
                variant="minimal"
                size="small"
                text={`${label} ${claim}`}
                onClick={() => go({ screen: 'findings', focus: id })}
              />
            </li>
          ))}
        </ul>
      </Part>
    </div>
  );
}

/** Names the other cases only when asked, and the log of this case says that somebody asked. */
function Elsewhere({ value }: { value: OpenPage }) {
  const { caseId } = useNavigation();
  const [found, setFound] = useState<Output<'page.elsewhere'> | null>(null);
  if (found) return <>{found.map((each) => `${each.case} ${each.title} (${each.label})`).join(', ')}</>;
  return (
    <Button
      size="small"
      variant="minimal"
      text="Show which (recorded)"
      onClick={() => void call('page.elsewhere', { caseId, ...value }).then(setFound, showError)}
    />
  );
}

/** What else it is held to be, on what basis, and how that is changed. */
function Identity({ caseId, entity }: { caseId: CaseId; entity: Entity }) {
  const { data } = useRead('identity.list', { caseId });
  const compared = useComparedWith();
  const [deciding, setDeciding] = useState(compared !== null);
  // A page that is open already is asked too.
  useEffect(() => {
    if (compared !== null) setDeciding(true);
  }, [compared]);
  const own = data?.identities.find(({ members }) => members.some(({ id }) => id === entity.id));
  const others = own?.members.filter(({ id }) => id !== entity.id) ?? [];
  const entries = (data?.entries ?? []).filter(
    ({ number, counts, verdict, a, b }) =>
      counts && verdict !== 'withdrawn' && (own?.basis.includes(number) || a.id === entity.id || b.id === entity.id),
  );
  return (
    <Part title="Identity">
      {entries.length === 0 && <p className="rt-muted">Held to be nobody else.</p>}
      {others.length > 0 && (
        <p>
          <span className="rt-muted">Also known as </span>
          {others.map(({ id, type, label }) => (
            <Button
              key={id}
              variant="minimal"
              size="small"
              text={<bdi className="rt-break">{label}</bdi>}
              onClick={() => openEntityPage({ type, label })}
            />
          ))}
        </p>
      )}
      <ul>
        {entries.map((entry) => (
          <li key={entry.number}>
            <bdi className="rt-break">{verdictWords(entry)}</bdi>
            <br />
            <Basis entry={entry} />
            <Button
              variant="minimal"
              size="small"
              text="Take back"
              aria-label={`Take back: ${verdictWords(entry)}`}
              onClick={() => void takeBack(caseId, entry)}
            />
          </li>
        ))}
      </ul>
      {deciding ? (
        <IdentityForm
          key={compared}
          caseId={caseId}
          entity={entity}
          other={compared ?? ''}
          onDone={() => setDeciding(false)}
        />
      ) : (
        <Button size="small" icon="merge-columns" text="Same as another entity…" onClick={() => setDeciding(true)} />
      )}
      <Button size="small" variant="minimal" text="Review suggestions" onClick={openIdentities} />
    </Part>
  );
}

const takeBack = (caseId: CaseId, { number, a, b }: IdentityEntry): Promise<unknown> =>
  call('identity.decide', {
    caseId,
    a: a.id,
    b: b.id,
    verdict: 'withdrawn',
    reason: `Entry ${number} taken back`,
  }).catch(showError);

/** The ways in which it is written, and where. */
function Forms({ forms, exhibits }: { forms: NonNullable<Entity['forms']>; exhibits: Page['exhibits'] }) {
  return (
    <Part title="Written as" count={forms.length}>
      <ul>
        {forms.map(({ text, exhibit, place, rows }) => (
          <li key={`${text} ${exhibit} ${place}`}>
            <span className="rt-mono rt-break">{text}</span>{' '}
            <span className="rt-muted rt-break">
              {[exhibits.find(({ id }) => id === exhibit)?.label, place, rows && rowsWords(rows)]
                .filter(Boolean)
                .join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

interface PartProps {
  readonly title: string;
  readonly count?: number;
  readonly none?: string;
  readonly children: React.ReactNode;
}
function Part({ title, count, none, children }: PartProps) {
  return (
    <section>
      <h3>
        {title} {count !== undefined && count > 0 && <span className="rt-muted">{formatCount(count)}</span>}
      </h3>
      {count === 0 ? <p className="rt-muted">{none}</p> : children}
    </section>
  );
}

function Links({ links }: { links: Page['links'] }) {
  return (
    <HTMLTable compact>
      <tbody>
        {links.map(({ link, other }) => (
          <tr key={link.id}>
            <td>{link.type}</td>
            <td>
              {other.type ? (
                <Button
                  variant="minimal"
                  size="small"
                  icon={kindOf(other.type).icon as IconName}
                  text={<span className="rt-mono rt-break">{other.name}</span>}
                  onClick={() => other.type && openEntityPage({ type: other.type, label: other.name })}
                />
              ) : (
                <span className="rt-break">{other.name}</span>
              )}
            </td>
            <td className="rt-muted">{link.facts ? factsWords(link.facts) : link.label}</td>
          </tr>
        ))}
      </tbody>
    </HTMLTable>
  );
}

/** What the indexes say at once, while every column is looked through. */
function Indexed({ value }: { value: OpenPage }) {
  const { caseId } = useNavigation();
  const { data } = useRead('page.indexed', { caseId, ...value });
  const held = (data?.datasets ?? []).flatMap(({ view, columns }) =>
    columns.flatMap(({ column, rows }) => (rows > 0 ? [{ view, column, rows }] : [])),
  );
  return (
    <>
      {held.map(({ view, column, rows }) => (
        <p key={`${view} ${column}`}>
          <span className="rt-mono">{view}</span> {column}: {plural(rows, 'row')}
        </p>
      ))}
      <p className="rt-muted">
        <Spinner size={14} /> {data && 'From the index of identifying columns. '}Looking through every column.
      </p>
      {data && data.pending > 0 && (
        <Button
          size="small"
          text={`Index ${plural(data.pending, 'column')}: holds up the program for some seconds each`}
          onClick={() => void runJob('page.index', { caseId }).catch(showError)}
        />
      )}
    </>
  );
}

type Found = Output<'page.rows'>;
function Rows({ value, go }: { value: OpenPage; go: (place: Place) => void }) {
  const { caseId } = useNavigation();
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState('');
  const { type, label } = value;
  useEffect(() => {
    const stopped = new AbortController();
    runJob('page.rows', { caseId, type, label }, { signal: stopped.signal }).then(
      (rows) => !stopped.signal.aborted && setFound(rows),
      (error: unknown) => !stopped.signal.aborted && setProblem(messageOf(error)),
    );
    return () => stopped.abort();
  }, [caseId, type, label]);
  if (problem)
    return (
      <p role="alert" className="rt-danger">
        {problem}
      </p>
    );
  if (!found) return <Indexed value={value} />;
  return (
    <>
      <HTMLTable compact>
        <tbody>
          {found.datasets.map(({ datasetId, view, exhibitLabel, rows, total, columns, sql }) => (
            <tr key={datasetId}>
              <td>
                <span className="rt-muted">{exhibitLabel}</span> <span className="rt-mono">{view}</span>
              </td>
              <td>
                {formatCount(rows)} of {plural(total, 'row')}
              </td>
              <td className="rt-muted">
                {columns.map((each) => `${each.column} ${formatCount(each.rows)}`).join(', ')}
              </td>
              <td>
                <Button
                  variant="minimal"
                  size="small"
                  icon="th"
                  aria-label={`Show the rows of ${view}`}
                  onClick={() => go({ screen: 'data', sql })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </HTMLTable>
      <p className="rt-muted">
        {found.datasets.length === 0
          ? 'In no dataset'
          : found.without > 0
            ? `Not in ${plural(found.without, 'other dataset')}`
            : ''}
        {found.datasets.length === 0 || found.without > 0 ? '. ' : ''}Whole cells compared, {found.compared}.
      </p>
    </>
  );
}

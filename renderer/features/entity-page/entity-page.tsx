import './entity-page.css';
import { Button, Drawer, HTMLTable, Icon, type IconName, Spinner, Tag } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { EntityPage as Page } from '../../../shared/contract/pages.ts';
import { ENTITY } from '../../../shared/domain/entities.ts';
import { factsWords } from '../../../shared/domain/link-facts.ts';
import { rowsWords } from '../../../shared/domain/row-ranges.ts';
import { runJob } from '../../client/call.ts';
import { useRead } from '../../client/hooks.ts';
import { closeEntityPage, type OpenPage, openEntityPage, useEntityPage } from '../../state/entity-page.ts';
import { type Place, useNavigation } from '../../state/navigation.tsx';
import { formatCount, plural } from '../../ui/format.ts';
import { messageOf } from '../../ui/toaster.ts';

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
              <Icon icon={ENTITY[open.type].icon as IconName} color={ENTITY[open.type].colour} />{' '}
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
        {ENTITY[value.type].word}
        {entity === null && ', not an entity of this case yet'}
        {entity && entity.label !== value.label && (
          <>
            , entered as <span className="rt-mono rt-break">{entity.label}</span>
          </>
        )}
      </p>
      {problem && <p className="rt-warn">It may be mistyped. {problem}</p>}
      {entity?.note && <p className="rt-entity-page-note">{entity.note}</p>}
      {elsewhere.entities > 0 && (
        <p>
          <Tag minimal intent="warning">
            Also in {plural(elsewhere.cases, 'other case')}
          </Tag>
        </p>
      )}
      <Part title="Rows in the data">
        <Rows value={value} go={go} />
      </Part>
      <Part title="Links" count={links.length} none="None.">
        <Links links={links} />
      </Part>
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
                  icon={ENTITY[other.type].icon as IconName}
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
  if (!found) return <Spinner size={16} />;
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

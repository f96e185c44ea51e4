import './patterns.css';
import { Button, InputGroup, Spinner, Tag } from '@blueprintjs/core';
import { useRef, useState } from 'react';
import { ROLES } from '../../../shared/domain/patterns/roles.ts';
import type { Template } from '../../../shared/domain/patterns/template.ts';
import { TEMPLATES, templateById } from '../../../shared/domain/patterns/templates.ts';
import { TYPOLOGIES } from '../../../shared/domain/typologies/typologies.ts';
import type { Typology } from '../../../shared/domain/typologies/typology.ts';
import { useRead } from '../../client/hooks.ts';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { EmptyState, Panel, Screen } from '../../ui/panel.tsx';
import { PATTERNS } from './actions.ts';
import { PatternPane } from './pattern-pane.tsx';

const matches = (text: string, sought: string): boolean =>
  sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
const GROUPS = [...new Set(TEMPLATES.map(({ group }) => group))];

/** Known patterns and schemes on the left; what one needs, checks and finds on the right. */
export function PatternsScreen() {
  const { caseId } = useNavigation();
  const [chosen, choose] = useState(TEMPLATES[0]?.id ?? '');
  const [sought, seek] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const runs = useRef<() => void>(null);
  const { data: mappings } = useRead('pattern.mappings', { caseId });
  useActions(PATTERNS, { run: () => runs.current?.(), search: () => search.current?.focus() });
  const templates = TEMPLATES.filter(({ name, finds, needs }) => matches([name, finds, ...needs].join(' '), sought));
  const typologies = TYPOLOGIES.filter(({ name, summary, signals }) =>
    matches([name, summary, ...signals].join(' '), sought),
  );
  const template = templateById(chosen);
  const typology = TYPOLOGIES.find(({ id }) => id === chosen);
  const entry = (id: string, name: string, detail: string) => (
    <li key={id}>
      <button type="button" aria-current={id === chosen} onClick={() => choose(id)}>
        <span>{name}</span>
        <span className="rt-muted">{detail}</span>
      </button>
    </li>
  );
  return (
    <Screen title="Patterns">
      <div className="rt-patterns">
        <nav className="rt-patterns-list" aria-label="Patterns and schemes">
          <InputGroup
            inputRef={search}
            leftIcon="search"
            type="search"
            placeholder="Search patterns and schemes"
            aria-label="Search patterns and schemes"
            value={sought}
            onChange={(event) => seek(event.target.value)}
          />
          {GROUPS.map((group) => {
            const own = templates.filter((each) => each.group === group);
            return own.length === 0 ? null : (
              <section key={group} aria-label={group}>
                <h2>{group}</h2>
                <ul>{own.map(({ id, name, finds }) => entry(id, name, finds))}</ul>
              </section>
            );
          })}
          {typologies.length > 0 && (
            <section aria-label="Schemes of fraud">
              <h2>Schemes of fraud</h2>
              <ul>{typologies.map(({ id, name, summary }) => entry(id, name, summary))}</ul>
            </section>
          )}
          {templates.length + typologies.length === 0 && <p className="rt-muted rt-panel-note">Nothing matches.</p>}
        </nav>
        <div className="rt-patterns-pane">
          {typology && <Scheme of={typology} onPattern={choose} />}
          {template &&
            (mappings === undefined ? (
              <Spinner className="rt-waiting" />
            ) : mappings.length === 0 ? (
              <EmptyState icon="search-template" title={template.name}>
                It finds {template.finds}. It needs a dataset with columns for {needsOf(template)}. Import one first.
              </EmptyState>
            ) : (
              <PatternPane
                key={template.id}
                template={template}
                mappings={mappings}
                onRunReady={(run) => {
                  runs.current = run;
                }}
              />
            ))}
        </div>
      </div>
    </Screen>
  );
}

const needsOf = ({ needs }: Template): string => needs.map((role) => ROLES[role].word.toLowerCase()).join(', ');

function Scheme({ of, onPattern }: { of: Typology; onPattern: (id: string) => void }) {
  const list = (items: readonly string[]) => (
    <ul className="rt-patterns-bullets">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
  return (
    <article className="rt-patterns-article" aria-label={of.name}>
      <header>
        <h2>{of.name}</h2>
        <p className="rt-muted">{of.summary}</p>
      </header>
      <div className="rt-patterns-columns">
        <Panel title="Signals">{list(of.signals)}</Panel>
        <Panel title="Questions to ask">{list(of.questions)}</Panel>
        <Panel title="What else it could be">{list(of.alternatives)}</Panel>
        <Panel title="Patterns that look for it">
          <ul className="rt-list">
            {of.patterns.map((id) => (
              <li key={id}>
                <Button
                  variant="minimal"
                  endIcon="chevron-right"
                  text={templateById(id)?.name ?? id}
                  onClick={() => onPattern(id)}
                />
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title="Columns needed">
          <p className="rt-patterns-tags">
            {of.columns.map((role) => (
              <Tag key={role} minimal>
                {ROLES[role].word}
              </Tag>
            ))}
          </p>
        </Panel>
        <Panel title="MITRE F3 techniques">
          <p className="rt-patterns-tags">
            {of.techniques.map((id) => (
              <Tag key={id} minimal className="rt-mono">
                {id}
              </Tag>
            ))}
            {of.techniques.length === 0 && <span className="rt-muted">None is published for this scheme.</span>}
          </p>
          <p className="rt-muted rt-panel-note">{of.source}</p>
        </Panel>
      </div>
    </article>
  );
}

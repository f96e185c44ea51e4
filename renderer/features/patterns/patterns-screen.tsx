import './patterns.css';
import { Button, InputGroup, Spinner } from '@blueprintjs/core';
import { type ChangeEvent, useRef, useState } from 'react';
import { ROLES } from '../../../shared/domain/patterns/roles.ts';
import type { Template } from '../../../shared/domain/patterns/template.ts';
import { TEMPLATES, templateById } from '../../../shared/domain/patterns/templates.ts';
import { MOST_TYPOLOGY_CHARACTERS, type TypologyDraft } from '../../../shared/domain/typologies/typology.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { useActions } from '../../state/actions.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { EmptyState, Screen } from '../../ui/panel.tsx';
import { Changes } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';
import { PATTERNS } from './actions.ts';
import { PatternPane } from './pattern-pane.tsx';
import { Scheme } from './scheme.tsx';
import { EMPTY_TYPOLOGY, TypologyDialog } from './typology-dialog.tsx';

const matches = (text: string, sought: string): boolean =>
  sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
/** Four bytes a character at most; a longer text is refused in words. */
const MOST_BYTES = 4 * (MOST_TYPOLOGY_CHARACTERS + 1);
const GROUPS = [...new Set(TEMPLATES.map(({ group }) => group))];

/** Known patterns and schemes on the left; what one needs, checks and finds on the right. */
export function PatternsScreen() {
  const { caseId, place } = useNavigation();
  const [chosen, choose] = useState(place.focus ?? TEMPLATES[0]?.id ?? '');
  const [edited, edit] = useState<{ readonly id: string | null; readonly start: TypologyDraft } | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const { data: listed = [] } = useRead('typology.list', {});
  const importFile = useWrite('typology.import');
  const [sought, seek] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const runs = useRef<() => void>(null);
  const { data: mappings } = useRead('pattern.mappings', { caseId });
  const write = (): void => edit({ id: null, start: EMPTY_TYPOLOGY });
  useActions(PATTERNS, {
    run: () => runs.current?.(),
    search: () => search.current?.focus(),
    newTypology: write,
    importTypology: () => file.current?.click(),
  });
  const take = async ({ currentTarget }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [given] = currentTarget.files ?? [];
    currentTarget.value = ''; // so that the same file can be chosen again
    // A longer file is refused by what is read of it.
    if (given) choose((await importFile.mutateAsync({ text: await given.slice(0, MOST_BYTES).text() })).typology.id);
  };
  const templates = TEMPLATES.filter(({ name, finds, needs }) => matches([name, finds, ...needs].join(' '), sought));
  const typologies = listed.filter(({ typology: { name, summary, signals } }) =>
    matches([name, summary, ...signals].join(' '), sought),
  );
  const template = templateById(chosen);
  const typology = listed.find(({ typology: { id } }) => id === chosen);
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
              <ul>
                {typologies.map(({ typology: { id, name, summary }, saved }) =>
                  entry(id, name, saved ? `Of this vault. ${summary}` : summary),
                )}
              </ul>
            </section>
          )}
          <Changes>
            <div className="rt-row rt-patterns-new">
              <Button size="small" icon="plus" text="New typology" onClick={write} />
              <Button size="small" icon="import" text="Import" onClick={() => file.current?.click()} />
            </div>
          </Changes>
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            hidden
            aria-label="Typology file"
            onChange={(event) => void take(event).catch(showError)}
          />
          {templates.length + typologies.length === 0 && <p className="rt-muted rt-panel-note">Nothing matches.</p>}
        </nav>
        <div className="rt-patterns-pane">
          {typology && (
            <Scheme
              key={typology.typology.id}
              of={typology}
              onPattern={choose}
              onEdit={() => {
                const { id, ...start } = typology.typology;
                edit({ id, start });
              }}
              onCopy={() => {
                const { id: _id, ...start } = typology.typology;
                edit({ id: null, start: { ...start, name: `${start.name} (copy)` } });
              }}
              onRemoved={() => choose(TEMPLATES[0]?.id ?? '')}
            />
          )}
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
      {edited && (
        <TypologyDialog
          id={edited.id}
          start={edited.start}
          onClose={() => edit(null)}
          onSaved={({ typology: { id } }) => choose(id)}
        />
      )}
    </Screen>
  );
}

const needsOf = ({ needs }: Template): string => needs.map((role) => ROLES[role].word.toLowerCase()).join(', ');

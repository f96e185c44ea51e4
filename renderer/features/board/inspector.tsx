import { Button, HTMLSelect, InputGroup, Tag } from '@blueprintjs/core';
import { useState } from 'react';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { isPicture } from '../../../shared/domain/exhibit-kinds.ts';
import { ActionButton } from '../../state/action-button.tsx';
import { useNavigation } from '../../state/navigation.tsx';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { plural } from '../../ui/format.ts';
import { EmptyState } from '../../ui/panel.tsx';
import { Changes, Field, SavedText } from '../../ui/saved-field.tsx';
import type { BoardActions } from './actions.tsx';
import { EntityForm, TypeSelect } from './entity-form.tsx';
import { LinkForm } from './link-form.tsx';
import { isEmpty, linkName, type Names, type Selection } from './selection.ts';
import { editNote, type Step } from './steps.ts';
import { lastSupport, relinked, retyped, supported } from './tools.ts';
import type { Board } from './use-board.ts';

interface Props {
  readonly exhibit: Exhibit;
  readonly revealed: boolean;
  readonly onReveal: () => void;
}

/** What an exhibit on the board is; it is described on the Evidence screen. */
function ExhibitDetails({ exhibit, revealed, onReveal }: Props) {
  const { go } = useNavigation();
  const hidden = exhibit.sensitivity !== 'normal' && isPicture(exhibit) && exhibit.hasThumbnail;
  return (
    <div className="rt-column">
      <dl className="rt-facts">
        <dt>Exhibit</dt>
        <dd>{exhibit.label}</dd>
        <dt>Title</dt>
        <dd>{exhibit.title}</dd>
        <dt>File</dt>
        <dd>{exhibit.originalName}</dd>
        <dt>Source</dt>
        <dd>{exhibit.source || '—'}</dd>
        {exhibit.tags.length > 0 && (
          <>
            <dt>Tags</dt>
            <dd>
              {exhibit.tags.map((tag) => (
                <Tag key={tag} minimal>
                  {tag}
                </Tag>
              ))}
            </dd>
          </>
        )}
      </dl>
      {exhibit.removedAt && <p className="rt-warn">Removed from the case: {exhibit.removedReason}</p>}
      {hidden && (
        <Button
          icon={revealed ? 'eye-off' : 'eye-open'}
          text={revealed ? 'Blur the picture again' : `Show the picture, marked ${exhibit.sensitivity}`}
          alignText="start"
          onClick={onReveal}
        />
      )}
      <Button
        icon="box"
        text="Open in Evidence"
        alignText="start"
        onClick={() => go({ screen: 'evidence', focus: exhibit.id })}
      />
    </div>
  );
}

export interface InspectorProps {
  readonly view: BoardView;
  readonly selection: Selection;
  readonly names: Names;
  readonly fresh: string | null;
  readonly revealed: ReadonlySet<string>;
  readonly onStep: (step: Step) => void;
  readonly text: Board['text'];
  readonly onSelect: (selection: Selection) => void;
  readonly onReveal: (exhibitId: string) => void;
  readonly actions: BoardActions;
}

/** What is selected, to be looked at and changed. */
export function Inspector(props: InspectorProps) {
  const { view, selection, names, actions } = props;
  const { subjects, links } = selection;
  if (isEmpty(selection)) {
    return (
      <EmptyState icon="select" title="Nothing is selected">
        Select an item or a link on the board or in the list to see and change it. Shift-drag selects an area.
      </EmptyState>
    );
  }
  const single = subjects.length + links.length === 1;
  return (
    <div className="rt-column">
      {single ? <Single key={subjects[0] ?? links[0]} {...props} /> : <Many key={selection.links.join()} {...props} />}
      {subjects.length >= 2 && <ActionButton action={actions.link} text={actions.link.label} alignText="start" />}
      <ActionButton action={actions.remove} text={actions.remove.label} alignText="start" />
      {single && subjects[0] && <LinksOf id={subjects[0]} view={view} names={names} onSelect={props.onSelect} />}
    </div>
  );
}

const counts = ({ subjects, links }: Selection): string =>
  [subjects.length > 0 && plural(subjects.length, 'item'), links.length > 0 && plural(links.length, 'link')]
    .filter(Boolean)
    .join(' and ');

/** What can be said of many at once: the type of entities, and type and direction of links. */
function Many({ view, selection, onStep }: InspectorProps) {
  const [subjects, links] = [new Set(selection.subjects), new Set(selection.links)];
  const entities = view.entities.filter(({ id }) => subjects.has(id));
  const chosen = view.links.filter(({ id }) => links.has(id));
  const [type, setType] = useState(chosen[0]?.type ?? '');
  return (
    <Changes>
      <p>{counts(selection)} selected</p>
      {entities.length > 1 && (
        <div className="rt-row">
          <span className="rt-muted">Type of {plural(entities.length, 'entity', 'entities')}</span>
          <TypeSelect
            label="Type of the selected entities"
            value={entities.every(({ type: each }) => each === entities[0]?.type) ? (entities[0]?.type ?? null) : null}
            onChange={(next) => onStep(retyped(entities, next))}
          />
        </div>
      )}
      {chosen.length > 1 && (
        <>
          <Field label={`Type of ${plural(chosen.length, 'link')}`}>
            {(id) => <InputGroup id={id} maxLength={200} value={type} onValueChange={setType} />}
          </Field>
          <Field
            label={`Support of ${plural(chosen.length, 'link')}`}
            help="Exhibits are added to those that each rests on."
          >
            {(id) => (
              <ExhibitPicker
                id={id}
                caseId={view.caseId}
                value={[]}
                placeholder="Add exhibits"
                onChange={(exhibits) => onStep(supported(chosen, exhibits))}
              />
            )}
          </Field>
          <div className="rt-row">
            <Button
              size="small"
              text="Set the type of all"
              disabled={type.trim() === ''}
              onClick={() => onStep(relinked(chosen, { type: type.trim() }, 'Type'))}
            />
            <HTMLSelect
              aria-label="Direction of the selected links"
              value=""
              options={[{ value: '', label: 'Direction…' }, 'forward', 'both', 'none']}
              onChange={(event) => {
                const direction = event.currentTarget.value;
                if (direction) onStep(relinked(chosen, { direction: direction as 'forward' }, 'Direction'));
              }}
            />
          </div>
        </>
      )}
    </Changes>
  );
}

function Single(props: InspectorProps) {
  const { view, selection, names, onStep, text } = props;
  const id = selection.subjects[0] ?? selection.links[0];
  const item = view.items.find(({ subject }) => subject.id === id);
  const entity = view.entities.find((each) => each.id === id);
  if (entity)
    return (
      <Changes>
        <EntityForm entity={entity} item={item} onStep={onStep} text={text} remove={props.actions.removeEntity} />
      </Changes>
    );
  const exhibit = view.exhibits.find((each) => each.id === id);
  if (exhibit) {
    const revealed = props.revealed.has(exhibit.id);
    return <ExhibitDetails exhibit={exhibit} revealed={revealed} onReveal={() => props.onReveal(exhibit.id)} />;
  }
  const note = view.notes.find((each) => each.id === id);
  if (note && item) {
    return (
      <Field label="Note">
        {(field) => (
          <SavedText
            id={field}
            rows={8}
            autoFocus={props.fresh === note.id}
            value={note.text}
            {...text(note.id, (typed) => editNote(item, typed))}
          />
        )}
      </Field>
    );
  }
  const link = view.links.find((each) => each.id === id);
  if (!link) return null;
  const types = [...new Set(view.links.map(({ type }) => type))];
  return (
    <Changes>
      <LinkForm
        link={link}
        caseId={view.caseId}
        names={names}
        fresh={props.fresh === link.id}
        types={types}
        before={lastSupport(view.links, link.id)}
        reverse={props.actions.reverse}
        onStep={onStep}
        text={text}
      />
    </Changes>
  );
}

/** The links of one item, as a way to walk along them by keyboard. */
function LinksOf({ id, view, names, onSelect }: { id: string } & Pick<InspectorProps, 'view' | 'names' | 'onSelect'>) {
  const links = view.links.filter(({ from, to }) => from.id === id || to.id === id);
  if (links.length === 0) return null;
  return (
    <section aria-label="Links of this item">
      <h2 className="rt-board-subtitle">{plural(links.length, 'link')}</h2>
      <ul className="rt-board-links">
        {links.map((link) => (
          <li key={link.id}>
            <Button
              variant="minimal"
              size="small"
              alignText="start"
              text={linkName(names, link)}
              onClick={() => onSelect({ subjects: [], links: [link.id] })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

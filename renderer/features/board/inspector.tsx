import { Button } from '@blueprintjs/core';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { Entity } from '../../../shared/contract/entities.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { plural } from '../../ui/format.ts';
import { EntityForm } from './entity-form.tsx';
import { ExhibitDetails } from './exhibit-details.tsx';
import { LinkForm } from './link-form.tsx';
import { linkName, type Names } from './names.ts';
import { SavedText } from './saved-field.tsx';
import { isEmpty, type Selection } from './selection.ts';
import { editNote, type Step } from './steps.ts';

export interface InspectorProps {
  readonly view: BoardView;
  readonly selection: Selection;
  readonly names: Names;
  readonly fresh: string | null;
  readonly revealed: ReadonlySet<string>;
  readonly onStep: (step: Step) => void;
  readonly onSelect: (selection: Selection) => void;
  readonly onReveal: (exhibitId: string) => void;
  readonly onRemoveFromBoard: () => void;
  readonly onRemove: (entity: Entity) => void;
  readonly onLink: () => void;
}

/** What is selected, to be looked at and changed. */
export function Inspector(props: InspectorProps) {
  const { view, selection, names } = props;
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
      {single ? <Single key={subjects[0] ?? links[0]} {...props} /> : <p>{counts(selection)} selected</p>}
      {subjects.length >= 2 && (
        <Button
          icon="new-link"
          text={subjects.length === 2 ? 'Link selected' : 'Link selected…'}
          alignText="start"
          onClick={props.onLink}
        />
      )}
      <Button
        icon="remove"
        text={subjects.length === 0 ? 'Remove the link' : 'Remove from board'}
        alignText="start"
        onClick={props.onRemoveFromBoard}
      />
      {single && subjects[0] && <LinksOf id={subjects[0]} view={view} names={names} onSelect={props.onSelect} />}
    </div>
  );
}

const counts = ({ subjects, links }: Selection): string =>
  [subjects.length > 0 && plural(subjects.length, 'item'), links.length > 0 && plural(links.length, 'link')]
    .filter(Boolean)
    .join(' and ');

function Single(props: InspectorProps) {
  const { view, selection, names, onStep } = props;
  const id = selection.subjects[0] ?? selection.links[0];
  const item = view.items.find(({ subject }) => subject.id === id);
  const entity = view.entities.find((each) => each.id === id);
  if (entity) return <EntityForm entity={entity} item={item} onStep={onStep} onRemove={() => props.onRemove(entity)} />;
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
            onSave={(text) => onStep(editNote(item, text))}
          />
        )}
      </Field>
    );
  }
  const link = view.links.find((each) => each.id === id);
  if (!link) return null;
  const types = [...new Set(view.links.map(({ type }) => type))];
  return (
    <LinkForm
      link={link}
      caseId={view.caseId}
      names={names}
      fresh={props.fresh === link.id}
      types={types}
      onStep={onStep}
    />
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

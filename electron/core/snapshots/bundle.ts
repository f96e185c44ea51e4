import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { FrozenBoard, Snapshot } from '../../../shared/contract/snapshots.ts';
import {
  BoardId,
  EntityId,
  type ExhibitId,
  Instant,
  ItemId,
  LinkId,
  NoteId,
  SnapshotId,
  Text,
  Title,
} from '../../../shared/contract/values.ts';
import { withIds } from '../../../shared/domain/board-style.ts';
import type { BundlePart, References } from '../bundle-part.ts';
import { frozenOf, insertSnapshot, snapshotsOfCase } from './store.ts';

const SNAPSHOTS = 'case/snapshots.json';
const BundledSnapshots = z.array(
  Snapshot.omit({ caseId: true })
    // Bundles of an older version do not name them, as no text did.
    .extend({
      id: SnapshotId.optional(),
      boardId: BoardId,
      title: Title,
      caption: Text,
      takenAt: Instant,
      frozen: FrozenBoard,
    })
    .strict(),
);

/**
 * Snapshots show a whole board as it was, with words of what may be gone or withheld since: they go with the whole case only.
 * Bundles of an older version hold none.
 */
export const snapshotsPart: BundlePart = {
  tables: ['snapshots'],
  documents: ({ scope }) => (scope === 'case' ? [{ name: SNAPSHOTS, required: false, schema: BundledSnapshots }] : []),
  gather: ({ db, caseId, scope }) => {
    const taken = scope === 'case' ? snapshotsOfCase(db, caseId) : [];
    if (taken.length === 0) return [];
    const value = taken.map(({ caseId: _case, ...told }) => ({ ...told, frozen: frozenOf(db, told.id) }));
    return [{ name: SNAPSHOTS, value: BundledSnapshots.parse(value) }];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    for (const { id: old, boardId, frozen, ...told } of document(SNAPSHOTS, BundledSnapshots) ?? []) {
      const snapshot = {
        ...told,
        id: SnapshotId.parse(randomUUID()),
        caseId,
        boardId: references.find('board', boardId),
      };
      if (old !== undefined) references.add('snapshot', old, snapshot.id);
      insertSnapshot(write.db, snapshot, renamed(frozen, references));
    }
    return {};
  },
};

/** A frozen board by the ids of this vault; what was gone before it came here gets ids that nothing else has. */
function renamed(
  { items, entities, exhibits, notes, links, identities, sight, style, title }: FrozenBoard,
  references: References,
): FrozenBoard {
  const fresh = new Map<string, string>();
  const now = (old: string): string => {
    const known = references.now(old) ?? fresh.get(old) ?? randomUUID();
    fresh.set(old, known);
    return known;
  };
  const subject = <S extends { readonly id: string }>(each: S): S => ({ ...each, id: now(each.id) });
  const exhibit = (old: string): ExhibitId => references.find('exhibit', old);
  return {
    title,
    items: items.map((item) => ({ ...item, id: ItemId.parse(randomUUID()), subject: subject(item.subject) })),
    entities: entities.map((entity) => ({
      ...entity,
      id: EntityId.parse(now(entity.id)),
      caseId: references.caseId,
      exhibits: entity.exhibits.map(exhibit),
    })),
    exhibits: exhibits.map((each) => ({ ...each, id: exhibit(each.id) })),
    notes: notes.map((note) => ({ ...note, id: NoteId.parse(now(note.id)) })),
    links: links.map(({ rows, facts, ...link }) => ({
      ...link,
      id: LinkId.parse(now(link.id)),
      from: subject(link.from),
      to: subject(link.to),
      exhibits: link.exhibits.map(exhibit),
      ...(rows && { rows: Object.fromEntries(Object.entries(rows).map(([of, those]) => [exhibit(of), those])) }),
      ...(facts && {
        facts: { ...facts, exhibit: exhibit(facts.exhibit), ...(facts.also && { also: facts.also.map(exhibit) }) },
      }),
    })),
    identities: identities.map((members) => members.map((id) => EntityId.parse(now(id)))),
    ...(style && { style: withIds(style, now) }),
    sight: { ...sight, shown: sight.shown?.map(now) ?? null },
  };
}

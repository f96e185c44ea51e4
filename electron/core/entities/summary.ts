import type { KeptEntityOp } from './operations.ts';

/** One operation that was made and what takes it back; null when it no longer applied. */
export interface Made<Op> {
  readonly op: Op;
  readonly back: readonly Op[] | null;
}

/** What of an operation the custody log tells, under its name. */
export interface Told {
  readonly name: string;
  readonly what: unknown;
}

/** Of what comes into being or goes. @param verb what became of it; an inverse tells what was removed */
export function toldOfEntityOp(op: KeptEntityOp, verb: 'create' | 'remove'): Told[] {
  if (op.op === 'entity.create') {
    const { id, type, label } = op.entity;
    return [{ name: `entity.${verb}`, what: { id, type, label } }];
  }
  if (op.op === 'link.create') {
    const { id, type, label, from, to } = op.link;
    return [{ name: `link.${verb}`, what: { id, type, label, from: from.id, to: to.id } }];
  }
  return [];
}

/** Of an edit: the old and the new values. */
export function toldOfEdit(op: KeptEntityOp, [before]: readonly { readonly op: string }[]): Told[] {
  if ((op.op !== 'entity.update' && op.op !== 'link.update') || before?.op !== op.op) return [];
  return [{ name: op.op, what: { id: op.id, from: brief(before), to: brief(op) } }];
}

/** By the names of the operations. */
export function gathered(told: readonly Told[]): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = {};
  for (const { name, what } of told) {
    lists[name] ??= [];
    lists[name].push(what);
  }
  return lists;
}

/** What entity operations did: all that came, went or was changed, links and places of a removed entity included. */
export const summariseEntityOps = (made: readonly Made<KeptEntityOp>[]): Record<string, unknown[]> =>
  gathered(
    made.flatMap(({ op, back }) => [
      ...toldOfEntityOp(op, 'create'),
      ...(back ?? []).flatMap((each) => toldOfEntityOp(each, 'remove')),
      ...toldOfEdit(op, back ?? []),
    ]),
  );

/** A note may be long, and its text is in the case; that it changed is what counts here. */
function brief({ op: _op, id: _id, ...set }: { op: string; id?: string }): object {
  return Object.fromEntries(Object.entries(set).map(([key, value]) => [key, key === 'note' ? 'changed' : value]));
}

import type { Entity, Link } from '../../../shared/contract/board.ts';

/** An entity as it is kept, without its case. */
export type EntityRow = Pick<Entity, 'id' | 'type' | 'label' | 'note' | 'createdAt' | 'exhibits'>;
export type EntityFields = Partial<Pick<EntityRow, 'type' | 'label' | 'note' | 'exhibits'>>;

export type LinkRow = Pick<Link, 'id' | 'type' | 'label' | 'direction' | 'note' | 'exhibits'> & {
  readonly fromId: string;
  readonly toId: string;
  readonly createdAt: string;
};
export type LinkFields = Partial<Pick<LinkRow, 'type' | 'label' | 'direction' | 'note' | 'exhibits'>>;

export interface NoteRow {
  readonly id: string;
  readonly text: string;
}
/** A place of a subject on a board; `x` and `y` are its centre. */
export interface ItemRow {
  readonly id: string;
  readonly boardId: string;
  readonly subjectId: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

import type { Subject } from '../../../shared/contract/board.ts';
import { Fault } from '../../../shared/contract/errors.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';

/**
 * Ids of the sending vault and what they have become here. What referred to an exhibit that was removed there is
 * left out; what refers to something that the bundle does not hold makes the bundle refused.
 */
export class References {
  private readonly subjects = new Map<string, Subject | null>();

  add(old: string, now: Subject | null): void {
    if (this.subjects.has(old))
      throw new Fault('damaged', 'The bundle is refused: two things in it have one id. Nothing was stored.');
    this.subjects.set(old, now);
  }
  has(old: string): boolean {
    return this.subjects.has(old);
  }
  /** null for an exhibit that was removed. @throws Fault `damaged` */
  subject(old: string): Subject | null {
    const found = this.subjects.get(old);
    if (found === undefined)
      throw new Fault(
        'damaged',
        'The bundle is refused: something in it refers to what it does not hold. Nothing was stored.',
      );
    return found;
  }
  exhibits(olds: readonly ExhibitId[]): ExhibitId[] {
    return olds.flatMap((old) => {
      const found = this.subject(old);
      if (found && found.kind !== 'exhibit')
        throw new Fault(
          'damaged',
          'The bundle is refused: it names something as an exhibit that is none. Nothing was stored.',
        );
      return found ? [found.id] : [];
    });
  }
}

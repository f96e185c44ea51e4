import type { LeftOut } from '../../../../shared/contract/reports.ts';
import type { Decision } from './decide.ts';

/** Names that the person who prints is given for one reason. */
const MOST_NAMES = 50;

/** Collects what is not shown whole, by what it is, how and why, in the order in which it came up. */
export class LeftOutTally {
  readonly #groups = new Map<string, LeftOut>();

  /** @param name of one thing; a count of several has none */
  add(what: LeftOut['what'], { shown, reason }: Decision, name: string | number): void {
    if (shown === 'whole' || reason === null || name === 0) return;
    const key = `${what} ${shown} ${reason}`;
    const group = this.#groups.get(key) ?? { what, shown, reason, count: 0, names: [] };
    const names = typeof name === 'string' && group.names.length < MOST_NAMES ? [...group.names, name] : group.names;
    this.#groups.set(key, { ...group, count: group.count + (typeof name === 'number' ? name : 1), names });
  }

  get list(): LeftOut[] {
    return [...this.#groups.values()];
  }
}

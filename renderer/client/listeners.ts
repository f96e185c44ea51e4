/**
 * Those who want to hear of something. Telling walks a copy, so that a listener may add or remove listeners, itself
 * included: one that is added while others are told hears of the next event, one that is removed hears nothing more.
 */
export class Listeners<T = void> {
  private readonly all = new Set<(value: T) => void>();

  /** @returns a function that stops the listening */
  readonly add = (listener: (value: T) => void): (() => void) => {
    const own = (value: T): void => listener(value); // one that listens twice is told twice, and stops once at a time
    this.all.add(own);
    return () => void this.all.delete(own);
  };
  tell(value: T): void {
    for (const listener of [...this.all]) if (this.all.has(listener)) listener(value);
  }
}

import { ask, type Counts, type Family, unfitVerdict, type Verdict, wholeColumn } from './family.ts';
import type { Heading } from './headings.ts';
import { durationSeconds, isClock, isJson, TRUTHS } from './values.ts';

export class BooleanTally implements Family {
  private readonly seen = new Set<string>();
  private pair: readonly [string, string] | null = null;

  add(text: string): boolean {
    const word = this.seen.has(text) ? text : text.trim().toLowerCase();
    this.pair ??= TRUTHS.find((pair) => pair.includes(word)) ?? null;
    if (!this.pair?.includes(word)) return false;
    this.seen.add(word);
    return true;
  }
  verdict(counts: Counts, { names }: Heading): Verdict | null {
    // A word alone may be anything: a province, a surname.
    if (!this.pair || this.seen.size < 2 || names) return null;
    const reading = { kind: 'boolean', yes: this.pair[0], no: this.pair[1] } as const;
    return unfitVerdict(reading, counts) ?? wholeColumn(reading, 'companion');
  }
}

/** 5m, 10 s: minutes or metres, seconds or the size of something. */
const ONE_LETTER = /^\d+(?:\.\d+)? ?[a-z]$/i;
const CAPITAL = /[A-Z]$/;

export class DurationTally implements Family {
  /** A value that is no time of day. */
  private longer: string | null = null;
  private twoParts = false;
  /** 1.2M is an amount to most. */
  private capital = false;

  add(text: string): boolean {
    if (durationSeconds(text) === null) return false;
    if (ONE_LETTER.test(text)) this.capital ||= CAPITAL.test(text);
    else if (!isClock(text)) this.longer ??= text;
    if (/^-?(?:\d+ ?(?:d|days?),? )?\d+:\d\d(?:\.\d+)?$|[ap]\.?m\.?$/i.test(text)) this.twoParts = true;
    return true;
  }
  verdict(counts: Counts, { duration }: Heading): Verdict | null {
    const reading = { kind: 'duration' } as const;
    const asked = unfitVerdict(reading, counts);
    if (asked) return asked;
    if (this.twoParts || this.capital || (this.longer === null && !duration))
      return ask('duration', [{ reading, fitting: counts.fitting }]);
    const settledBy = this.longer ?? 'its heading';
    return { reading, sure: 'settled', settledBy: settledBy.slice(0, 200), questions: [], source: 'companion' };
  }
}

export class JsonTally implements Family {
  add(text: string): boolean {
    return isJson(text);
  }
  verdict({ values, fitting }: Counts): Verdict | null {
    return fitting < values ? null : wholeColumn({ kind: 'json' }, 'cell');
  }
}

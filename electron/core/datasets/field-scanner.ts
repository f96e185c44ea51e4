import type { Dialect } from './dialect.ts';

export type Separators = Pick<Dialect, 'delimiter' | 'quote' | 'escape' | 'newline'>;
export type LineEnd = 'crlf' | 'lf' | 'cr';

/** How the bytes of a field become its cell. */
export const PLAIN = 0; // as they are; NULL when there are none
export const QUOTED = 1; // as they are, between quotes
export const ESCAPED = 2; // between quotes, with escapes among them

/** Where the fields of a record lie: offsets into the text, the quotes around them left out. Reused from record to record. */
export class Fields {
  count = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  kinds = new Uint8Array(64);

  push(start: number, end: number, kind: number): void {
    if (this.count === this.starts.length) this.grow();
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.kinds[this.count++] = kind;
  }
  private grow(): void {
    const wider = <A extends Int32Array | Uint8Array>(from: A, into: A): A => {
      into.set(from);
      return into;
    };
    this.starts = wider(this.starts, new Int32Array(this.count * 2));
    this.ends = wider(this.ends, new Int32Array(this.count * 2));
    this.kinds = wider(this.kinds, new Uint8Array(this.count * 2));
  }
}

const CR = 13;
const LF = 10;

// What scanning a record comes to, where it is not the offset of the next.
export const MORE = -1;
export const UNCLOSED = -2;
export const MISQUOTED = -3;

// Four bytes at once, after "Determine if a word has a byte less than n" of Bit Twiddling Hacks,
// https://graphics.stanford.edu/~seander/bithacks.html.
const HIGHS = 0x80808080 | 0;
const ONES = 0x01010101;
const HIGHEST_STOP = 0x3b; // above it, most bytes of a text are no higher than the stop

/** Four times the byte above all stops, below which something in a word has to be looked at; 0 where that would be most of it. */
function floorOf(stops: Uint8Array): number {
  const highest = stops.lastIndexOf(1);
  return highest > HIGHEST_STOP ? 0 : (highest + 1) * ONES;
}

/** Finds where the fields of a record lie in its bytes (UTF-8). */
export class FieldScanner {
  /** The text at hand; `fields` point into it. */
  text: Buffer = Buffer.alloc(0);
  private view = new DataView(this.text.buffer);
  fields = new Fields();
  /** Where the record ends, without its line end. */
  to = 0;
  /** Whether a field of the record begins with a quote and goes on after the next one; it is kept as it stands. */
  stray = false;

  /** How far the text goes, and whether nothing comes after that. */
  protected end = 0;
  protected final = false;
  /** Line ends within the record; those among them of another kind than the text has. */
  protected inner = 0;
  protected bare = 0;
  protected lastEnd: LineEnd | null = null;
  /** Of a record that goes on beyond the text: where its last field begins, where that was left, and whether within quotes. */
  protected fieldAt = 0;
  protected stopAt = 0;
  protected inQuote = false;

  private readonly quote: number;
  private readonly escape: number;
  private readonly doubles: boolean;
  private readonly delimiter: Buffer;
  private readonly plainStops = new Uint8Array(256);
  private readonly quotedStops = new Uint8Array(256);
  private readonly plainFloor: number;
  private readonly quotedFloor: number;
  private readonly endsAtLf: boolean;
  private readonly endsAtCr: boolean;

  /** @param separators an empty delimiter: every record is one value */
  constructor({ quote, escape: mark, delimiter, newline }: Separators) {
    this.quote = quote === '' ? -1 : quote.charCodeAt(0);
    this.escape = quote === '' || mark === '' || mark === quote ? -1 : mark.charCodeAt(0);
    this.doubles = mark !== '';
    this.delimiter = Buffer.from(delimiter, 'utf8');
    this.endsAtLf = newline === '\n' || newline === 'mixed';
    this.endsAtCr = newline === '\r' || newline === 'mixed';
    for (const stop of [CR, LF, this.delimiter[0] ?? LF]) this.plainStops[stop] = this.quotedStops[stop] = 1;
    for (const stop of [this.quote, this.escape]) if (stop >= 0) this.quotedStops[stop] = 1;
    this.plainFloor = floorOf(this.plainStops);
    this.quotedFloor = floorOf(this.quotedStops);
  }

  protected use(text: Buffer): void {
    this.text = text;
    this.view = new DataView(text.buffer, text.byteOffset, text.byteLength);
  }

  /** The text of a cell. @param fields of the record it is in */
  cell(at: number, fields = this.fields): string | null {
    const start = fields.starts[at] as number;
    const end = fields.ends[at] as number;
    const kind = fields.kinds[at];
    if (start === end) return kind === PLAIN ? null : '';
    if (kind !== ESCAPED) return this.text.toString('utf8', start, end);
    const bytes = Buffer.allocUnsafe(end - start);
    return bytes.toString('utf8', 0, this.unescapeInto(bytes, 0, start, end));
  }
  /** Takes the escapes out of the fields, in the text itself: the record as it stood is gone then. */
  unescape(): void {
    const { kinds, starts, ends, count } = this.fields;
    for (let at = 0; at < count; at++) {
      if (kinds[at] !== ESCAPED) continue;
      const start = starts[at] as number;
      ends[at] = start + this.unescapeInto(this.text, start, start, ends[at] as number);
      kinds[at] = QUOTED;
    }
  }
  /** Takes the escapes out of bytes between quotes. @returns how many bytes were written into `into` from `at` on */
  private unescapeInto(into: Uint8Array, at: number, start: number, end: number): number {
    const { text, quote, escape: mark, doubles } = this;
    let out = at;
    for (let from = start; from < end; from++) {
      const byte = text[from] as number;
      const next = from + 1 < end ? text[from + 1] : -1;
      if ((byte === mark && (next === quote || next === mark)) || (doubles && byte === quote && next === quote)) from++;
      into[out++] = text[from] as number;
    }
    return out - at;
  }
  /**
   * Finds the fields of the record at `from`. @param mid whether that is within an unquoted field
   * @param loose whether every kind of line end ends it
   * @returns the offset after its line end; or `MORE` with `fieldAt`, `stopAt` and `inQuote`, `UNCLOSED`, `MISQUOTED`
   */
  protected scan(from: number, mid: boolean, loose: boolean): number {
    const { text, end, final, fields, quote, escape: mark, doubles, delimiter, plainStops, quotedStops } = this;
    const { view, plainFloor, quotedFloor } = this;
    const first = delimiter[0];
    const width = delimiter.length;
    fields.count = 0;
    this.inner = 0;
    this.bare = 0;
    this.stray = false;
    this.inQuote = false;
    this.lastEnd = null;
    let at = from;
    let quotable = !mid && quote >= 0;
    for (;;) {
      const start = at;
      this.fieldAt = start;
      if (quotable && at < end && text[at] === quote) {
        let spans = false;
        let escapes = false;
        at++;
        for (;;) {
          if (quotedFloor !== 0)
            for (; at + 4 <= end; at += 4) {
              const word = view.getInt32(at, true);
              if (((word - quotedFloor) & ~word & HIGHS) !== 0) break;
            }
          while (at < end && quotedStops[text[at] as number] === 0) at++;
          // What the last byte means may be told by the next.
          if (at >= end || (at + 1 === end && !final)) {
            this.inQuote = true;
            return final ? UNCLOSED : MORE;
          }
          const byte = text[at];
          if (byte === quote) {
            if (!doubles || at + 1 >= end || text[at + 1] !== quote) break;
            escapes = true;
            at += 2;
          } else if (byte === mark) {
            const escaped = at + 1 < end && (text[at + 1] === quote || text[at + 1] === mark);
            escapes ||= escaped;
            at += escaped ? 2 : 1;
          } else {
            if (byte === LF || (byte === CR && text[at + 1] !== LF)) this.inner++;
            spans ||= byte === LF || byte === CR || this.delimits(at);
            at++;
          }
        }
        const close = at++;
        if (!final && at + Math.max(width, 2) > end) {
          this.inQuote = false;
          this.stopAt = start;
          return MORE;
        }
        if (at < end && text[at] === first && this.delimits(at)) {
          fields.push(start + 1, close, escapes ? ESCAPED : QUOTED);
          at += width;
          continue;
        }
        const after = this.lineEnd(at, loose);
        if (after >= 0) {
          fields.push(start + 1, close, escapes ? ESCAPED : QUOTED);
          this.to = at;
          return after;
        }
        if (spans) return MISQUOTED;
        this.stray = true;
      }
      for (;;) {
        if (plainFloor !== 0)
          for (; at + 4 <= end; at += 4) {
            const word = view.getInt32(at, true);
            if (((word - plainFloor) & ~word & HIGHS) !== 0) break;
          }
        while (at < end && plainStops[text[at] as number] === 0) at++;
        if (!final && at + Math.max(width, 2) > end) {
          this.stopAt = at;
          return MORE;
        }
        if (at < end && text[at] === first && this.delimits(at)) {
          fields.push(start, at, PLAIN);
          at += width;
          quotable = quote >= 0;
          break;
        }
        const after = this.lineEnd(at, loose);
        if (after >= 0) {
          fields.push(start, at, PLAIN);
          this.to = at;
          return after;
        }
        const byte = text[at];
        if (byte === LF || byte === CR) {
          this.bare++;
          if (byte === LF || text[at + 1] !== LF) this.inner++;
        }
        at++;
      }
    }
  }

  private delimits(at: number): boolean {
    const { text, delimiter } = this;
    if (delimiter.length === 0 || at + delimiter.length > this.end) return false;
    for (let next = 0; next < delimiter.length; next++) if (text[at + next] !== delimiter[next]) return false;
    return true;
  }

  /** @returns the offset after the line end at `at`, or the end of the text there; -1 when there is neither */
  protected lineEnd(at: number, loose: boolean): number {
    if (at >= this.end) {
      this.lastEnd = null;
      return at;
    }
    const byte = this.text[at];
    if (byte === LF) {
      if (!loose && !this.endsAtLf) return -1;
      this.lastEnd = 'lf';
      return at + 1;
    }
    if (byte !== CR) return -1;
    if (at + 1 < this.end && this.text[at + 1] === LF) {
      if (loose || this.endsAtCr === this.endsAtLf) {
        this.lastEnd = 'crlf';
        return at + 2;
      }
    }
    if (!loose && !this.endsAtCr) return -1;
    this.lastEnd = 'cr';
    return at + 1;
  }

  protected lineEndsIn(from: number, to: number): number {
    let count = 0;
    for (let at = from; at < to; at++) {
      const byte = this.text[at];
      if (byte === LF || (byte === CR && this.text[at + 1] !== LF)) count++;
    }
    return count;
  }

  protected firstLineEnd(from: number): number {
    let at = from;
    while (at < this.end && this.text[at] !== LF && this.text[at] !== CR) at++;
    return at;
  }
}

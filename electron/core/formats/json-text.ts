import { DEEPEST } from './limits.ts';

/** A value of JSON with the digits of its numbers and the order of its members as they stand in the text. */
export type Json =
  | { readonly kind: 'null' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly Json[]; readonly from: number; readonly to: number }
  | {
      readonly kind: 'object';
      readonly members: readonly (readonly [key: string, value: Json])[];
      readonly from: number;
      readonly to: number;
    };

/** Where a text stops being JSON. */
export class JsonFault extends Error {
  constructor(
    readonly at: number,
    readonly why: string,
  ) {
    super(why);
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity/y;
const ESCAPED: { readonly [letter: string]: string } = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const WORD_START = /[-\dtfnNI]/;

/** Walks over a JSON text (RFC 8259). `JSON.parse` would round numbers and drop all but the last of members with one name. */
export class JsonText {
  /** Escapes `\xNN`, which JSON does not know and some programs write. */
  odd = 0;
  /** Halves of surrogate pairs, replaced. */
  torn = 0;

  constructor(readonly text: string) {}

  /** @returns the offset of the next character that is no white space */
  space(at: number): number {
    for (;;) {
      const code = this.text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09 && code !== 0xfeff) return at;
      at++;
    }
  }

  /** Passes a value, checking it. @returns the offset after it. @throws JsonFault */
  skip(from: number): number {
    const open: string[] = [];
    let at = this.space(from);
    for (;;) {
      const letter = this.text[at];
      if (letter === '{' || letter === '[') {
        open.push(letter);
        if (open.length > DEEPEST) throw new JsonFault(at, `its values are nested more than ${DEEPEST} deep`);
        at = this.space(at + 1);
        if (this.text[at] !== (letter === '{' ? '}' : ']')) {
          if (letter === '{') at = this.name(at);
          continue;
        }
      } else at = this.scalar(at);
      // After a value: the next one of what it lies in, or the end of that.
      for (;;) {
        const within = open.at(-1);
        if (within === undefined) return at;
        at = this.space(at);
        if (this.text[at] === ',') {
          at = this.space(at + 1);
          if (within === '{') at = this.name(at);
          break;
        }
        if (this.text[at] !== (within === '{' ? '}' : ']'))
          throw this.fault(at, within === '{' ? 'a comma or } is missing' : 'a comma or ] is missing');
        open.pop();
        at++;
      }
    }
  }

  /** Reads a value. @throws JsonFault */
  value(from: number, depth = 0): readonly [value: Json, to: number] {
    const start = this.space(from);
    const letter = this.text[start];
    if (depth > DEEPEST) throw new JsonFault(start, `its values are nested more than ${DEEPEST} deep`);
    if (letter === '{') {
      const members: (readonly [string, Json])[] = [];
      let at = this.space(start + 1);
      if (this.text[at] === '}') return [{ kind: 'object', members, from: start, to: at + 1 }, at + 1];
      for (;;) {
        const valueAt = this.name(at);
        const [value, to] = this.value(valueAt, depth + 1);
        members.push([this.string(at), value]);
        at = this.space(to);
        if (this.text[at] === '}') return [{ kind: 'object', members, from: start, to: at + 1 }, at + 1];
        at = this.comma(at, '}');
      }
    }
    if (letter === '[') {
      const items: Json[] = [];
      let at = this.space(start + 1);
      if (this.text[at] === ']') return [{ kind: 'array', items, from: start, to: at + 1 }, at + 1];
      for (;;) {
        const [value, to] = this.value(at, depth + 1);
        items.push(value);
        at = this.space(to);
        if (this.text[at] === ']') return [{ kind: 'array', items, from: start, to: at + 1 }, at + 1];
        at = this.comma(at, ']');
      }
    }
    const to = this.scalar(start);
    if (letter === '"') return [{ kind: 'text', text: this.string(start) }, to];
    const text = this.text.slice(start, to);
    return [text === 'null' ? { kind: 'null' } : { kind: 'word', text }, to];
  }

  comma(at: number, end: string): number {
    if (this.text[at] !== ',') throw this.fault(at, `a comma or ${end} is missing`);
    return this.space(at + 1);
  }

  /** Passes the name of a member and its colon. */
  name(at: number): number {
    if (this.text[at] !== '"') throw this.fault(at, 'the name of a member is missing');
    const colon = this.space(this.scalar(at));
    if (this.text[colon] !== ':') throw this.fault(colon, 'a colon is missing');
    return this.space(colon + 1);
  }

  private scalar(at: number): number {
    if (this.text.charCodeAt(at) !== QUOTE) {
      WORD.lastIndex = at;
      if (!WORD_START.test(this.text[at] ?? '') || !WORD.test(this.text)) throw this.fault(at, 'a value is missing');
      return WORD.lastIndex;
    }
    for (let next = at + 1; next < this.text.length; next++) {
      const code = this.text.charCodeAt(next);
      if (code === QUOTE) return next + 1;
      if (code === BACKSLASH) next++;
    }
    throw new JsonFault(this.text.length, 'a text is opened and never closed');
  }

  /** The text in quotes at `at`, which `scalar` has passed. */
  string(at: number): string {
    const end = this.scalar(at) - 1;
    const plain = this.text.slice(at + 1, end);
    if (!plain.includes('\\')) return this.whole(plain);
    return this.whole(
      plain.replaceAll(/\\(?:u([\da-fA-F]{4})|x([\da-fA-F]{2})|(.))/gs, (all, unit, byte, letter) => {
        if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
        if (byte !== undefined) {
          this.odd++;
          return String.fromCharCode(Number.parseInt(byte, 16));
        }
        return ESCAPED[letter] ?? all;
      }),
    );
  }
  private whole(text: string): string {
    if (text.isWellFormed()) return text;
    this.torn++;
    return text.toWellFormed();
  }

  fault(at: number, why: string): JsonFault {
    return at >= this.text.length
      ? new JsonFault(this.text.length, 'the file ends in the middle of it')
      : new JsonFault(at, why);
  }
}

/** Counts lines of a text up to offsets that only grow. */
export class Lines {
  private at = 0;
  private line = 1;

  constructor(private readonly text: string) {}

  of(offset: number): number {
    for (
      let next = this.text.indexOf('\n', this.at);
      next >= 0 && next < offset;
      next = this.text.indexOf('\n', next + 1)
    ) {
      this.line++;
      this.at = next + 1;
    }
    return this.line;
  }
}

import { counted } from '../../../shared/domain/counted.ts';
import { jsonTable, type Place } from './json.ts';
import { type Json, JsonFault, JsonText } from './json-text.ts';
import { LISTED_CHARACTERS } from './limits.ts';
import type { Cell, Found, Table, TableRecord } from './table.ts';

const TELEGRAM_NOTES = [
  '"date" is the local time of whoever exported the chat, without a zone; "date_unixtime" is UTC.',
  'A message without "from" was written by an account that is deleted by now.',
];

/**
 * The messages of a Telegram export (`result.json` of its desktop program), of one chat or of all, as one table. The text of
 * a message, which Telegram cuts into pieces by their looks, is put together again. @returns null for any other JSON
 */
export function readTelegram(text: string): Found | null {
  const json = new JsonText(text);
  const start = json.space(0);
  if (text[start] !== '{' || !/"messages"\s*:\s*\[/.test(text.slice(0, 200_000))) return null;
  const root = members(json, start);
  const chats = root.has('messages') ? [root] : listed(json, root.get('chats'));
  const places = chats.flatMap((chat): Place[] => {
    const from = chat.get('messages');
    if (from === undefined || text[from] !== '[') return [];
    const before = (['name', 'type', 'id'] as const).map((name): readonly [string, Cell] => [
      `chat_${name}`,
      scalar(json, chat.get(name)),
    ]);
    return [{ path: ['messages'], how: 'array', from, before }];
  });
  if (places.length === 0) return null;
  const found = jsonTable(json, places, '', 'Telegram export');
  const header = found.header ?? [];
  if (!['chat_type', 'id', 'type', 'date'].every((name) => header.includes(name))) return null;
  const at = header.indexOf('text');
  const table: Table = {
    ...found,
    notes: [...TELEGRAM_NOTES, ...found.notes],
    *records() {
      for (const record of found.records() as Iterable<TableRecord>)
        yield { ...record, cells: record.cells.map((cell, place) => (place === at ? joined(cell) : cell)) };
    },
  };
  const notes = root.has('messages')
    ? []
    : [`${counted(places.length, 'chat')} in one table; contacts, sessions and the like are left in the file.`];
  return { tables: [table], notes };
}

/** Where the values of an object's members begin. */
function members(json: JsonText, from: number): Map<string, number> {
  const found = new Map<string, number>();
  let at = json.space(from + 1);
  try {
    while (json.text[at] !== '}') {
      const value = json.name(at);
      found.set(json.string(at), value);
      at = json.space(json.skip(value));
      if (json.text[at] !== '}') at = json.comma(at, '}');
    }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error; // cut off: what came before counts
  }
  return found;
}

function listed(json: JsonText, chats: number | undefined): Map<string, number>[] {
  if (chats === undefined || json.text[chats] !== '{') return [];
  const list = members(json, chats).get('list');
  if (list === undefined || json.text[list] !== '[') return [];
  const all: Map<string, number>[] = [];
  try {
    for (let at = json.space(list + 1); json.text[at] === '{'; ) {
      all.push(members(json, at));
      const next = json.space(json.skip(at));
      if (json.text[next] === ']') break;
      at = json.comma(next, ']');
    }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
  }
  return all;
}

function scalar(json: JsonText, from: number | undefined): Cell {
  if (from === undefined) return null;
  const [value] = json.value(from);
  return value.kind === 'text' || value.kind === 'word' ? value.text : null;
}

/** Telegram's text: a string, or a list of strings and objects with a `text`. */
function joined(cell: Cell): Cell {
  if (!cell?.startsWith('[')) return cell;
  try {
    const [value] = new JsonText(cell).value(0);
    if (value.kind !== 'array' || !value.items.every((each) => pieceOf(each) !== null)) return cell;
    return value.items.map(pieceOf).join('');
  } catch {
    return cell; // a text that merely begins like a list
  }
}
function pieceOf(value: Json): string | null {
  if (value.kind === 'text') return value.text;
  const text = value.kind === 'object' ? value.members.find(([name]) => name === 'text')?.[1] : undefined;
  return text?.kind === 'text' ? text.text : null;
}

const WHATSAPP_HEADER = ['sent', 'from', 'text', 'kind', 'attachment'] as const;
/** Marks of direction that WhatsApp puts before lines, and narrow spaces in its times. */
const MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const NARROW = /[\u202f\u00a0]/gu;
const TIME = String.raw`\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[AaPp]\.? ?[Mm]\.?)?`;
const STARTS = [
  new RegExp(String.raw`^\[(\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? (?:\p{L}{2,4} )?${TIME})\] (.*)$`, 'su'),
  new RegExp(String.raw`^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? (?:\p{L}{2,4} )?${TIME}) [-–] (.*)$`, 'su'),
];
const LEFT_OUT = /^<[^<>]{3,40}>$|^(?:image|video|audio|sticker|GIF|document|Contact card) omitted$/iu;
const ATTACHED = /<attached: ([^<>]+)>|^(.+\.\w{2,5}) \(file attached\)/u;

const startOf = (line: string): RegExpExecArray | null => {
  const plain = line.replace(MARKS, '').replace(NARROW, ' ');
  return STARTS[0]?.exec(plain) ?? STARTS[1]?.exec(plain) ?? null;
};

/** Whether a text is a chat as WhatsApp exports it: most of its first lines begin with a time, and messages have an author. */
export function looksLikeWhatsApp(head: string): boolean {
  const lines = head.split(/\r?\n/, 60).filter((line) => line.trim() !== '');
  const starts = lines.map(startOf).filter((each) => each !== null);
  return (
    lines.length > 0 &&
    startOf(lines[0] as string) !== null &&
    starts.length >= 2 &&
    starts.length * 4 >= lines.length &&
    starts.some(([, , rest]) => /^[^:]{1,80}: /u.test(rest ?? ''))
  );
}

/** A chat as WhatsApp exports it: a message may go on over several lines; what the program itself says has no author. */
export function readWhatsApp(text: string): Found {
  const table: Table = {
    part: '',
    format: 'WhatsApp export',
    header: WHATSAPP_HEADER,
    width: WHATSAPP_HEADER.length,
    notes: [
      'Times are those of the telephone that exported the chat, without a zone, in its own order of day and month.',
      'Marks of direction were taken out of times and names; texts are as they stand.',
    ],
    *records() {
      let open: { line: number; lines: string[] } | null = null;
      const lines = text.split('\n');
      if (lines.at(-1) === '') lines.pop();
      for (const [at, whole] of lines.entries()) {
        const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
        if (startOf(line)) {
          if (open) yield message(open);
          open = { line: at + 1, lines: [line] };
        } else if (open) open.lines.push(line);
        else if (line.trim() !== '')
          yield {
            cells: [],
            line: at + 1,
            problem: 'it stands before the first message',
            raw: line.slice(0, LISTED_CHARACTERS),
          };
      }
      if (open) yield message(open);
    },
  };
  return { tables: [table], notes: [] };
}

function message({ line, lines }: { line: number; lines: readonly string[] }): TableRecord {
  const [first = '', ...rest] = lines;
  const [, sent = '', plain = ''] = startOf(first) ?? [];
  const author = /^([^:]{1,80}): ?/u.exec(plain);
  // The text as it stands, marks included, begins after the author's colon or after the time.
  const colon = first.indexOf(': ', first.search(/[\]–-]/u));
  const head = !author ? plain : colon < 0 ? '' : first.slice(colon + 2);
  const said = [head, ...rest].join('\n');
  const bare = said.replace(MARKS, '').trim();
  const attached = ATTACHED.exec(bare);
  const kind = !author ? 'system' : attached ? 'attachment' : LEFT_OUT.test(bare) ? 'media left out' : 'message';
  const raw = lines.join('\n').slice(0, LISTED_CHARACTERS);
  const cells = [sent, author?.[1]?.trim() ?? null, said, kind, attached?.[1] ?? attached?.[2] ?? null];
  return { cells: cells.map((cell) => cell?.toWellFormed() ?? null), line, problem: null, raw };
}

import { counted } from '../../../shared/domain/counted.ts';
import { jsonTable, type Place } from './json.ts';
import { type Json, JsonFault, JsonText } from './json-text.ts';
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

import { boundIn, type Parameter, parametersIn, withoutBound } from './sql-parameters.ts';
import { type Token, tokens } from './sql-tokens.ts';

/** A statement of a file, with what the comments at its head say of it. */
export interface FiledQuery {
  /** Empty where no comment gives one. */
  readonly name: string;
  readonly description: string;
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

const NAME = /^--\s*name:\s*(.*)$/i;
const DESCRIPTION = /^--\s*description:\s*(.*)$/i;
const FURTHER = /^--\s{2,}(\S.*)$/;

/** The text of a `.sql` file that `queriesIn` reads back as it was. */
export function fileOf({ name, description, sql, parameters }: FiledQuery): string {
  const [first = '', ...further] = description
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const head = [
    ...(name === '' ? [] : [`-- Name: ${name.replace(/\s+/g, ' ')}`]),
    ...(first === '' ? [] : [`-- Description: ${first}`, ...further.map((line) => `--   ${line}`)]),
    ...parameters.map(({ name: of, kind, value }) => `-- :${of} ${kind} = ${JSON.stringify(value)}`),
  ];
  return `${[...head, sql.trim().replace(/;$/, '')].join('\n')};\n`;
}

/** The statements of a file in their order, each with the comments before it; a file of comments alone has none. */
export function queriesIn(file: string): FiledQuery[] {
  const text = file.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const pieces: Token[][] = [[]];
  for (const token of tokens(text)) {
    if (token.text === ';') pieces.push([]);
    else pieces.at(-1)?.push(token);
  }
  const carrying = (piece: readonly Token[]) => piece.some(({ kind }) => kind !== 'space' && kind !== 'comment');
  const last = pieces.at(-1) as Token[];
  const before = pieces.at(-2);
  if (before && !carrying(last)) before.push(...last); // comments at the end belong to the last statement
  return pieces.filter(carrying).map(query);
}

function query(piece: readonly Token[]): FiledQuery {
  const start = piece.findIndex(({ kind }) => kind !== 'space' && kind !== 'comment');
  let name = '';
  const said: string[] = [];
  let describing = false;
  const kept = piece.filter(({ kind, text }, at) => {
    if (at > start || kind !== 'comment') return true;
    const [, called] = NAME.exec(text) ?? [];
    const [, described] = DESCRIPTION.exec(text) ?? [];
    const [, further] = FURTHER.exec(text) ?? [];
    // A further line of a description is set in, whatever it reads like: a second "Name:" is a part of it.
    if (describing && further !== undefined) {
      said.push(further.trim());
      return false;
    }
    if (called !== undefined) name = called.trim();
    else if (described !== undefined) said.push(described.trim());
    else {
      describing = false;
      return true;
    }
    describing = called === undefined;
    return false;
  });
  const whole = piece.map(({ text }) => text).join('');
  const names = new Set(parametersIn(whole));
  const sql = withoutBound(kept.map(({ text }) => text).join('')).trim();
  const parameters = boundIn(whole).filter((each) => names.has(each.name));
  return { name: name.slice(0, 200), description: said.join('\n'), sql, parameters };
}

import type { Output } from '../../../shared/contract/commands.ts';
import { quoteName } from './derive.ts';

type Tables = Output<'query.schema'>;
export interface Starter {
  readonly label: string;
  readonly sql: string;
}

// Names under which the records of platforms keep who acted and from where.
const ADDRESS = /(^|_)(ip|ips|ip_?addr(ess)?|client_?ip|remote_?(ip|addr)|src_?ip)($|_)/i;
const ACTOR = /(^|_)(user|account|member|seller|buyer|customer|login)(_?(id|name|no))?$/i;
const MESSAGE = /^(content|message|msg|text|body|log|line|event|description)$/i;

/** Statements worth a first look, made from what the case holds. Empty without a dataset. */
export function starters(tables: Tables): Starter[] {
  const datasets = tables.filter((table) => table.kind === 'dataset');
  const made: Starter[] = [];
  for (const { name, columns } of datasets.slice(0, 4)) {
    const table = quoteName(name);
    made.push({ label: `Rows of ${name}`, sql: `SELECT *\nFROM ${table}` });
    const facet = columns.find((column) => /event|type|status|country|reason|state/i.test(column.name)) ?? columns[0];
    if (facet) {
      const column = quoteName(facet.name);
      made.push({
        label: `Most frequent ${facet.name} in ${name}`,
        sql: `SELECT ${column}, count(*) AS times\nFROM ${table}\nGROUP BY 1\nORDER BY 2 DESC\nLIMIT 50`,
      });
    }
    const address = columns.find((column) => ADDRESS.test(column.name));
    const actor = columns.find((column) => ACTOR.test(column.name));
    if (address && actor) {
      const ip = quoteName(address.name);
      const account = quoteName(actor.name);
      made.push({
        label: `${address.name} shared by several ${actor.name} in ${name}`,
        sql: `SELECT ${ip}, count(DISTINCT ${account}) AS accounts, group_concat(DISTINCT ${account}) AS who
FROM ${table}
WHERE ${ip} <> ''
GROUP BY 1
HAVING accounts > 1
ORDER BY accounts DESC`,
      });
    }
    const message = address ? undefined : columns.find((column) => MESSAGE.test(column.name));
    if (message) {
      const text = quoteName(message.name);
      made.push({
        label: `IPv4 addresses within ${message.name} of ${name}`,
        sql: `SELECT regexp_extract(${text}, '(\\d{1,3}(?:\\.\\d{1,3}){3})') AS ip, count(*) AS times
FROM ${table}
WHERE ${text} REGEXP '\\d{1,3}(\\.\\d{1,3}){3}'
GROUP BY 1
ORDER BY 2 DESC`,
      });
    }
  }
  return made.slice(0, 8);
}

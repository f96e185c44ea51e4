import { Button } from '@blueprintjs/core';
import { useMemo } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import { quoteName } from '../../../shared/domain/sql-names.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { EmptyState } from '../../ui/panel.tsx';

type Tables = Output<'query.schema'>;
interface Starter {
  readonly label: string;
  readonly sql: string;
}

// Names under which the records of platforms keep who acted and from where.
const ADDRESS = /(^|_)(ip|ips|ip_?addr(ess)?|client_?ip|remote_?(ip|addr)|src_?ip)($|_)/i;
const ACTOR = /(^|_)(user|account|member|seller|buyer|customer|login)(_?(id|name|no))?$/i;
const MESSAGE = /^(content|message|msg|text|body|log|line|event|description)$/i;

const KEY = /(^|[^a-z])(id|uuid|guid|key|hash|ref|reference|number|no|url|link)$|[a-z](Id|ID|Key|No)$/;
type Column = Tables[number]['columns'][number];
/** Whether values of a column may be worth counting: not a key, which every row has its own of, nor a measure or a moment. */
const isCounted = ({ name, reading }: Column): boolean =>
  !KEY.test(name.toLowerCase()) &&
  !KEY.test(name) &&
  (reading === undefined || reading.kind === 'boolean' || (reading.kind === 'text' && reading.why !== 'identifies'));

/** Queries for a first look, made from the columns that the case holds. Empty without a dataset. */
export function starters(tables: Tables): Starter[] {
  const datasets = tables.filter((table) => table.kind === 'dataset');
  const made: Starter[] = [];
  for (const { name, columns } of datasets.slice(0, 4)) {
    const table = quoteName(name);
    made.push({ label: `Rows of ${name}`, sql: `SELECT *\nFROM ${table}` });
    const counted = columns.filter(isCounted);
    const facet =
      counted.find((column) => /event|type|status|outcome|country|reason|state/i.test(column.name)) ?? counted[0];
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

interface BeginningProps {
  readonly empty: boolean;
  readonly tables: Tables;
  readonly onStart: (sql: string) => void;
}
/** What the result pane shows until something ran: statements to start from, or how to get data. */
export function Beginning({ empty, tables, onStart }: BeginningProps) {
  const { go } = useNavigation();
  const offered = useMemo(() => starters(tables), [tables]);
  if (empty)
    return (
      <EmptyState
        icon="th"
        title="No dataset yet"
        action={<Button intent="primary" text="Import files" onClick={() => go({ screen: 'evidence' })} />}
      >
        An imported CSV file becomes a table that can be queried here. The case tables can be queried already.
      </EmptyState>
    );
  return (
    <div className="rt-data-beginning">
      <h2>Write a query, or start with one of these</h2>
      <ul>
        {offered.map(({ label, sql }) => (
          <li key={label}>
            <Button variant="outlined" alignText="start" icon="play" fill onClick={() => onStart(sql)}>
              {label}
            </Button>
          </li>
        ))}
      </ul>
      <p className="rt-muted">
        The SQL is read-only. The Functions button explains what is added to the functions of SQLite, each with an
        example. LIKE, lower and upper know the letters of every alphabet; COLLATE NOCASE knows those of ASCII alone.
      </p>
    </div>
  );
}

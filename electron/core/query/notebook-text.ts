import { counted } from '../../../shared/domain/counted.ts';
import { quoted } from '../../../shared/domain/sql-names.ts';

/** A table as the notebook tells of it. */
export interface NotebookTable {
  /** Its name in SQL, here and there. */
  readonly name: string;
  readonly rows: number;
  /** The exhibits it was read from, by number. */
  readonly from: string;
  /** The statement it is the result of; of a dataset, the one that was asked at its source. */
  readonly sql: string | null;
  readonly columns: readonly { readonly name: string; readonly words: string }[];
  /** Columns written as text, since a value does not fit their reading. */
  readonly asText: readonly string[];
  /** Whether the statement had more rows than its limit. */
  readonly cut: boolean;
}
interface About {
  /** C-0001 */
  readonly label: string;
  readonly title: string;
  readonly at: string;
  readonly program: string;
}

/** The folder of the tables, beside the notebook. */
export const TABLES = 'tables';

const WARNING =
  'CONFIDENTIAL. These files left the encrypted vault: whoever has them can read them. Delete them when done.';
const BACK =
  'To bring a result back as evidence, write it as CSV with its statement in a .sql file of the same name beside it, and import both: the statement is kept as the origin of the rows.';

export const readMe = ({ label, title, at, program }: About, tables: readonly NotebookTable[]): string =>
  [
    WARNING,
    '',
    `Case ${label}: ${title}`,
    `Written ${at} by ${program}; recorded in the custody log of the vault.`,
    '',
    ...tables.map(
      (table) => `${TABLES}/${table.name}.parquet  ${rowsOf(table)}  from ${table.from || 'the case itself'}`,
    ),
    '',
    'Start: pip install -r requirements.txt, then jupyter lab notebook.ipynb. The tables are read where they lie; nothing is fetched.',
    BACK,
    '',
  ].join('\n');

/** A notebook of Jupyter, nbformat 4.5, without outputs. */
export function notebookText({ label, title, at, program }: About, tables: readonly NotebookTable[]): string {
  const cells = [
    markdown([
      `# ${label}: ${escaped(title)}`,
      '',
      `**${WARNING}**`,
      '',
      `Written ${at} by ${program}. Each table is a Parquet file under the name it has in the vault. Run the next two cells first.`,
    ]),
    code([
      '# Are the files those that were written?',
      'import hashlib, pathlib',
      '',
      'here = pathlib.Path.cwd()',
      'for line in (here / "SHA256SUMS").read_text(encoding="utf-8").splitlines():',
      '    digest, name = line.split("  ", 1)',
      '    with open(here / name, "rb") as file:',
      '        assert hashlib.file_digest(file, "sha256").hexdigest() == digest, f"{name} was changed"',
      'print("All files are as they were written.")',
    ]),
    code([
      '# DuckDB reads the files where they lie; decimals stay exact, times in UTC carry their zone.',
      'import duckdb',
      '',
      'con = duckdb.connect()',
      'con.execute("SET autoinstall_known_extensions = false")  # stays offline',
      ...tables.map(
        ({ name }) =>
          `con.execute(${python(`CREATE VIEW ${quoted(name)} AS SELECT * FROM read_parquet('${TABLES}/${name.replaceAll("'", "''")}.parquet')`)})`,
      ),
    ]),
    ...tables.flatMap((table) => [
      markdown(toldOf(table)),
      code([`con.sql(${python(`SELECT * FROM ${quoted(table.name)} LIMIT 20`)}).df()`]),
    ]),
    markdown(['## Bring a result back', '', BACK]),
    code([
      'statement = """',
      `SELECT count(*) AS n FROM ${tables[0] ? quoted(tables[0].name) : '(SELECT 1)'}`,
      '"""',
      'con.sql(statement).write_csv("result.csv")',
      '(here / "result.sql").write_text(statement, encoding="utf-8")',
    ]),
  ];
  const notebook = {
    cells: cells.map((cell, index) => ({ id: `cell-${index + 1}`, ...cell })),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

const toldOf = (table: NotebookTable): string[] => [
  `## ${escaped(table.name)}`,
  '',
  `${rowsOf(table)}, from ${escaped(table.from) || 'the case itself'}.`,
  ...(table.asText.length > 0
    ? ['', `Written as text, since a value does not fit the reading: ${escaped(table.asText.join(', '))}.`]
    : []),
  '',
  '| column | read as |',
  '| --- | --- |',
  ...table.columns.map(({ name, words }) => `| ${escaped(name)} | ${escaped(words)} |`),
  ...(table.sql ? ['', ...table.sql.split('\n').map((line) => `    ${line}`)] : []),
];

const rowsOf = ({ rows, cut }: NotebookTable): string =>
  `${counted(rows, 'row')}${cut ? ' within the limit; the statement has more' : ''}`;

const lines = (source: readonly string[]): string[] =>
  source.map((line, index) => (index < source.length - 1 ? `${line}\n` : line));
const markdown = (source: readonly string[]) => ({ cell_type: 'markdown', metadata: {}, source: lines(source) });
const code = (source: readonly string[]) => ({
  cell_type: 'code',
  execution_count: null,
  metadata: {},
  outputs: [],
  source: lines(source),
});

/** JSON's strings are Python's too, but for halves of characters, which no name here holds. */
const python = (text: string): string => JSON.stringify(text);
/** In Markdown as it is, HTML and tables of it included. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\`*_{}[\]()#+!|<>~&$]/g, (sign) => `\\${sign}`).replaceAll(/\s+/g, ' ');

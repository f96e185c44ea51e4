import { caseLabel } from '../../shared/domain/labels.ts';
import type { CheckedFile, Report } from './check.ts';
import type { CustodyEntry, CustodyReport } from './custody.ts';
import type { Manifest } from './manifest.ts';

type Child = Node | string | null;

/** An element with text and children. Text is only ever set as text: what a bundle says is never read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export interface Column<R> {
  readonly head: string;
  readonly className?: string;
  readonly cell: (row: R) => Child;
}

/** At most `most` rows; what is left out is said below. */
export function table<R>(
  label: string,
  columns: readonly Column<R>[],
  rows: readonly R[],
  most: number,
): readonly Node[] {
  const shown = rows.slice(0, most);
  const made = element(
    'table',
    { 'aria-label': label },
    element('thead', {}, element('tr', {}, ...columns.map(({ head }) => element('th', { scope: 'col' }, head)))),
    element(
      'tbody',
      {},
      ...shown.map((row) =>
        element(
          'tr',
          {},
          ...columns.map(({ head, className, cell }) =>
            element('td', { 'data-head': head, ...(className ? { class: className } : {}) }, cell(row)),
          ),
        ),
      ),
    ),
  );
  if (shown.length === rows.length) return [made];
  return [made, element('p', { class: 'muted' }, `${rows.length - shown.length} more rows were checked alike.`)];
}

const MOST_ROWS = 2000;

export function show(report: Report): readonly Node[] {
  const { manifest, notes } = report;
  return [
    verdict(report),
    ...(notes.length > 0 ? [element('p', { class: 'muted' }, notes.join(' '))] : []),
    ...(manifest ? [...signer(report, manifest), ...facts(manifest), ...files(report)] : []),
    ...(report.custody ? custody(report.custody) : []),
  ];
}

function verdict({ verdict: outcome, faults, files: checked }: Report): Node {
  if (outcome === 'altered')
    return element(
      'section',
      { class: 'verdict bad', 'aria-label': 'Verdict' },
      element(
        'strong',
        {},
        faults.length === 1 ? '1 fault: not as it was signed' : `${faults.length} faults: not as it was signed`,
      ),
      element('ul', {}, ...faults.slice(0, MOST_ROWS).map(({ where, problem }) => faultLine(where, problem))),
      faults.length > MOST_ROWS ? element('p', {}, `${faults.length - MOST_ROWS} more faults are not listed.`) : null,
    );
  const hashed = `${checked.length} files have the SHA-256 that the manifest names`;
  if (outcome === 'unproven')
    return element(
      'section',
      { class: 'verdict open', 'aria-label': 'Verdict' },
      element('strong', {}, 'Not proven: this browser cannot check the signature'),
      `${hashed}, but this browser has no Ed25519, so who signed the manifest is not checked. Open this page in a current Chromium, Firefox or Safari, or check the signature with OpenSSL as shown below.`,
    );
  return element(
    'section',
    { class: 'verdict good', 'aria-label': 'Verdict' },
    element('strong', {}, 'Intact: everything is as it was signed'),
    `${hashed}, and the manifest carries a valid signature. Whose key that is, only the fingerprint below can tell: compare it with the one that the sender gave you by another way.`,
  );
}

const faultLine = (where: string, problem: string): Node =>
  element('li', {}, element('span', { class: 'mono' }, where), ` ${problem}`);

const SIGNATURE_WORDS = {
  valid: ['good', 'valid'],
  wrong: ['bad', 'not valid'],
  missing: ['bad', 'missing'],
  unchecked: ['', 'not checked: this browser has no Ed25519'],
} as const;

function signer({ signature, manifestSha256 }: Report, { publicKey }: Manifest): Node[] {
  if (!signature) return [];
  const [tone, words] = SIGNATURE_WORDS[signature.state];
  return [
    element('h2', {}, 'Who signed it'),
    element(
      'dl',
      {},
      ...fact('Signature', element('span', { class: `state ${tone}` }, words)),
      ...fact(
        'Fingerprint',
        element('strong', { class: 'mono', id: 'fingerprint' }, signature.fingerprint ?? 'the key is none'),
      ),
      ...fact('Manifest', element('span', { class: 'mono' }, manifestSha256 ?? '')),
    ),
    element(
      'p',
      { class: 'muted' },
      'Anyone can make a bundle, and a page like this one, and sign it with a key of their own. The fingerprint is the SHA-256 of the key; the sender finds it in the vault settings and in the custody appendix of every report. A page taken from a bundle that you trust already checks this one without having to trust it.',
    ),
    element(
      'details',
      {},
      element('summary', {}, 'Check the signature with OpenSSL'),
      element('p', {}, 'Save this as KEY.pem beside the manifest:'),
      element('pre', {}, publicKey),
      element(
        'pre',
        {},
        'openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in manifest.json -sigfile manifest.sig',
      ),
    ),
  ];
}

const fact = (name: string, value: Node | string): Node[] => [element('dt', {}, name), element('dd', {}, value)];

function facts(manifest: Manifest): Node[] {
  const held = manifest.exhibits.filter(({ removedAt }) => removedAt === null).length;
  return [
    element('h2', {}, 'What it says it is'),
    element(
      'dl',
      {},
      ...fact('Case', `${caseLabel(manifest.caseNumber)} ${manifest.caseTitle}`),
      ...fact('Classification', `TLP:${manifest.classification}`),
      ...(manifest.copy === undefined
        ? fact('Holds', manifest.scope === 'case' ? `the whole case, ${held} exhibits` : `${held} chosen exhibits`)
        : fact('Copy', manifest.copy)),
      ...fact('Made', `${manifest.createdAt} by ${manifest.createdBy} with Redthread, ${manifest.program}`),
    ),
  ];
}

const STATES = {
  intact: ['good', 'intact'],
  altered: ['bad', 'altered'],
  missing: ['bad', 'missing'],
  extra: ['bad', 'not of the bundle'],
} as const;
const FILES: readonly Column<CheckedFile>[] = [
  { head: 'File', className: 'mono', cell: ({ name }) => name },
  { head: 'What it is', cell: ({ what }) => what },
  { head: 'Bytes', className: 'number', cell: ({ bytes }) => bytes.toLocaleString('en') },
  { head: 'SHA-256', className: 'mono', cell: ({ sha256 }) => sha256 ?? '' },
  {
    head: 'Result',
    cell: ({ state }) => element('span', { class: `state ${STATES[state][0]}` }, STATES[state][1]),
  },
];

function files({ files: checked }: Report): Node[] {
  const order = checked.toSorted((a, b) => Number(a.state === 'intact') - Number(b.state === 'intact'));
  return [element('h2', {}, `Files (${checked.length})`), ...table('Files', FILES, order, MOST_ROWS)];
}

const ENTRIES: readonly Column<CustodyEntry>[] = [
  { head: 'No.', className: 'number', cell: ({ seq }) => String(seq) },
  { head: 'When (UTC)', cell: ({ at }) => at },
  { head: 'Who', cell: ({ actor }) => actor },
  { head: 'What', cell: ({ action, subject }) => `${action} ${subject}` },
  { head: 'SHA-256 of the entry', className: 'mono', cell: ({ hash }) => hash },
  {
    head: 'Result',
    cell: ({ sound }) => element('span', { class: `state ${sound ? 'good' : 'bad'}` }, sound ? 'intact' : 'altered'),
  },
];

function custody({ entries, gaps }: CustodyReport): Node[] {
  const left =
    gaps.length === 0
      ? 'No number is left out.'
      : `Left out: ${gaps.slice(0, 100).join(', ')}${gaps.length > 100 ? ` and ${gaps.length - 100} more runs` : ''}. An excerpt holds the entries of its case or exhibits; what is left out concerns other things, or was left out by whoever made the bundle. Each entry was checked against its own hash, and neighbours against each other.`;
  return [
    element('h2', {}, `Custody log (${entries.length} entries)`),
    element('p', { class: 'muted' }, left),
    ...table('Custody log', ENTRIES, entries, MOST_ROWS),
  ];
}

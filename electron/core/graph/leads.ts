import type { ExhibitId } from '../../../shared/contract/values.ts';
import { detectEntity, type EntityType } from '../../../shared/domain/entities.ts';
import type { Draft, LinkDraft, RowReader } from './drafts.ts';

/**
 * Finds of OSINT tools. A hit says that a name is in use somewhere, not by whom: each item and link that comes of one is marked as
 * an unverified lead. Rows that are no hit are listed with the reason.
 */
export interface LeadTool {
  readonly name: string;
  readonly key: readonly string[];
  reader(columns: readonly string[], exhibit: ExhibitId, fileName: string): RowReader;
}

export const UNVERIFIED = 'unverified';
export const leadNote = (tool: string): string => `Unverified lead: found by ${tool}. Nothing else supports it yet.`;

type Cells = readonly (string | null)[];
const reading = (columns: readonly string[]) => {
  const at = new Map(columns.map((name, place) => [name.toLowerCase(), place]));
  return (cells: Cells, name: string): string => (cells[at.get(name.toLowerCase()) ?? -1] ?? '').trim();
};

interface Hit {
  readonly row: number;
  readonly exhibit: ExhibitId;
  readonly tool: string;
  readonly from: readonly [EntityType, string];
  readonly to: readonly [EntityType, string];
  readonly type: string;
}
function hit({ row, exhibit, tool, from, to, type }: Hit): Draft[] {
  const node = ([kind, label]: readonly [EntityType, string], note: string): Draft => ({
    ...{ kind: 'node', key: `${kind} ${label}`, label, type: kind, note, row, exhibit, at: null },
  });
  const link: LinkDraft = {
    ...{ kind: 'link', from: `${from[0]} ${from[1]}`, to: `${to[0]} ${to[1]}`, type, label: UNVERIFIED },
    ...{ direction: 'forward', note: leadNote(tool), row, exhibit, amount: null, unit: '' },
    ...{ count: null, values: null, first: null, last: null, refused: [] },
  };
  return [node(from, ''), node(to, leadNote(tool)), link];
}
const rejected = (row: number, text: string, why: string): Draft[] => [{ kind: 'rejected', row, text, why }];

/** Sherlock and Maigret write every site that was asked. */
const sites = (name: string, key: readonly string[]): LeadTool => ({
  name,
  key: ['username', 'name', 'url_main', 'url_user', 'exists', ...key],
  reader: (columns, exhibit) => {
    const cell = reading(columns);
    return (cells, row) => {
      const [user, url] = [cell(cells, 'username'), cell(cells, 'url_user')];
      const state = cell(cells, 'exists');
      const address = /^=HYPERLINK\("([^"]+)"/.exec(url)?.[1] ?? url; // as Sherlock writes it into a workbook
      if (state.toLowerCase() !== 'claimed')
        return rejected(row, address, `no hit: the site says "${state || 'nothing'}"`);
      if (user === '' || address === '')
        return rejected(row, `${user} ${address}`.trim(), 'a hit without name or address');
      return hit({
        row,
        exhibit,
        tool: name,
        from: ['username', user],
        to: ['profile', address],
        type: 'may have account at',
      });
    };
  },
});

const spiderFoot = (
  key: readonly string[],
  names: readonly [data: string, type: string, source: string, wrong: string],
): LeadTool => ({
  name: 'SpiderFoot',
  key,
  reader: (columns, exhibit) => {
    const cell = reading(columns);
    const [dataAt, typeAt, sourceAt, wrongAt] = names;
    const plain = (text: string): string => text.replaceAll(/<\/?SFURL>/gi, '').trim();
    return (cells, row) => {
      const [data, type, source] = [plain(cell(cells, dataAt)), cell(cells, typeAt), plain(cell(cells, sourceAt))];
      if (/^(?:1|true)$/i.test(cell(cells, wrongAt))) return rejected(row, data, 'marked as a false positive');
      if (data === '' || source === '') return rejected(row, data, 'a find without data or source');
      if (data === source || type.toUpperCase() === 'ROOT') return rejected(row, data, 'the target of the scan itself');
      const words = type.replaceAll('_', ' ').toLowerCase();
      const [from, to] = [
        [detectEntity(source, ''), source],
        [detectEntity(data, words), data],
      ] as const;
      return hit({ row, exhibit, tool: 'SpiderFoot', from, to, type: words === '' ? 'leads to' : `leads to ${words}` });
    };
  },
});

/** Holehe names the address that was looked for in the name of its file alone. */
const HOLEHE_FILE = /^holehe_\d+_(.+@.+)_results\.csv$/i;
const holehe: LeadTool = {
  name: 'Holehe',
  key: ['name', 'domain', 'method', 'rateLimit', 'exists', 'emailrecovery', 'phoneNumber'],
  reader: (columns, exhibit, fileName) => {
    const cell = reading(columns);
    const mail = HOLEHE_FILE.exec(fileName)?.[1];
    return (cells, row) => {
      const domain = cell(cells, 'domain');
      if (mail === undefined) return rejected(row, domain, 'the name of the file holds no address that was looked for');
      if (/^true$/i.test(cell(cells, 'rateLimit')))
        return rejected(row, domain, 'the site was not tested (rate limit)');
      if (!/^true$/i.test(cell(cells, 'exists'))) return rejected(row, domain, 'no hit: not registered there');
      return hit({
        row,
        exhibit,
        tool: 'Holehe',
        from: ['email', mail],
        to: ['domain', domain],
        type: 'may be registered at',
      });
    };
  },
};

export const LEAD_TOOLS: readonly LeadTool[] = [
  sites('Sherlock', ['http_status', 'response_time_s']),
  sites('Maigret', ['http_status', 'error_reason']),
  spiderFoot(['Updated', 'Type', 'Module', 'Source', 'F/P', 'Data'], ['Data', 'Type', 'Source', 'F/P']),
  spiderFoot(
    ['data', 'event_type', 'module', 'source_data', 'false_positive'],
    ['data', 'event_type', 'source_data', 'false_positive'],
  ),
  holehe,
];

export function leadTool(columns: readonly string[]): LeadTool | null {
  const names = new Set(columns.map((name) => name.toLowerCase()));
  return LEAD_TOOLS.find(({ key }) => key.every((name) => names.has(name.toLowerCase()))) ?? null;
}

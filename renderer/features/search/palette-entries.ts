import type { IconName } from '@blueprintjs/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { SearchHit } from '../../../shared/contract/search.ts';
import { caseLabel } from '../../../shared/domain/labels.ts';
import { type CallError, call } from '../../client/call.ts';
import { keyOf, useRead } from '../../client/hooks.ts';
import { type Action, useAllActions } from '../../state/actions.ts';
import { type Place, useWorkspace, type Workspace } from '../../state/navigation.tsx';
import { exhibitIcon } from '../../ui/exhibit-thumb.tsx';

/**
 * How well a text answers what was typed: every word typed must begin a word of it, or at least stand in it.
 * @returns 0 when it does not; higher is better
 */
export function rank(query: string, text: string): number {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const target = text.toLowerCase();
  if (words.length === 0) return 1;
  let score = target.startsWith(words.join(' ')) ? 2 : 0;
  for (const word of words) {
    if (!target.includes(word)) return 0;
    score += startsWord(target, word) ? 2 : 1;
  }
  return score / words.length;
}

function startsWord(target: string, word: string): boolean {
  for (let at = target.indexOf(word); at >= 0; at = target.indexOf(word, at + 1))
    if (at === 0 || /[\s\p{P}]/u.test(target[at - 1] ?? '')) return true;
  return false;
}

/** The best answers first; equals keep their order. */
export function ranked<T>(items: readonly T[], query: string, textOf: (item: T) => string, most: number): T[] {
  return items
    .map((item) => ({ item, score: rank(query, textOf(item)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ item }) => item);
}

export interface Entry {
  readonly id: string;
  readonly group: 'Commands' | 'Cases' | 'Exhibits' | 'Found in the vault' | 'Found in this case';
  readonly icon: IconName;
  readonly title: string;
  readonly detail: string;
  /** Part of `detail` to be shown as the match: start and end. */
  readonly match?: readonly [number, number];
  readonly shortcut?: string | undefined;
  perform(): void;
}

/** Where a hit is shown; what was found in the content of an exhibit is opened at that place. */
const PLACES: Record<SearchHit['kind'], (id: string) => Place> = {
  case: (focus) => ({ screen: 'overview', focus }),
  exhibit: (focus) => ({ screen: 'evidence', focus }),
  query: (focus) => ({ screen: 'evidence', focus }),
  'saved query': (focus) => ({ screen: 'data', focus }),
  entity: (focus) => ({ screen: 'board', focus }),
  note: (focus) => ({ screen: 'board', focus }),
  finding: (focus) => ({ screen: 'findings', focus }),
};
const ICONS: Record<SearchHit['kind'], IconName> = {
  case: 'folder-close',
  exhibit: 'document',
  query: 'database',
  'saved query': 'bookmark',
  entity: 'graph',
  note: 'annotation',
  finding: 'endorsed',
};
const MOST_HITS = 50;
const MOST_COMMANDS_FOUND = 8;
const NAMES = new Set(['title', 'file name']);

/** What the palette offers for what was typed: commands, cases, exhibits, and what the vault's texts hold. */
export function usePaletteEntries(query: string, everywhere: boolean): { entries: Entry[]; note: string | null } {
  const workspace = useWorkspace();
  const groups = useAllActions();
  const { data: cases } = useRead('case.list', {});
  const exhibits = useExhibits(workspace);
  const found = useFound(query, everywhere ? null : workspace.caseId);

  const entries = useMemo(() => {
    const commands = commandEntries(groups, query);
    const caseEntries = ranked(
      (cases ?? []).filter(({ id }) => id !== workspace.caseId),
      query,
      (each) => `${caseLabel(each.number)} ${each.title} ${each.codename}`,
      query ? 6 : 4,
    ).map(
      (each): Entry => ({
        id: `case ${each.id}`,
        group: 'Cases',
        icon: 'folder-close',
        title: `${caseLabel(each.number)} ${each.title}`,
        detail: each.codename,
        perform: () => workspace.openCase(each.id),
      }),
    );
    return [...commands, ...caseEntries, ...exhibitEntries(query, exhibits, workspace)];
  }, [groups, query, cases, exhibits, workspace]);

  // What is listed by its name above need not be listed again for having that name.
  const named = new Set(entries.map(({ id }) => id));
  const hits = (found.data?.hits ?? []).filter(
    ({ id, kind, field }) => !(NAMES.has(field) && (named.has(`exhibit ${id}`) || named.has(`${kind} ${id}`))),
  );
  const hitEntries = hits.map(
    (hit): Entry => ({
      id: `hit ${hit.kind} ${hit.id} ${hit.field}`,
      group: everywhere || !workspace.caseId ? 'Found in the vault' : 'Found in this case',
      icon: ICONS[hit.kind],
      title: hit.title && hit.title !== hit.label ? `${hit.label} ${hit.title}` : hit.label,
      detail: `${hit.field}: ${hit.snippet}`,
      match: [hit.match[0] + hit.field.length + 2, hit.match[1] + hit.field.length + 2],
      perform: () =>
        workspace.openCase(hit.caseId, {
          ...PLACES[hit.kind](hit.id),
          ...(hit.field === 'content' ? { find: query.trim().slice(0, 200) } : {}),
        }),
    }),
  );
  return { entries: [...entries, ...hitEntries], note: noteOf(found) };
}

/** What can be done now. The part that came on screen last has the first say over a name. */
export function commandEntries(groups: readonly (readonly Action[])[], query: string): Entry[] {
  const byName = new Map(groups.flat().map((action) => [action.id, action]));
  const offered = [...byName.values()].filter(({ enabled }) => enabled);
  const most = query ? MOST_COMMANDS_FOUND : offered.length;
  return ranked(offered, query, (action) => `${action.label} ${action.group}`, most).map((action) => ({
    id: `action ${action.id}`,
    group: 'Commands',
    icon: action.icon ?? 'key-command',
    title: action.label,
    detail: action.group,
    shortcut: action.shortcut,
    perform: action.perform,
  }));
}

function noteOf({ data, error }: ReturnType<typeof useFound>): string | null {
  if (error) return error.message;
  if (!data) return null;
  const more = data.more ? [`The first ${MOST_HITS} places are shown. Type more to narrow it down.`] : [];
  const long = data.partlyIndexed.length
    ? [`Only a part of ${data.partlyIndexed.join(', ')} is searched: it is too long, or not all of it could be read.`]
    : [];
  const missing = data.notIndexed.length
    ? [`The content of ${data.notIndexed.join(', ')} is not searched: it is not indexed yet.`]
    : [];
  return [...more, ...missing, ...long].join(' ') || null;
}

function useExhibits({ caseId }: Workspace) {
  const enabled = caseId !== null;
  return useQuery({
    queryKey: ['evidence', 'evidence.list', { caseId }],
    queryFn: () => (caseId ? call('evidence.list', { caseId }) : []),
    enabled,
  }).data;
}

function exhibitEntries(query: string, exhibits: ReturnType<typeof useExhibits>, workspace: Workspace): Entry[] {
  const { caseId } = workspace;
  if (!query || !exhibits || !caseId) return [];
  return ranked(
    exhibits,
    query,
    (each) => `${each.label} ${each.title} ${each.originalName} ${each.tags.join(' ')}`,
    8,
  ).map((each) => ({
    id: `exhibit ${each.id}`,
    group: 'Exhibits',
    icon: exhibitIcon(each),
    title: `${each.label} ${each.title}`,
    detail: each.originalName === each.title ? '' : each.originalName,
    perform: () => workspace.openCase(caseId, { screen: 'evidence', focus: each.id }),
  }));
}

const PAUSE_MS = 150;

function useFound(query: string, caseId: Workspace['caseId']) {
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setText(query.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const input = { text: text.slice(0, 200), limit: MOST_HITS, ...(caseId ? { caseId } : {}) };
  return useQuery<Awaited<ReturnType<typeof call<'search.find'>>>, CallError>({
    queryKey: keyOf('search.find', input),
    queryFn: () => call('search.find', input),
    enabled: text.length >= 2 && query.trim().length >= 2,
    placeholderData: keepPreviousData,
  });
}

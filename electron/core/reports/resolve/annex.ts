import type { ReportAnnex } from '../model.ts';
import type { Decisions } from './decide.ts';
import { citations } from './exhibits.ts';
import type { Material } from './material.ts';
import { shown } from './shown.ts';

/** What the annexes say: of an exhibit that is not shown whole not what it was made from, and of the others by number alone. */
export function annexOf({ settings, exhibits, copies, inputs }: Material, decisions: Decisions): ReportAnnex {
  const { limitations, glossary, certificate, aiUse, aiNone } = settings.setup;
  const labels = new Map(exhibits.map(({ id, label }) => [id, label]));
  const terms = glossary.split('\n').flatMap((line) => {
    const [, term = '', meaning = ''] = /^\s*([^:]+):\s*(\S.*)$/.exec(line) ?? [];
    return term === '' ? [] : [{ term: shown(term.trim()), meaning: shown(meaning.trim()) }];
  });
  const derivation = exhibits.flatMap(({ id, label, kind }) => {
    if (decisions.exhibits.get(id)?.content.reason !== null) return [];
    const copy = copies.get(id);
    const from = [
      ...(copy ? [labels.get(copy.originalId) ?? ''] : []),
      ...(inputs.get(id) ?? []).map(({ exhibitLabel }) => exhibitLabel ?? 'records of the case'),
    ].filter((each) => each !== '');
    const how = copy ? (copy.redacts ? 'redacted copy' : copy.crops ? 'crop' : 'working copy') : HOW[kind];
    return from.length === 0 ? [] : [{ label, how, from: [...new Set(from)] }];
  });
  return {
    limitations: shown(limitations),
    terms,
    derivation,
    certificate: {
      kind: certificate.kind,
      signatory: shown(certificate.signatory),
      role: shown(certificate.role),
    },
    aiNone,
    aiUse: aiUse.map(({ where, outputSha256, inputs: given, ...words }) => ({
      ...{ where, outputSha256, inputs: citations(given, decisions) },
      ...{ section: shown(words.section), tool: shown(words.tool), version: shown(words.version) },
      ...{ purpose: shown(words.purpose), prompt: shown(words.prompt), reviewer: shown(words.reviewer) },
      check: shown(words.check),
    })),
  };
}

const HOW = { file: 'taken from', query: 'query', chart: 'chart', trace: 'trace' } as const;

import { Fault } from '../../../shared/contract/errors.ts';
import { NOTHING_JUDGED } from '../../../shared/contract/judgements.ts';
import type { ExhibitId, FindingId } from '../../../shared/contract/values.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import type { Material } from './resolve/material.ts';

/**
 * What a report of one finding is made of: the finding, the exhibits that it names and what they were made from. What speaks of the
 * whole case (summary, board, events, judgement) is left out; what an edition withholds stays withheld.
 * @throws Fault `not-found`
 */
export function ofOneFinding(material: Material, findingId: FindingId): Material {
  const finding = material.findings.find(({ id }) => id === findingId);
  if (!finding) throw new Fault('not-found', 'A finding that was to be printed alone is not in this case.');
  const label = findingLabel(finding.number);
  const { settings, exhibits } = material;
  const needed = originsOf(finding.cited, material);
  const others = exhibits.filter(({ id }) => !needed.has(id)).map(({ id }) => id);
  const title = `${material.case.title}: finding ${label}`;
  return {
    ...material,
    case: { ...material.case, title, background: '' },
    settings: {
      ...settings,
      ...{ summary: '', bottomLine: finding.claim, confidence: finding.confidence, unknowns: '' },
      ...{ decision: '', decisionBy: '', decisionDue: null, nextStep: '', keyNumbers: [], figureId: null },
      excludedExhibits: [...new Set([...settings.excludedExhibits, ...others])],
      excludedFindings: [
        ...new Set([
          // One that was taken out of the report by hand stays out of it.
          ...settings.excludedFindings,
          ...material.findings.filter(({ id }) => id !== findingId).map(({ id }) => id),
        ]),
      ],
    },
    judgement: NOTHING_JUDGED,
    comments: material.comments.filter((each) => each.findingId === findingId),
    board: null,
    stale: new Set(),
    figures: [],
    events: [],
    entities: material.entities.filter((entity) => entity.exhibits.some((id) => needed.has(id))),
    checklist: [],
  };
}

/** The exhibits, what they were made from, and what that was made from. */
function originsOf(cited: readonly ExhibitId[], { exhibits, copies, inputs }: Material): Set<ExhibitId> {
  const byLabel = new Map(exhibits.map(({ id, label }) => [label, id]));
  const found = new Set<ExhibitId>();
  const open = [...cited];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const original = copies.get(id)?.originalId;
    if (original) open.push(original);
    for (const { exhibitLabel } of inputs.get(id) ?? []) {
      const source = exhibitLabel === null ? undefined : byLabel.get(exhibitLabel);
      if (source) open.push(source);
    }
    // A redacted copy stands in for what it was made from.
    for (const [copy, { originalId, redacts }] of copies) if (originalId === id && redacts) open.push(copy);
  }
  return found;
}

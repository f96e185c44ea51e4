import { z } from 'zod';
import { commands } from '../../../shared/contract/commands.ts';
import { Finding } from '../../../shared/contract/findings.ts';
import { type BundlePart, parsePart, restsOn } from '../bundle-part.ts';
import { createFinding } from './create.ts';
import { findingsOfCase } from './store.ts';

const FINDINGS = 'case/findings.json';
/** Texts name findings by their numbers, so that they keep them, as exhibits do. */
const BundledFindings = z
  .array(
    Finding.omit({ cited: true })
      .extend({ number: z.int().min(1).max(999_999) })
      .strict(),
  )
  .refine((all) => new Set(all.map(({ number }) => number)).size === all.length, 'two findings of one number');

/** Of chosen exhibits, the findings all of whose exhibits go; what rests on nothing speaks of the whole case and stays. */
export const findingsPart: BundlePart = {
  tables: ['findings', 'finding_exhibits'],
  documents: () => [{ name: FINDINGS, required: true }],
  gather: (going) => {
    const all = findingsOfCase(going.db, going.caseId).filter(({ cited }) => restsOn(going, cited));
    for (const { id } of all) going.subjects.add(id);
    // What the texts name is told by the texts, at the receiver as here.
    const findings = all.map(({ cited: _derived, ...finding }) => finding);
    return [{ name: FINDINGS, value: BundledFindings.parse(findings), counts: { findings: findings.length } }];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    const findings = (document(FINDINGS, BundledFindings) ?? []).toSorted((a, b) => a.position - b.position);
    for (const { id, number, claim, explanation, likelihood, confidence, exhibits } of findings) {
      const behind = references.all('exhibit', exhibits);
      const input = { caseId, claim, explanation, likelihood, confidence, exhibits: behind };
      const made = createFinding(write, parsePart(commands['finding.create'].input, input), number);
      references.add('finding', id, made.id);
    }
    return { findings: findings.length };
  },
};

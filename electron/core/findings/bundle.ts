import { z } from 'zod';
import { commands } from '../../../shared/contract/commands.ts';
import { Finding } from '../../../shared/contract/findings.ts';
import { type BundlePart, parsePart, restsOn } from '../bundle-part.ts';
import { createFinding } from './commands.ts';
import { findingsOfCase } from './store.ts';

const FINDINGS = 'case/findings.json';
const BundledFindings = z.array(Finding.strict());

/** Of chosen exhibits, the findings all of whose exhibits go; what rests on nothing speaks of the whole case and stays. */
export const findingsPart: BundlePart = {
  tables: ['findings', 'finding_exhibits'],
  documents: () => [{ name: FINDINGS, required: true }],
  gather: (going) => {
    const findings = findingsOfCase(going.db, going.caseId).filter(({ exhibits }) => restsOn(going, exhibits));
    for (const { id } of findings) going.subjects.add(id);
    return [{ name: FINDINGS, value: BundledFindings.parse(findings), counts: { findings: findings.length } }];
  },
  restore: ({ write, references, document }) => {
    const { caseId } = references;
    const findings = (document(FINDINGS, BundledFindings) ?? []).toSorted((a, b) => a.position - b.position);
    for (const { id, claim, explanation, likelihood, confidence, exhibits } of findings) {
      const behind = references.all('exhibit', exhibits);
      const input = { caseId, claim, explanation, likelihood, confidence, exhibits: behind };
      const made = createFinding(write, parsePart(commands['finding.create'].input, input));
      references.add('finding', id, made.id);
    }
    return { findings: findings.length };
  },
};

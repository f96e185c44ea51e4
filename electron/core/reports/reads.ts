import type { Edition } from '../../../shared/contract/report-setup.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { boundIn, boundKey, filled, noSuchCell, withoutBound } from '../../../shared/domain/bound-values.ts';
import { countsIn } from '../../../shared/domain/counts.ts';
import { redactionLabel } from '../../../shared/domain/redactions.ts';
import { labelsIn } from '../../../shared/domain/references.ts';
import { sentencesOf } from '../../../shared/domain/sentences.ts';
import type { ReadDb } from '../db/open.ts';
import { listEntities } from '../entities/reads.ts';
import { cellsOf, readMaterial, cellsThere as whatIsThere } from './material.ts';
import { redactedColumns } from './redacted-columns.ts';
import { valuesIn } from './resolve/brief.ts';
import { decide } from './resolve/decide.ts';
import type { Occasion } from './resolve/material.ts';
import { POLICIES } from './resolve/policy.ts';
import { redactor, rulesOf, secretsOf } from './resolve/redact.ts';
import { withheldWords } from './resolve/repeats.ts';
import { resolve } from './resolve/resolve.ts';

const OCCASION = { zone: 'UTC', preparedBy: '', program: '', unrecorded: false } as const;

/** What the readers of one edition see of a text that stands beside the report, such as a reply. */
export interface ReaderOfEdition {
  /** The text with the value of each cell that it names, "[withheld]" where the edition does not show its exhibit, and labels for what it redacts. */
  filled(text: string): string;
  /** Labels that stand in a filled text for what the edition redacts. */
  redactedIn(text: string): string[];
  /** What of the figures and exhibits of a text cannot go to these readers, or is bound to nothing. */
  figureProblems(where: string, text: string): string[];
  /** Where a text repeats words that the edition withholds, in words that do not name them. @param called what the text is: "The reply" */
  withheld(text: string, called: string): string | null;
}

/** @param texts all that will be asked about: their cells are read once */
export function readerOfEdition(
  db: ReadDb,
  caseId: CaseId,
  edition: Edition,
  texts: readonly string[],
): ReaderOfEdition {
  const read = readMaterial(db, caseId, edition);
  const queries = read.exhibits.filter(({ kind, removedAt }) => kind === 'query' && removedAt === null);
  const bound = boundIn(...texts);
  const there = whatIsThere(db, bound, queries);
  const cells = new Map([...read.cells, ...cellsOf(db, bound, queries, there)]);
  const cellsThere = new Map([...read.cellsThere, ...there]);
  const material = { ...read, cells, cellsThere, entities: listEntities(db, caseId) };
  const decisions = decide(material, POLICIES[edition]);
  const byLabel = new Map([...decisions.exhibits.values()].map((each) => [each.exhibit.label, each]));
  const cellAt = valuesIn(material, decisions, edition);
  const repeating = withheldWords(material, decisions);
  const rules = rulesOf(material, edition);
  const occasion: Occasion = { ...OCCASION, printedAt: new Date().toISOString(), edition };
  const redact =
    rules.length === 0
      ? (text: string) => text
      : redactor(
          secretsOf(
            { ...material, columns: redactedColumns(db, caseId, read.exhibits, read.reached ?? new Map()) },
            resolve(material, decisions, new Map(), occasion).model,
          ),
        );
  const told = (text: string): string => redact(filled(text, cellAt));
  return {
    filled: told,
    redactedIn: (text) => {
      const shown = told(text);
      const labels = [...new Set(rules.map(redactionLabel))];
      return labels.filter((label) => shown.includes(label) && !text.includes(label));
    },
    figureProblems: (where, text) => {
      const problems = boundIn(text).flatMap((bound) => {
        const { label } = bound;
        const decision = byLabel.get(label);
        if (decision && decision.content.reason !== null)
          return [`${where} gives a figure of ${label}, which this reader does not see: it reads “[withheld]”.`];
        return cells.has(boundKey(bound)) ? [] : [`${where}: ${noSuchCell(bound, there.get(label))}.`];
      });
      const absent = labelsIn(text).filter((label) => byLabel.get(label)?.shown === 'absent');
      if (absent.length > 0) problems.push(`${where} names ${absent.join(', ')}, which this reader does not see.`);
      const loose = sentencesOf(text).flatMap(({ text: sentence, assessment }) =>
        assessment ? [] : countsIn(withoutBound(sentence)),
      );
      if (loose.length > 0)
        problems.push(`${where} gives ${loose.join(', ')}, not bound to a cell of a query as {E-0010:1:column}.`);
      return problems;
    },
    withheld: (text, called) => repeating?.(called, filled(text, cellAt)) ?? null,
  };
}

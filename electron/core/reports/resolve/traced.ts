import type { Edition } from '../../../../shared/contract/report-setup.ts';
import { filledIn } from '../../../../shared/domain/bound-values.ts';
import { findingLabel } from '../../../../shared/domain/labels.ts';
import { findingsIn, labelsIn } from '../../../../shared/domain/references.ts';
import { SECTION_FACTS } from '../../../../shared/domain/report-sections.ts';
import { sectionsIn, setupOf } from '../../../../shared/domain/report-templates.ts';
import type { TracedText } from '../traced-statements.ts';
import { valuesIn } from './brief.ts';
import type { Decisions } from './decide.ts';
import { citations } from './exhibits.ts';
import { explained } from './explained.ts';
import type { Material } from './material.ts';
import { shown } from './shown.ts';

/** The texts that the annex of statements goes through; none where the edition has no such annex. */
export function tracedTexts(material: Material, decisions: Decisions, edition: Edition): TracedText[] {
  const chosen = setupOf(material.settings, edition).sections;
  return sectionsIn(edition, chosen).includes('statements') ? statedTexts(material, decisions, edition) : [];
}

/** Bottom line, summary and the shown findings, with the cells that they name. */
export function statedTexts(material: Material, decisions: Decisions, edition: Edition): TracedText[] {
  const { settings, findings } = material;
  const cellAt = valuesIn(material, decisions, edition);
  const labels = new Set<string>([
    ...material.exhibits.map(({ label }) => label),
    ...findings.map(({ number }) => findingLabel(number)),
  ]);
  const unknownIn = (text: string) => [...labelsIn(text), ...findingsIn(text)].filter((label) => !labels.has(label));
  const plain = (where: string, text: string, claim: TracedText['claim'] = null): TracedText => {
    const { text: told, cells } = filledIn(text, cellAt);
    return { where, text: shown(told), format: [], cells, unknown: unknownIn(told), claim };
  };
  const told = findings.filter((each) => decisions.finding(each).shown !== 'absent');
  return [
    // That of a report of one finding is the claim, which follows.
    ...(told.some(({ claim }) => claim === settings.bottomLine)
      ? []
      : [plain(SECTION_FACTS.brief.title, settings.bottomLine)]),
    plain('Summary', settings.summary),
    ...told.flatMap((finding): TracedText[] => {
      const where = findingLabel(finding.number);
      const claim = {
        exhibits: citations(finding.cited, decisions),
        assessment: finding.basis === 'assessment',
      };
      const { explanation: text, format, cells } = explained(finding, material, decisions, cellAt);
      return [
        plain(where, finding.claim, claim),
        { where, text, format, cells, unknown: unknownIn(text), claim: null },
      ];
    }),
  ];
}

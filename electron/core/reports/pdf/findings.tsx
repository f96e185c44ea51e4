import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import { CONFIDENCE, LIKELIHOOD } from '../../../../shared/domain/likelihood.ts';
import type { ReportFinding, ReportModel } from '../model.ts';
import { Fact, Mark, Muted } from './frame.tsx';
import { INK, SIZE, useLandmark } from './printing.ts';
import type { Section } from './section.ts';
import { Paragraphs, Referring, Words } from './text.tsx';

const findingAnchor = (label: string): string => `finding-${label}`;

const Findings = ({ model }: { readonly model: ReportModel }) => (
  <>
    {model.findings.length === 0 ? <Words>No finding is part of this report.</Words> : null}
    {model.findings.map((finding) => (
      <FindingEntry key={finding.label} finding={finding} />
    ))}
  </>
);

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * How far the exhibits behind a finding are independent of each other, as far as the store knows: copies and queries go
 * back to what they were made from, and exhibits of one source are not several witnesses.
 */
export function originWords({ exhibits, origins }: Pick<ReportFinding, 'exhibits' | 'origins'>): string {
  const { exhibits: originals, sources, unnamed } = origins;
  const behind =
    exhibits.length === 1 && originals <= 1
      ? 'One exhibit'
      : `${counted(exhibits.length, 'exhibit')}, ${exhibits.length === 1 ? 'going' : 'which go'} back to ${counted(originals, 'original')}`;
  const from = sources === 0 ? 'no source is named' : `${counted(sources, 'named source')}`;
  const rest = unnamed > 0 && sources > 0 ? `; ${counted(unnamed, 'original')} without one` : '';
  return `${behind}; ${from}${rest}.`;
}

/** Likelihood of the claim and confidence in its basis stand apart, as ICD 203 asks. */
function FindingEntry({ finding }: { readonly finding: ReportFinding }) {
  const { label, claim, explanation, likelihood, confidence, basis, exhibits } = finding;
  const band = likelihood === 'not-judged' ? null : LIKELIHOOD[likelihood];
  const { node } = useLandmark(findingAnchor(label));
  return (
    <View style={{ marginTop: 8, marginBottom: 8 }}>
      <View {...node} wrap={false} minPresenceAhead={30}>
        <View style={{ flexDirection: 'row' }}>
          <Words style={{ width: 34, fontWeight: 700, color: INK.muted, fontSize: SIZE.subheading }}>{label}</Words>
          <View style={{ flex: 1 }}>
            <Words style={{ fontWeight: 700, fontSize: SIZE.subheading, lineHeight: 1.35 }}>{claim}</Words>
          </View>
          <Mark anchor={findingAnchor(label)} />
        </View>
        <View style={{ marginLeft: 34, marginTop: 4 }}>
          <Fact term="Likelihood">
            <Words>
              {band
                ? `${sentenceCase(band.words)}, ${band.low} to ${band.high} per cent (also: ${band.other})`
                : 'Not judged yet.'}
            </Words>
          </Fact>
          <Fact term="Confidence">
            <Words>{confidence === 'not-judged' ? 'Not judged yet.' : sentenceCase(CONFIDENCE[confidence])}</Words>
          </Fact>
          <Fact term={basis === 'assessment' ? 'Basis' : 'Evidence'}>
            {basis === 'assessment' ? (
              <Words>Assessment: the investigator's judgement. No exhibit is cited for it.</Words>
            ) : (
              <>
                <Referring>{exhibits.join(', ')}</Referring>
                <Muted>{originWords(finding)}</Muted>
              </>
            )}
          </Fact>
        </View>
      </View>
      <Paragraphs style={{ marginLeft: 34, marginTop: 4 }}>{explanation}</Paragraphs>
    </View>
  );
}

export const findingsSection: Section = {
  entries: ({ findings }) =>
    findings.map(({ label, claim }) => ({ anchor: findingAnchor(label), title: `${label}  ${claim}` })),
  show: { on: 'same page', Body: Findings },
};

import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import { CONFIDENCE, LIKELIHOOD, rangeInWords } from '../../../../shared/domain/likelihood.ts';
import type { ReportFinding, ReportModel } from '../model.ts';
import { MOST_FINDINGS } from './brief-plan.ts';
import { Places } from './captions.tsx';
import { Explanation } from './explanation.tsx';
import { Fact, Muted } from './frame.tsx';
import { JudgementInFull, JudgementInShort } from './judgement.tsx';
import { INK, SIZE, useLandmark, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { tagged } from './tags.ts';
import { findingAnchor, Referring, Words } from './text.tsx';

function Findings({ model }: { readonly model: ReportModel }) {
  const { plan } = usePrinting();
  const { findings } = model;
  const there = plan.body >= 3 ? findings.slice(0, MOST_FINDINGS) : findings;
  return (
    <>
      {findings.length === 0 ? <Words>No finding is part of this report.</Words> : null}
      {there.map((finding) => (
        <FindingEntry key={finding.label} finding={finding} told={plan.body >= 2 ? 'in short' : 'whole'} />
      ))}
      {plan.body >= 2 ? (
        <Muted>
          {there.length < findings.length
            ? `The other ${counted(findings.length - there.length, 'finding')}, and what the findings say in full, are in the annex.`
            : 'What the findings say in full is in the annex.'}
        </Muted>
      ) : null}
      {model.edition === 'executive' ? <JudgementInShort model={model} /> : <JudgementInFull model={model} />}
    </>
  );
}

/** @param from the first that were not told before; null where all were, and bookmarks lead there */
export const FindingEntries = ({
  findings,
  told,
  from,
}: {
  readonly findings: readonly ReportFinding[];
  readonly told: 'in full';
  readonly from: number | null;
}) => (
  <>
    {findings.map((finding, at) => (
      <FindingEntry key={finding.label} finding={finding} told={from !== null && at >= from ? 'whole' : told} />
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
function FindingEntry({
  finding,
  told,
}: {
  readonly finding: ReportFinding;
  /** `in full`: once more in an annex, with what has no room where it is stated. */
  readonly told: 'whole' | 'in short' | 'in full';
}) {
  const { landmarks } = usePrinting();
  const { label, claim, explanation, likelihood, confidence, basis, exhibits } = finding;
  const band = likelihood === 'not-judged' ? null : LIKELIHOOD[likelihood];
  return (
    <View style={{ marginBottom: 8 }}>
      <Anchored label={told === 'in full' ? null : label}>
        <View {...tagged({ role: 'H2' })} style={{ flexDirection: 'row' }}>
          <Words style={{ width: 34, fontWeight: 700, color: INK.muted, fontSize: SIZE.subheading }}>{label}</Words>
          <View style={{ flex: 1 }}>
            <Words style={{ fontWeight: 700, fontSize: SIZE.subheading, lineHeight: 1.35 }}>{claim}</Words>
          </View>
        </View>
        {told === 'in full' ? null : (
          <View style={{ marginLeft: 34, marginTop: 4 }}>
            <Fact term="Likelihood">
              <Words>
                {band ? `${sentenceCase(band.words)}, ${rangeInWords(band)} (also: ${band.other})` : 'Not judged yet.'}
              </Words>
            </Fact>
            <Fact term="Confidence">
              <Words>{confidence === 'not-judged' ? 'Not judged yet.' : sentenceCase(CONFIDENCE[confidence])}</Words>
              {finding.reasons.trim() === '' ? null : <Referring>{finding.reasons}</Referring>}
            </Fact>
            <Fact term={basis === 'assessment' ? 'Basis' : 'Evidence'}>
              {basis === 'assessment' ? (
                <Words>Assessment: the investigator's judgement. No exhibit is cited for it.</Words>
              ) : (
                <>
                  {landmarks.has('brief') ? (
                    <Referring paged>{exhibits.join('; ')}</Referring>
                  ) : (
                    <Places exhibits={exhibits} />
                  )}
                  <Muted>{originWords(finding)}</Muted>
                </>
              )}
            </Fact>
            {finding.review === null ? null : (
              <Fact term="Review">
                <Words>{finding.review}</Words>
              </Fact>
            )}
          </View>
        )}
      </Anchored>
      {told === 'in short' ? null : (
        <Explanation explanation={explanation} format={finding.format} placed={told === 'whole' ? exhibits : []} />
      )}
    </View>
  );
}

/** Within what is not parted: as a margin before it, it would count as content that follows the heading of the section. */
const ABOVE = { paddingTop: 8 } as const;

function Anchored({ label, children }: { readonly label: string | null; readonly children: React.ReactNode }) {
  return label === null ? (
    <View wrap={false} minPresenceAhead={30} style={ABOVE}>
      {children}
    </View>
  ) : (
    <Landmarked label={label}>{children}</Landmarked>
  );
}

function Landmarked({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  const { node } = useLandmark(findingAnchor(label));
  return (
    <View {...node} wrap={false} minPresenceAhead={30} style={ABOVE}>
      {children}
    </View>
  );
}

export const findingsSection: Section = {
  entries: ({ findings }) =>
    findings.map(({ label, claim }) => ({ anchor: findingAnchor(label), title: `${label}  ${claim}` })),
  ahead: 190,
  show: { on: 'same page', Body: Findings },
};

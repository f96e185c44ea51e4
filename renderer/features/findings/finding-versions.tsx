import './finding-review.css';
import { Button, Dialog, DialogBody, DialogFooter, HTMLSelect, Spinner } from '@blueprintjs/core';
import { diffWordsWithSpace } from 'diff';
import { useMemo, useState } from 'react';
import type { Finding, FindingVersion } from '../../../shared/contract/findings.ts';
import { findingLabel } from '../../../shared/domain/labels.ts';
import { confidenceText, likelihoodText } from '../../../shared/domain/likelihood.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { formatUtc, plural } from '../../ui/format.ts';
import { showError } from '../../ui/toaster.ts';

/** Words that both texts have, or one of them alone. */
interface Run {
  /** Its place among the runs of this comparison. */
  readonly at: number;
  readonly text: string;
  readonly kind: 'both' | 'before' | 'after';
}
const LONGEST_MS = 800;

/** The words of two texts side by side; null when they are too different to be matched within a second: then both are shown whole. */
function wordRuns(before: string, after: string): Run[] | null {
  const runs = diffWordsWithSpace(before, after, { timeout: LONGEST_MS });
  return (
    runs?.map(({ value: text, added, removed }, at) => ({
      at,
      text,
      kind: added ? 'after' : removed ? 'before' : 'both',
    })) ?? null
  );
}

interface Props {
  readonly finding: Finding;
  /** False for a finding that is final, and where nothing can be written. */
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Two versions of a finding side by side, with what the earlier one alone says and what the later one alone says. */
export function FindingVersions({ finding, open, onClose }: Props) {
  const { data: versions } = useRead('finding.versions', { findingId: finding.id });
  const { mutateAsync: restore, isPending } = useWrite('finding.restoreVersion');
  const [chosen, choose] = useState<{ left: number | null; right: number | null }>({ left: null, right: null });
  const newest = versions?.at(-1);
  const right = versions?.find(({ number }) => number === chosen.right) ?? newest;
  const left =
    versions?.find(({ number }) => number === chosen.left) ??
    versions?.find(({ number }) => number === (right?.number ?? 1) - 1) ??
    right;
  const bringBack = (version: FindingVersion): void =>
    void restore({ findingId: finding.id, number: version.number }).then(
      () => choose({ left: null, right: null }),
      showError,
    );
  const restorable = left && newest && left.number !== newest.number;
  return (
    <Dialog
      isOpen
      className="rt-finding-versions"
      title={`Versions of ${findingLabel(finding.number)}`}
      onClose={onClose}
    >
      <DialogBody>
        {!versions && <Spinner className="rt-waiting" />}
        {versions && left && right && (
          <>
            <p className="rt-muted">
              {versions.length === 1
                ? 'There is one version. The next edit makes the second.'
                : `${plural(versions.length, 'version')}. An edit from its first key until its field is left is one version. Words that only the left one has are struck out; words that only the right one has are underlined.`}
            </p>
            <div className="rt-finding-sides">
              <Side
                label="Earlier version"
                side="before"
                versions={versions}
                shown={left}
                other={right}
                onChoose={(number) => choose({ left: number, right: right.number })}
              />
              <Side
                label="Later version"
                side="after"
                versions={versions}
                shown={right}
                other={left}
                onChoose={(number) => choose({ left: left.number, right: number })}
              />
            </div>
          </>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            {restorable && (
              <Button
                icon="history"
                text={`Restore version ${left.number}`}
                title={open ? 'It becomes a new version; nothing is lost' : 'A final finding is reopened first'}
                disabled={!open}
                loading={isPending}
                onClick={() => bringBack(left)}
              />
            )}
            <Button text="Close" onClick={onClose} />
          </>
        }
      />
    </Dialog>
  );
}

interface SideProps {
  readonly label: string;
  readonly side: 'before' | 'after';
  readonly versions: readonly FindingVersion[];
  readonly shown: FindingVersion;
  readonly other: FindingVersion;
  readonly onChoose: (number: number) => void;
}
function Side({ label, side, versions, shown, other, onChoose }: SideProps) {
  const against = side === 'before' ? ([shown, other] as const) : ([other, shown] as const);
  return (
    <section aria-label={label}>
      <HTMLSelect
        fill
        aria-label={label}
        value={shown.number}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
        options={versions.map(({ number, savedAt, savedBy, restored }) => ({
          value: number,
          label: `Version ${number}, ${formatUtc(savedAt)} UTC${savedBy && `, ${savedBy}`}${restored === null ? '' : `, restores ${restored}`}`,
        }))}
      />
      <Words term="Claim" side={side} texts={[against[0].claim, against[1].claim]} />
      <Words term="Explanation" side={side} texts={[against[0].explanation, against[1].explanation]} />
      {against[0].explanation === against[1].explanation && !sameLook(against[0], against[1]) && (
        <p className="rt-muted">The words are the same; headings, lists or emphasis are not.</p>
      )}
      <Words term="Judgement" side={side} texts={[judgement(against[0]), judgement(against[1])]} />
      <Words
        term="Exhibits"
        side={side}
        texts={[against[0].exhibitLabels.join(', '), against[1].exhibitLabels.join(', ')]}
      />
    </section>
  );
}

const sameLook = (a: FindingVersion, b: FindingVersion): boolean =>
  JSON.stringify(a.format) === JSON.stringify(b.format);

const judgement = ({ likelihood, confidence, reasons }: FindingVersion): string =>
  [likelihoodText(likelihood), confidenceText(confidence), reasons].filter((each) => each !== '').join('; ');

function Words({
  term,
  side,
  texts: [before, after],
}: {
  readonly term: string;
  readonly side: 'before' | 'after';
  readonly texts: readonly [string, string];
}) {
  const runs = useMemo(() => wordRuns(before, after), [before, after]);
  const own = side === 'before' ? before : after;
  const there = runs?.filter(({ kind }) => kind === 'both' || kind === side);
  const Mark = side === 'before' ? 'del' : 'ins';
  return (
    <>
      <h3>{term}</h3>
      <p className="rt-finding-words rt-break">
        {own === '' && <span className="rt-muted">none</span>}
        {there?.map(({ at, text, kind }) =>
          kind === 'both' ? <span key={at}>{text}</span> : <Mark key={at}>{text}</Mark>,
        ) ?? own}
      </p>
      {runs === null && <p className="rt-warn">Too different to compare word by word: shown whole.</p>}
    </>
  );
}

import { Button, Checkbox, InputGroup, Spinner } from '@blueprintjs/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { call, runJob } from '../../client/call.ts';
import { kindOf } from '../../state/entity-kinds.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { Field } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';

type Suggestion = Output<'identity.suggest'>['suggestions'][number];
type Decision = 'same' | 'different' | 'undecided';
const KEYS: Readonly<Record<string, Decision>> = { s: 'same', d: 'different', u: 'undecided' };

/** What is kept as the reason where nobody gave one: that the pair was suggested, and why, is all that is known. */
const REASON: Readonly<Record<Decision, (basis: string) => string>> = {
  same: (basis) => basis,
  different: (basis) => `No reason given; suggested as the same because: ${basis}`,
  undecided: (basis) => `No reason given; suggested as the same because: ${basis}`,
};
const basisOf = ({ reasons, support }: Suggestion): string => [...reasons, ...support].join('; ');

/** Pairs that may be one, each with why, to be decided one after another by keys. Nothing is merged by itself. */
export function Suggestions({ caseId }: { readonly caseId: CaseId }) {
  const [found, setFound] = useState<Output<'identity.suggest'> | null>(null);
  const [at, setAt] = useState(0);
  const [concern, setConcern] = useState('');
  const [despite, setDespite] = useState(false);
  const [why, setWhy] = useState('');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const stopped = new AbortController();
    runJob('identity.suggest', { caseId }, { signal: stopped.signal }).then(
      (all) => !stopped.signal.aborted && setFound(all),
      (error: unknown) => !stopped.signal.aborted && setConcern(messageOf(error)),
    );
    return () => stopped.abort();
  }, [caseId]);
  const pairs = found?.suggestions ?? [];
  const here = pairs[at];
  const move = useCallback((to: number): void => {
    setAt(to);
    setConcern('');
    setDespite(false);
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  }, []);
  const decide = async (verdict: Decision): Promise<void> => {
    if (!here) return;
    try {
      const reason = why.trim() || REASON[verdict](basisOf(here));
      await call('identity.decide', { caseId, a: here.a.id, b: here.b.id, verdict, reason, exhibitId: null, despite });
      setFound((before) => before && { ...before, suggestions: before.suggestions.filter((each) => each !== here) });
      setWhy('');
      move(Math.max(0, Math.min(at, pairs.length - 2)));
      list.current?.focus({ preventScroll: true });
    } catch (error) {
      setConcern(messageOf(error));
    }
  };
  // The keys decide from the start: nobody has to click into the list first.
  const isThere = pairs.length > 0;
  useEffect(() => {
    if (isThere) list.current?.focus({ preventScroll: true });
  }, [isThere]);
  if (!found) return concern ? <p className="rt-danger">{concern}</p> : <Spinner size={24} className="rt-waiting" />;
  if (pairs.length === 0)
    return (
      <p className="rt-muted">
        Nothing to decide. {plural(found.compared, 'entity', 'entities')} compared by name, script, sound and what they
        are linked to.
      </p>
    );
  return (
    <>
      <p className="rt-muted">
        {plural(pairs.length, 'pair')} to decide{found.more > 0 && `, ${formatCount(found.more)} more after these`}. A
        suggestion is no proof: nothing is held to be the same until you say so.
      </p>
      <div
        ref={list}
        className="rt-identity-pairs"
        tabIndex={0}
        role="listbox"
        aria-label="Pairs to decide"
        aria-activedescendant={here && `pair-${here.a.id}-${here.b.id}`}
        onKeyDown={(event) => {
          const verdict = KEYS[event.key.toLowerCase()];
          const step = { ArrowDown: 1, ArrowUp: -1, ' ': 1 }[event.key];
          if (event.ctrlKey || event.metaKey || event.altKey || (!verdict && !step)) return;
          event.preventDefault();
          if (verdict) void decide(verdict);
          else if (step) move(Math.max(0, Math.min(pairs.length - 1, at + step)));
        }}
      >
        {pairs.map((pair, index) => (
          <div
            key={`${pair.a.id} ${pair.b.id}`}
            id={`pair-${pair.a.id}-${pair.b.id}`}
            role="option"
            aria-selected={index === at}
            className={index === at ? 'rt-identity-pair rt-identity-here' : 'rt-identity-pair'}
            tabIndex={-1}
            onClick={() => move(index)}
            onKeyDown={() => {}}
          >
            <span className="rt-identity-names">
              <bdi className="rt-break">{pair.a.label}</bdi>
              <bdi className="rt-break">{pair.b.label}</bdi>
            </span>
            <span className="rt-muted rt-break">
              {kindOf(pair.a.type).word} · {basisOf(pair)}
            </span>
          </div>
        ))}
      </div>
      {concern && (
        <div role="alert" className="rt-warn rt-break">
          {concern}
          <Checkbox
            checked={despite}
            label="They are the same despite this"
            onChange={(event) => setDespite(event.currentTarget.checked)}
          />
        </div>
      )}
      <Field
        label="Reason"
        help="Kept with the decision. Left empty, what suggested the pair is told as that, and no more."
      >
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            value={why}
            maxLength={1000}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className="rt-row rt-identity-keys">
        <Button intent="primary" text="Same (S)" onClick={() => void decide('same')} />
        <Button text="Different (D)" onClick={() => void decide('different')} />
        <Button text="Undecided (U)" onClick={() => void decide('undecided')} />
        <Button variant="minimal" text="Skip (Space)" onClick={() => move(Math.min(pairs.length - 1, at + 1))} />
      </div>
    </>
  );
}

import { Button, HTMLSelect, Radio, RadioGroup, TextArea } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Input } from '../../../shared/contract/commands.ts';
import { Yardstick } from '../../../shared/contract/findings.ts';
import { Dialect } from '../../../shared/contract/proofreading.ts';
import { bandsOf, LIKELIHOOD, YARDSTICKS } from '../../../shared/domain/likelihood.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { Field } from '../../ui/saved-field.tsx';
import { showError, showToast } from '../../ui/toaster.ts';

const DIALECTS: Readonly<Record<Dialect, string>> = {
  american: 'American English',
  australian: 'Australian English',
  british: 'British English',
  canadian: 'Canadian English',
  indian: 'Indian English',
};
const OFF = 'off';

/** By which yardstick likelihood is judged, and in which English findings are proofread. */
export function Writing() {
  const { data } = useRead('vault.profile', {});
  const save = useWrite('vault.setProfile');
  const [words, setWords] = useState('');
  useEffect(() => setWords(data?.ownWords.join('\n') ?? ''), [data?.ownWords]);
  if (!data) return null;
  const change = (next: Input<'vault.setProfile'>, told?: string): void =>
    save.mutate(next, { onError: showError, onSuccess: () => told && showToast({ message: told }) });
  const list = [...new Set(words.split(/\s+/).filter((each) => each !== ''))];
  return (
    <section className="rt-column" aria-label="Writing">
      <RadioGroup
        label="Yardstick of likelihood"
        selectedValue={data.yardstick}
        disabled={save.isPending}
        onChange={(event) => change({ yardstick: Yardstick.parse(event.currentTarget.value) })}
      >
        {Yardstick.options.map((each) => (
          <Radio key={each} value={each} labelElement={<YardstickWords of={each} />} />
        ))}
      </RadioGroup>
      <p className="rt-muted">
        For judgements from now on. A judgement keeps the yardstick that it was made by and is printed so; the report
        check names findings of one report that are judged by two.
      </p>
      <Field label="Spelling and grammar of findings">
        {(id) => (
          <HTMLSelect
            id={id}
            value={data.proofreading ?? OFF}
            disabled={save.isPending}
            onChange={({ target: { value } }) => change({ proofreading: value === OFF ? null : Dialect.parse(value) })}
            options={[
              ...Dialect.options.map((value) => ({ value, label: DIALECTS[value] })),
              { value: OFF, label: 'Switched off' },
            ]}
          />
        )}
      </Field>
      <Field
        label="Words that are spelt right"
        help="Parted by spaces or lines. Names of a case’s entities count by themselves."
      >
        {(id, describedBy) => (
          <TextArea
            id={id}
            aria-describedby={describedBy}
            fill
            rows={4}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button
          text="Save the words"
          disabled={list.join('\n') === data.ownWords.join('\n')}
          loading={save.isPending}
          onClick={() => change({ ownWords: list }, 'Saved.')}
        />
      </div>
    </section>
  );
}

function YardstickWords({ of }: { readonly of: Yardstick }) {
  const { name, source } = YARDSTICKS[of];
  return (
    <>
      {name} <span className="rt-muted">({source})</span>
      <br />
      <span className="rt-muted">
        {bandsOf(of)
          .map((each) => `${LIKELIHOOD[each].words} ${LIKELIHOOD[each].range}`)
          .join('; ')}
      </span>
    </>
  );
}

import { Button, InputGroup } from '@blueprintjs/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changesOf } from '../../../shared/contract/commands.ts';
import type { LoadedList } from '../../../shared/contract/countries.ts';
import type { ExhibitId } from '../../../shared/contract/values.ts';
import { countryCode } from '../../../shared/domain/countries/codes.ts';
import { COUNTRY_KINDS, NO_SCORE } from '../../../shared/domain/countries/words.ts';
import { runJob } from '../../client/call.ts';
import { refresherOf, useRead, useWrite } from '../../client/hooks.ts';
import { CountriesOfCase } from '../../parts/countries.tsx';
import { openCountrySheet } from '../../state/country-sheet.ts';
import { useNavigation } from '../../state/navigation.tsx';
import { ExhibitPicker } from '../../ui/exhibit-picker.tsx';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Changes, Field } from '../../ui/saved-field.tsx';
import { showError } from '../../ui/toaster.ts';

/** Lists that country sheets rest on, and the countries of the case. */
export function CountriesPanel() {
  const { caseId } = useNavigation();
  const { data: lists = [] } = useRead('country.lists', { caseId });
  return (
    <Panel title="Countries">
      <div className="rt-screening-countries">
        <p className="rt-muted">
          {NO_SCORE}
          {lists.length === 0 &&
            ' None is loaded yet: import a table with a column “country” or “jurisdiction” (FATF, country risk, your own), or a sanctions list, and load it here.'}
        </p>
        <Load />
        <LookUp />
      </div>
      <ul className="rt-list" aria-label="Loaded lists">
        {lists.map((list) => (
          <Loaded key={list.exhibitId} of={list} />
        ))}
      </ul>
      <ul className="rt-list" aria-label="Countries that entities of the case state">
        <CountriesOfCase caseId={caseId} />
      </ul>
    </Panel>
  );
}

function Loaded({ of }: { of: LoadedList }) {
  const unload = useWrite('country.unload');
  const date =
    of.listDate === '' ? 'date not stated' : `list of ${of.listDate}${of.dateBy === 'person' ? ', as you said' : ''}`;
  return (
    <li className="rt-line">
      <span className="rt-mono">{of.exhibit}</span>
      <span className="rt-grow rt-break">
        {of.title} <span className="rt-muted">· {COUNTRY_KINDS[of.kind]}</span>
      </span>
      <span className={of.listDate === '' ? 'rt-warn' : 'rt-muted'}>{date}</span>
      <span className="rt-muted">{plural(of.countries, 'country', 'countries')}</span>
      {of.left > 0 && (
        <span className="rt-warn" title={of.leftFirst.join('\n')}>
          {plural(of.left, 'line')} not read
        </span>
      )}
      <Changes>
        <Button
          size="small"
          variant="minimal"
          text="Unload"
          aria-label={`Unload ${of.exhibit}`}
          onClick={() => unload.mutate({ exhibitId: of.exhibitId }, { onError: showError })}
        />
      </Changes>
    </li>
  );
}

function Load() {
  const { caseId } = useNavigation();
  const client = useQueryClient();
  const [exhibits, setExhibits] = useState<ExhibitId[]>([]);
  const [date, setDate] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await runJob('country.load', { caseId, exhibits, ...(date !== '' && { date }) });
      await refresherOf(client).now(changesOf('country.load'));
      setExhibits([]);
    } catch (error) {
      showError(error);
    }
    setBusy(false);
  };
  return (
    <Changes>
      <form className="rt-screening-load" onSubmit={(event) => void submit(event)}>
        <Field label="Exhibits to load as lists">
          {(id) => <ExhibitPicker id={id} caseId={caseId} value={exhibits} onChange={setExhibits} />}
        </Field>
        <Field label="Date of the list" help="Where its file states none">
          {(id, describedBy) => (
            <input
              id={id}
              aria-describedby={describedBy}
              type="date"
              className="bp6-input bp6-fill"
              value={date}
              onChange={(event) => setDate(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" icon="import" text="Load" loading={busy} disabled={exhibits.length === 0} />
      </form>
    </Changes>
  );
}

function LookUp() {
  const [text, setText] = useState('');
  const code = countryCode(text);
  return (
    <form
      className="rt-screening-load"
      onSubmit={(event) => {
        event.preventDefault();
        if (code) openCountrySheet(code);
      }}
    >
      <Field
        label="Look up a country"
        help={text !== '' && !code ? 'No country of that English name or code.' : undefined}
      >
        {(id, describedBy) => (
          <InputGroup
            id={id}
            aria-describedby={describedBy}
            placeholder="Iran, IR or IRN"
            value={text}
            onValueChange={setText}
          />
        )}
      </Field>
      <Button type="submit" icon="globe" text="Country sheet" disabled={!code} />
    </form>
  );
}

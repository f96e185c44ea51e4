import './countries.css';
import { Button, Drawer, Spinner, Tag } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { CountrySheet } from '../../../shared/contract/countries.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { countryWords } from '../../../shared/domain/countries/codes.ts';
import { COUNTRY_KINDS, daysOfLine, NO_SCORE } from '../../../shared/domain/countries/words.ts';
import { useRead, useWrite } from '../../client/hooks.ts';
import { SaveExhibit } from '../../parts/save-exhibit.tsx';
import { closeCountrySheet, useCountrySheet } from '../../state/country-sheet.ts';
import { openEntityPage } from '../../state/entity-page.ts';
import { Time } from '../../ui/hash.tsx';
import { Changes, Field, SavedText } from '../../ui/saved-field.tsx';
import { messageOf } from '../../ui/toaster.ts';

/** What loaded lists say of a country, beside the screen that it was opened from. @param caseId null: of the lists of all cases */
export function CountryDrawer({ caseId }: { caseId: CaseId | null }) {
  const code = useCountrySheet();
  useEffect(() => closeCountrySheet, []);
  return (
    <Drawer
      isOpen={code !== null}
      onClose={closeCountrySheet}
      size="min(600px, 92vw)"
      hasBackdrop={false}
      className="rt-country-drawer"
    >
      {code && (
        <div role="dialog" aria-label={`Country sheet of ${countryWords(code)}`} className="rt-country">
          <div className="rt-country-head">
            <h2>Country sheet: {countryWords(code)}</h2>
            <Button variant="minimal" icon="cross" aria-label="Close" onClick={closeCountrySheet} />
          </div>
          <Sheet key={code} caseId={caseId} code={code} />
        </div>
      )}
    </Drawer>
  );
}

function Sheet({ caseId, code }: { caseId: CaseId | null; code: string }) {
  const { data, error } = useRead('country.sheet', { caseId, country: code });
  if (error) return <p className="rt-danger rt-country-body">{messageOf(error)}</p>;
  if (!data) return <Spinner size={24} className="rt-waiting" />;
  return (
    <div className="rt-country-body">
      <p className="rt-muted">
        {NO_SCORE}
        {caseId === null && ' Lists of all cases, each with its case.'}
      </p>
      <h3>What loaded lists say</h3>
      {data.lines.length === 0 ? (
        <p className="rt-muted">No loaded list names it.</p>
      ) : (
        <ul aria-label="What loaded lists say">
          {data.lines.map((line) => (
            <Line key={`${line.list} ${line.text}`} of={line} />
          ))}
        </ul>
      )}
      <Silent of={data} />
      {caseId !== null && <OfCase caseId={caseId} of={data} />}
    </div>
  );
}

const Line = ({ of }: { of: CountrySheet['lines'][number] }) => (
  <li>
    <Tag minimal>{COUNTRY_KINDS[of.kind]}</Tag>{' '}
    <strong className={of.state === 'over' ? 'rt-muted rt-break' : 'rt-break'}>{of.text}</strong>
    <span className={of.state === 'over' || of.state === 'to come' ? 'rt-warn' : 'rt-muted'}>{daysOfLine(of)}</span>
    <br />
    <span className="rt-muted rt-break">{of.list}</span>
  </li>
);

function Silent({ of: { silent, notLoaded } }: { of: CountrySheet }) {
  return (
    <>
      {silent.length > 0 && (
        <>
          <h3>Loaded lists that do not name it</h3>
          <ul>
            {silent.map((each) => (
              <li key={each} className="rt-muted rt-break">
                {each}
              </li>
            ))}
          </ul>
        </>
      )}
      {notLoaded.length > 0 && (
        <>
          <h3>Not loaded</h3>
          <p className="rt-warn">
            {notLoaded.join('; ')}. Nothing follows from their silence: load a list of your own in Screening, Countries.
          </p>
        </>
      )}
    </>
  );
}

function OfCase({ caseId, of: { code, note, entities, entitiesLeft } }: { caseId: CaseId; of: CountrySheet }) {
  const save = useWrite('country.note');
  const freeze = useWrite('country.freeze');
  const [saving, setSaving] = useState(false);
  return (
    <>
      <h3>Entities of the case that state it</h3>
      {entities.length === 0 && <p className="rt-muted">None.</p>}
      <ul>
        {entities.map(({ id, type, label, by }) => (
          <li key={id}>
            <Button
              variant="minimal"
              size="small"
              text={<span className="rt-mono rt-break">{label}</span>}
              onClick={() => openEntityPage({ type, label })}
            />
            <span className="rt-muted"> {by}</span>
          </li>
        ))}
      </ul>
      {entitiesLeft > 0 && <p className="rt-muted">{entitiesLeft} more are not listed.</p>}
      <Changes>
        <Field label="Note" help="Your own words on the country, for this case. Saved when the field is left.">
          {(id, describedBy) => (
            <SavedText
              id={id}
              describedBy={describedBy}
              value={note?.text ?? ''}
              rows={3}
              maxLength={100_000}
              onSave={(text) => save.mutateAsync({ caseId, country: code, text })}
            />
          )}
        </Field>
        {/* Stands before there is a note, so that the button below does not move away from a click as the note is saved. */}
        <p className="rt-muted">
          {note ? (
            <>
              {note.by}, <Time at={note.at} />
            </>
          ) : (
            'No note yet.'
          )}
        </p>
        <Button icon="archive" text="Save as exhibit" onClick={() => setSaving(true)} />
      </Changes>
      {saving && (
        <SaveExhibit
          title={`Country sheet: ${countryWords(code)}`}
          onClose={() => setSaving(false)}
          onSave={async (title) => {
            const { exhibitId, label } = await freeze.mutateAsync({ caseId, country: code, title });
            return { id: exhibitId, label };
          }}
        >
          The sheet as it stands, with your note, is saved under the next exhibit number and never changes.
        </SaveExhibit>
      )}
    </>
  );
}

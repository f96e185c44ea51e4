import { Button } from '@blueprintjs/core';
import type { CaseId } from '../../shared/contract/values.ts';
import { countryWords } from '../../shared/domain/countries/codes.ts';
import { COUNTRY_KINDS, daysOfLine } from '../../shared/domain/countries/words.ts';
import { useRead } from '../client/hooks.ts';
import { openCountrySheet } from '../state/country-sheet.ts';
import { plural } from '../ui/format.ts';

/** Leads to the sheet of a country. */
export const CountryButton = ({ code }: { code: string }) => (
  <Button
    size="small"
    variant="minimal"
    icon="globe"
    text={countryWords(code)}
    title="Country sheet"
    onClick={() => openCountrySheet(code)}
  />
);

/** Countries that entities of a case state, with what loaded lists have of each; nothing where none does. */
export function CountriesOfCase({ caseId }: { caseId: CaseId }) {
  const { data = [] } = useRead('country.ofCase', { caseId });
  return (
    <>
      {data.map(({ code, entities, by, lines }) => (
        <li key={code} className="rt-line">
          <CountryButton code={code} />
          <span className="rt-grow rt-muted">
            {plural(entities, 'entity', 'entities')} ({by})
          </span>
          <span className={lines > 0 ? 'rt-warn' : 'rt-muted'}>
            {lines > 0 ? plural(lines, 'line of loaded lists', 'lines of loaded lists') : 'in no loaded list'}
          </span>
        </li>
      ))}
    </>
  );
}

const SHOWN = 3;
/** What loaded lists say of one country, in short. */
export function CountryInShort({ caseId, code }: { caseId: CaseId; code: string }) {
  const { data } = useRead('country.sheet', { caseId, country: code });
  if (!data) return null;
  const { lines, notLoaded } = data;
  return (
    <ul>
      {lines.slice(0, SHOWN).map((line) => (
        <li key={`${line.list} ${line.text}`} className="rt-break">
          {COUNTRY_KINDS[line.kind]}: {line.text}
          <span className="rt-muted">
            {daysOfLine(line)} · {line.list}
          </span>
        </li>
      ))}
      {lines.length > SHOWN && (
        <li className="rt-muted">{plural(lines.length - SHOWN, 'further line')} on its sheet.</li>
      )}
      {lines.length === 0 && (
        <li className="rt-muted">
          No loaded list names it{notLoaded.length > 0 ? `; not loaded: ${notLoaded.join('; ')}` : ''}.
        </li>
      )}
    </ul>
  );
}

import type { CaseId } from '../../../shared/contract/values.ts';
import { statedCountry } from '../../../shared/domain/countries/of-entity.ts';
import { CountryButton, CountryInShort } from '../../parts/countries.tsx';
import type { OpenPage } from '../../state/entity-page.ts';

/** The country that the value states by itself, and what loaded lists say of that; nothing where it states none. */
export function Country({ caseId, value }: { caseId: CaseId; value: OpenPage }) {
  const stated = statedCountry(value);
  if (!stated) return null;
  return (
    <section>
      <h3>Country</h3>
      <p>
        <CountryButton code={stated.code} />
        <span className="rt-muted"> by its {stated.by}: where that is, and nothing of a person.</span>
      </p>
      <CountryInShort caseId={caseId} code={stated.code} />
    </section>
  );
}

import { Button, Spinner } from '@blueprintjs/core';
import { useQueries } from '@tanstack/react-query';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Dialect, Exhibit } from '../../../shared/contract/evidence.ts';
import { type CallError, call } from '../../client/call.ts';
import { keyOf } from '../../client/hooks.ts';
import { ENCODINGS } from './dialect-sentence.tsx';

type Preview = Output<'dataset.preview'>;
const SAMPLES = 4;
const LONGEST = 60;
/** Letters that encodings differ in. */
const ODD = /[\u0080-\uffff]/;

/** Places of cells that hold such letters in the present decoding, a few at most. */
function oddPlaces(rows: Preview['rows']): [row: number, column: number][] {
  const seen = new Set<string>();
  const found: [number, number][] = [];
  for (const [row, cells] of rows.entries())
    for (const [column, cell] of cells.entries()) {
      if (cell === null || !ODD.test(cell) || seen.has(cell)) continue;
      seen.add(cell);
      if (found.push([row, column]) === SAMPLES) return found;
    }
  return found;
}

interface Props {
  readonly exhibit: Exhibit;
  readonly dialect: Dialect;
  readonly disabled: boolean;
  readonly onChoose: (encoding: string) => void;
}

/** The same cells in several encodings, one below the other, for somebody who can read the names to choose. */
export function EncodingChoices({ exhibit, dialect, disabled, onChoose }: Props) {
  const others = ENCODINGS.map(({ value }) => value).filter(
    (value) => value !== dialect.encoding && !value.startsWith('utf-16'),
  );
  const tried = [dialect.encoding, ...others];
  const answers = useQueries({
    queries: tried.map((encoding) => {
      const input = { exhibitId: exhibit.id, dialect: { ...dialect, encoding } };
      return {
        queryKey: keyOf('dataset.preview', input),
        queryFn: () => call('dataset.preview', input),
        retry: false,
      };
    }),
  }) as { data?: Preview; error: CallError | null; isPending: boolean }[];
  if (answers.some(({ isPending }) => isPending)) return <Spinner size={20} aria-label="Decoding in other ways" />;
  const places = oddPlaces(answers[0]?.data?.rows ?? []);
  if (places.length === 0)
    return <p className="rt-muted">The first rows hold no letter that encodings differ in; rows further down may.</p>;
  const seen = new Set<string>();
  const listed = tried.flatMap((encoding, at) => {
    const rows = answers[at]?.data?.rows;
    if (!rows) return [];
    const cells = places.map(([row, column]) => rows[row]?.[column] ?? '');
    const key = cells.join('\n');
    // What looks alike is one choice, and what cannot be decoded is none.
    if (seen.has(key) || (at > 0 && key.includes('\ufffd'))) return [];
    seen.add(key);
    return [{ encoding, cells }];
  });
  return (
    <div className="rt-evidence-encodings">
      <table>
        <tbody>
          {listed.map(({ encoding, cells }) => (
            <tr key={encoding}>
              <th scope="row">{ENCODINGS.find(({ value }) => value === encoding)?.label ?? encoding}</th>
              <td>{cells.map((cell) => cell.slice(0, LONGEST)).join(' · ')}</td>
              <td>
                {encoding === dialect.encoding ? (
                  <span className="rt-muted">now</span>
                ) : (
                  <Button
                    size="small"
                    text="Use"
                    aria-label={`Use ${encoding}`}
                    disabled={disabled}
                    onClick={() => onChoose(encoding)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { Button, Spinner } from '@blueprintjs/core';
import { useQueries } from '@tanstack/react-query';
import type { Output } from '../../../shared/contract/commands.ts';
import type { Dialect } from '../../../shared/contract/datasets.ts';
import type { Exhibit } from '../../../shared/contract/evidence.ts';
import { call } from '../../client/call.ts';
import { keyOf, useRead } from '../../client/hooks.ts';
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
  /** Of it, the dataset's. */
  readonly part: string;
  readonly dialect: Dialect;
  readonly disabled: boolean;
  readonly onChoose: (encoding: string) => void;
}

/** The same text in several encodings, one below the other, for somebody who can read it to choose. */
export function EncodingChoices(props: Props) {
  const { exhibit, part, dialect } = props;
  const { data, error } = useRead('dataset.preview', { exhibitId: exhibit.id, part });
  if (!data && !error) return <Waiting />;
  const best = data?.alternatives ?? [];
  if (best.length < 2) return <TriedEncodings {...props} />;
  const known = best.map(({ encoding, lines }) => ({ encoding, texts: lines }));
  const now = known.some(({ encoding }) => encoding === dialect.encoding);
  return <Listed {...props} choices={now ? known : [{ encoding: dialect.encoding, texts: [] }, ...known]} />;
}

const Waiting = () => <Spinner size={20} aria-label="Decoding in other ways" />;

/** Where the core sees no doubt: cells of the first rows in every encoding that can decode them. */
function TriedEncodings(props: Props) {
  const { exhibit, part, dialect } = props;
  const others = ENCODINGS.map(({ value }) => value).filter(
    (value) => value !== dialect.encoding && !value.startsWith('utf-16'),
  );
  const tried = [dialect.encoding, ...others];
  const answers = useQueries({
    queries: tried.map((encoding) => {
      const input = { exhibitId: exhibit.id, part, dialect: { ...dialect, encoding } };
      return {
        queryKey: keyOf('dataset.preview', input),
        queryFn: () => call('dataset.preview', input),
        retry: false,
      };
    }),
  });
  if (answers.some(({ isPending }) => isPending)) return <Waiting />;
  const places = oddPlaces(answers[0]?.data?.rows ?? []);
  if (places.length === 0)
    return <p className="rt-muted">The first rows hold no letter that encodings differ in; rows further down may.</p>;
  const seen = new Set<string>();
  const choices = tried.flatMap((encoding, at): Choice[] => {
    const rows = answers[at]?.data?.rows;
    if (!rows) return [];
    const texts = places.map(([row, column]) => rows[row]?.[column] ?? '');
    const key = texts.join('\n');
    // What looks alike is one choice, and what cannot be decoded is none.
    if (seen.has(key) || (at > 0 && key.includes('\ufffd'))) return [];
    seen.add(key);
    return [{ encoding, texts }];
  });
  return <Listed {...props} choices={choices} />;
}

interface Choice {
  readonly encoding: string;
  readonly texts: readonly string[];
}
function Listed({ dialect, disabled, choices, onChoose }: Props & { choices: readonly Choice[] }) {
  return (
    <div className="rt-evidence-encodings">
      <table>
        <tbody>
          {choices.map(({ encoding, texts }) => (
            <tr key={encoding}>
              <th scope="row">{ENCODINGS.find(({ value }) => value === encoding)?.label ?? encoding}</th>
              <td>
                {texts.map((text, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be alike
                  <span key={at} className="rt-evidence-encodings-text">
                    {text.slice(0, LONGEST)}
                  </span>
                ))}
              </td>
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

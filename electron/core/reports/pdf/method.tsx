import { LIKELIHOOD } from '../../../../shared/domain/likelihood.ts';
import type { ReportModel } from '../model.ts';
import { Heading, Subheading } from './headings.tsx';
import { Paragraphs, Words } from './text.tsx';

/** How the report came about and how its words are meant. */
export const Method = ({ model }: { readonly model: ReportModel }) => (
  <>
    <Heading anchor="method" first>
      Method
    </Heading>
    {model.method === '' ? null : <Paragraphs>{model.method}</Paragraphs>}
    <Paragraphs>
      {
        'Exhibits are kept as the bytes that came in, with their SHA-256; tables are parsed from them, and the statements printed here ran on those tables. A frozen query names the hashes of the exhibits it read and the hash of its result, so that it can be run again and compared.'
      }
    </Paragraphs>
    <Paragraphs>
      {`Values are printed as recorded. A long one is wrapped without a hyphen; a hyphen that is printed belongs to the value. A character that is invisible, or that no font of this report has, is written as its code point, such as ⟨U+200B⟩. Made with ${model.program}.`}
    </Paragraphs>
    <Subheading>Words of likelihood</Subheading>
    <Words>
      {`As in ICD 203 (Analytic Standards, 2015): ${Object.values(LIKELIHOOD)
        .map(({ words, low, high }) => `${words} ${low} to ${high} per cent`)
        .join(
          '; ',
        )}. Confidence rates the sources and reasoning behind a finding, and is stated apart from its likelihood.`}
    </Words>
  </>
);

import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import type { ReportModel } from '../model.ts';
import { Caption } from './captions.tsx';
import { Fact, Muted } from './frame.tsx';
import { INK, SIZE } from './printing.ts';
import type { Section } from './section.ts';
import { Table } from './tables.tsx';
import { Paragraphs, Referring, Words } from './text.tsx';

interface Part {
  readonly model: ReportModel;
}
const SMALL = { fontSize: SIZE.small } as const;

export const limitationsSection: Section = {
  given: ({ annex }) => (annex?.limitations ?? '').trim() !== '',
  show: { on: 'same page', Body: ({ model }) => <Paragraphs>{model.annex?.limitations ?? ''}</Paragraphs> },
};

/** Who brought in or made which exhibits, as their records have it. */
export function examinedBy({ register }: Pick<ReportModel, 'register'>) {
  const people = new Map<string, { readonly files: string[]; readonly made: string[] }>();
  for (const { label, record } of register) {
    if (record === null) continue;
    const of = people.get(record.acquiredBy) ?? { files: [], made: [] };
    (record.kind === 'file' ? of.files : of.made).push(label);
    people.set(record.acquiredBy, of);
    for (const { acquiredBy } of record.laterAcquisitions) {
      const again = people.get(acquiredBy) ?? { files: [], made: [] };
      if (!again.files.includes(label)) again.files.push(label);
      people.set(acquiredBy, again);
    }
  }
  return [...people].map(([name, of]) => ({ name, ...of }));
}

const EXAMINERS = 'table-examiners';

function Examiners({ model }: Part) {
  const people = examinedBy(model);
  return (
    <>
      <Muted style={{ marginBottom: 4 }}>
        {`${counted(people.length, 'person', 'people')}, by the names that the records of the exhibits have. Names are declared by those who bear them, and are not checked.`}
      </Muted>
      <Table
        lead={<Caption anchor={EXAMINERS} style={{ marginBottom: 3 }} />}
        columns={[
          { key: 'who', title: 'Who', width: 130 },
          { key: 'files', title: 'Acquired', width: 'rest' },
          { key: 'made', title: 'Made in the examination', width: 170 },
        ]}
        rows={people.map(({ name, files, made }) => ({
          key: name,
          cells: [
            <Words key="w" style={SMALL}>
              {name}
            </Words>,
            <Referring key="f" style={SMALL}>
              {files.join(', ') || 'none'}
            </Referring>,
            <Referring key="m" style={SMALL}>
              {made.join(', ') || 'none'}
            </Referring>,
          ],
        }))}
      />
    </>
  );
}

export const examinersSection: Section = {
  given: ({ annex, register }) => annex !== undefined && register.some(({ record }) => record !== null),
  items: () => [{ anchor: EXAMINERS, kind: 'table', caption: 'Who acquired and made which exhibits' }],
  show: { on: 'same page', Body: Examiners },
};

const DERIVATION = 'table-derivation';

const Derivation = ({ model }: Part) => (
  <>
    <Muted style={{ marginBottom: 4 }}>
      Exhibits that were made, what they were made from, and the files that this goes back to.
    </Muted>
    <Table
      lead={<Caption anchor={DERIVATION} style={{ marginBottom: 3 }} />}
      columns={[
        { key: 'label', title: 'Exhibit', width: 60 },
        { key: 'how', title: 'Is a', width: 100 },
        { key: 'from', title: 'Made from', width: 150 },
        { key: 'back', title: 'Which goes back to', width: 'rest' },
      ]}
      rows={(model.annex?.derivation ?? []).map(({ label, how, from }) => ({
        key: label,
        cells: [
          <Referring key="l" style={SMALL}>
            {label}
          </Referring>,
          <Words key="h" style={SMALL}>
            {how}
          </Words>,
          <Referring key="f" style={SMALL}>
            {from.join(', ')}
          </Referring>,
          <Referring key="b" style={SMALL}>
            {rootsOf(label, model.annex?.derivation ?? []).join(', ')}
          </Referring>,
        ],
      }))}
    />
  </>
);

/** The exhibits at the end of all steps back from one. */
export function rootsOf(
  label: string,
  steps: readonly { readonly label: string; readonly from: readonly string[] }[],
): string[] {
  const byLabel = new Map(steps.map((step) => [step.label, step.from]));
  const seen = new Set<string>();
  const roots = new Set<string>();
  const open = [label];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const from = byLabel.get(at);
    if (from === undefined) roots.add(at);
    else open.push(...from);
  }
  return [...roots].sort();
}

export const derivationSection: Section = {
  given: ({ annex }) => (annex?.derivation.length ?? 0) > 0,
  items: () => [{ anchor: DERIVATION, kind: 'table', caption: 'What was made from what' }],
  show: { on: 'same page', Body: Derivation },
};

const Glossary = ({ model }: Part) =>
  (model.annex?.terms ?? []).map(({ term, meaning }) => (
    <Fact key={term} term={term}>
      <Words>{meaning}</Words>
    </Fact>
  ));

export const glossarySection: Section = {
  given: ({ annex }) => (annex?.terms.length ?? 0) > 0,
  show: { on: 'same page', Body: Glossary },
};

/** Templates, for counsel to adapt: Fed. R. Evid. 902(11), (14) with 28 U.S.C. 1746; CPR 22 and Practice Direction 22. */
const CERTIFICATES = {
  'fre-902-14': [
    'Certification under Rules 902(11) and 902(14) of the Federal Rules of Evidence.',
    'I am qualified by knowledge and training to make this certification. The files in the register of exhibits of this report were copied into the evidence store by a process of digital identification: when a file is imported, its SHA-256 is computed over its bytes, and it is computed again from the bytes that are kept and compared with it. Where the two are the same, the copy is the same, bit for bit, as the data that was imported. The SHA-256 of a file stands in the register.',
    'The records of this process were made at or near its time by the program, are kept in the custody log of the store in the course of regular activity, and making them is a regular practice of that activity.',
    'I declare under penalty of perjury that the foregoing is true and correct.',
  ],
  'statement-of-truth': [
    'I believe that the facts stated in this report are true. I have made clear which facts and matters are within my own knowledge and which are not. Those that are within my own knowledge I confirm to be true. The opinions I have expressed represent my true and complete professional opinions on the matters to which they refer.',
    'I understand that proceedings for contempt of court may be brought against anyone who makes, or causes to be made, a false statement in a document verified by a statement of truth without an honest belief in its truth.',
  ],
} as const;

function CertificatePage({ model }: Part) {
  const { kind = 'none', signatory = '', role = '' } = model.annex?.certificate ?? {};
  if (kind === 'none') return null;
  const line = () => (
    <View style={{ height: 26, borderBottom: `0.5pt solid ${INK.text}`, marginRight: 120, marginBottom: 6 }} />
  );
  return (
    <>
      {CERTIFICATES[kind].map((paragraph) => (
        <Words key={paragraph} style={{ marginBottom: 8 }}>
          {paragraph}
        </Words>
      ))}
      <Fact term="Report">
        <Words>{`${model.case.label}, ${model.case.title}; custody log up to entry ${model.chain.seq}`}</Words>
      </Fact>
      <Fact term="Name">{signatory === '' ? line() : <Words>{signatory}</Words>}</Fact>
      <Fact term="Role">{role === '' ? line() : <Words>{role}</Words>}</Fact>
      <Fact term="Place, date">{line()}</Fact>
      <Fact term="Signature">{line()}</Fact>
    </>
  );
}

export const certificateSection: Section = {
  given: ({ annex }) => annex !== undefined && annex.certificate.kind !== 'none',
  show: { on: 'new page', Body: CertificatePage },
};

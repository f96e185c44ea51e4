import { View } from '@react-pdf/renderer';
import type { ReportModel } from '../model.ts';
import { Caption } from './captions.tsx';
import { utc } from './format.ts';
import { Muted } from './frame.tsx';
import { SIZE } from './printing.ts';
import type { Section } from './section.ts';
import { Table } from './tables.tsx';
import { Exact, Words } from './text.tsx';

const TABLE = 'table-ai-use';
const SMALL = { fontSize: SIZE.small } as const;

/** What of the work was done with tools of artificial intelligence, as whoever did it stated; the program itself calls none. */
function AiUse({ model }: { readonly model: ReportModel }) {
  const { aiUse = [], aiNone = null } = model.annex ?? {};
  if (aiUse.length === 0)
    return <Words>{aiNone === null ? '' : `None. Stated by ${aiNone.by}, ${utc(aiNone.at)}.`}</Words>;
  return (
    <>
      <Muted style={{ marginBottom: 4 }}>
        Uses of AI in this work, as they were entered; the last column says who checked what came out, and how.
      </Muted>
      <Table
        lead={<Caption anchor={TABLE} style={{ marginBottom: 3 }} />}
        columns={[
          { key: 'section', title: 'For', width: 84 },
          { key: 'tool', title: 'Tool', width: 96 },
          { key: 'what', title: 'Purpose, prompt, input and output', width: 'rest' },
          { key: 'check', title: 'Checked by, and how', width: 110 },
        ]}
        rows={aiUse.map((use, at) => ({
          key: String(at),
          tall: use.prompt.length > 2000,
          cells: [
            <Words key="s" style={SMALL}>
              {use.section}
            </Words>,
            <View key="t">
              <Words style={SMALL}>{[use.tool, use.version].filter((part) => part !== '').join(' ')}</Words>
              <Muted>{use.where}</Muted>
            </View>,
            <View key="w">
              <Words style={SMALL}>{use.purpose}</Words>
              {use.prompt === '' ? null : <Words style={{ fontSize: SIZE.exact }}>{`Prompt: ${use.prompt}`}</Words>}
              <Words style={{ fontSize: SIZE.exact }}>
                {`Input: ${use.inputs.length === 0 ? 'no exhibit' : use.inputs.join(', ')}`}
              </Words>
              {use.outputSha256 === '' ? null : (
                <Exact style={{ fontSize: 6.5 }}>{`Output: ${use.outputSha256}`}</Exact>
              )}
            </View>,
            <View key="c">
              <Words style={SMALL}>{use.reviewer === '' ? 'nobody stated' : use.reviewer}</Words>
              {use.check === '' ? null : <Words style={{ fontSize: SIZE.exact }}>{use.check}</Words>}
            </View>,
          ],
        }))}
      />
    </>
  );
}

export const aiUseSection: Section = {
  // Whether there was any is stated by a person; until then no edition says that there was none.
  given: ({ annex }) => annex !== undefined && (annex.aiUse.length > 0 || annex.aiNone !== null),
  items: ({ annex }) =>
    (annex?.aiUse.length ?? 0) === 0 ? [] : [{ anchor: TABLE, kind: 'table', caption: 'Use of AI in this work' }],
  show: { on: 'same page', Body: AiUse },
};

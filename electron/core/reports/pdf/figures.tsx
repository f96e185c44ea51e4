import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import type { ReportModel } from '../model.ts';
import type { ReportFigure } from '../model-board.ts';
import { BoardPages, boardWords, heightOf, Repeated } from './board.tsx';
import { repeatedSnapshots, saidUnder } from './board-repeated.ts';
import { fitText } from './fitting.ts';
import { Heading, Muted, Subheading } from './frame.tsx';
import { BODY_WIDTH, PAGE, SIZE, useLandmark, usePrinting } from './printing.ts';
import type { Section } from './section.ts';
import { prose, Words } from './text.tsx';

const anchorOf = (index: number): string => `figure-snapshot-${index + 1}`;
/** Points that the head takes beside what a board without caption has. */
const CAPTION = 24;

/** Each snapshot on pages of its own, as it was taken. */
const Figures = ({ model }: { readonly model: ReportModel }) => {
  const { landmarks } = usePrinting();
  const repeated = repeatedSnapshots(model);
  return drawnOf(model, repeated).map(({ figure, index }, at) => {
    const said = saidUnder(repeated, index);
    return (
      <BoardPages
        key={anchorOf(index)}
        model={model}
        board={figure.board}
        name={landmarks.get(anchorOf(index))?.title ?? figure.title}
        headHeight={(at === 0 ? 46 : 26) + (figure.caption === '' ? 0 : CAPTION) + heightOf(said)}
        head={(parts) => (
          <>
            <Head figure={figure} index={index} first={at === 0} parts={parts} />
            <Repeated words={said} />
          </>
        )}
      />
    );
  });
};

/** Those that are drawn, with their place among all. */
function drawnOf(
  model: ReportModel,
  repeated = repeatedSnapshots(model),
): { readonly figure: ReportFigure; readonly index: number }[] {
  return model.figures.flatMap((figure, index) =>
    figure.board.things.length === 0 || repeated.has(index) ? [] : [{ figure, index }],
  );
}

function Head({
  figure,
  index,
  first,
  parts,
}: {
  readonly figure: ReportFigure;
  readonly index: number;
  readonly first: boolean;
  readonly parts: number;
}) {
  const { title, node } = useLandmark(anchorOf(index));
  const { caption, takenAt, extent, board } = figure;
  const lines = fitText(caption, { width: PAGE.height - PAGE.width + BODY_WIDTH, height: CAPTION }, LOOK).lines;
  return (
    <>
      {first ? <Heading anchor="figures" first /> : null}
      <View {...node}>
        <Subheading style={{ marginTop: 0 }}>{fitText(title, NAME, LOOK).lines[0] ?? ''}</Subheading>
      </View>
      {lines.map((line) => (
        <Words key={line} style={{ fontSize: SIZE.small, lineHeight: 1.3 }}>
          {line}
        </Words>
      ))}
      <Muted style={{ marginBottom: 6 }}>
        {[
          `The board “${board.title}” as it was at ${takenAt.slice(0, 19).replace('T', ' ')} UTC. ${extent}`,
          parts > 0
            ? `Here without its text; ${counted(parts, 'page')} with it ${parts === 1 ? 'follows' : 'follow'}.`
            : '',
          goneWords(figure),
          boardWords(board),
        ]
          .filter((sentence) => sentence !== '')
          .join(' ')}
      </Muted>
    </>
  );
}
const NAME = { width: BODY_WIDTH, height: SIZE.subheading * 1.3 } as const;
const LOOK = { breaks: prose, lineHeight: 1.3, largest: SIZE.small, smallest: SIZE.small } as const;

function goneWords({ gone: { items, links } }: ReportFigure): string {
  const parts = [items > 0 && counted(items, 'item'), links > 0 && counted(links, 'link')].filter(Boolean);
  return parts.length === 0 ? '' : `Removed from the case since: ${parts.join(' and ')}.`;
}

export const figuresSection: Section = {
  given: (model) => drawnOf(model).length > 0,
  items: (model) =>
    drawnOf(model).map(({ figure, index }) => ({ anchor: anchorOf(index), kind: 'figure', caption: figure.title })),
  show: { Pages: Figures },
};

import { View } from '@react-pdf/renderer';
import { counted } from '../../../../shared/domain/counted.ts';
import type { ReportModel } from '../model.ts';
import type { ReportFigure } from '../model-board.ts';
import { BoardPages, boardWords } from './board.tsx';
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
  return model.figures.map((figure, index) => (
    <BoardPages
      key={anchorOf(index)}
      model={model}
      board={figure.board}
      name={landmarks.get(anchorOf(index))?.title ?? figure.title}
      headHeight={(index === 0 ? 46 : 26) + (figure.caption === '' ? 0 : CAPTION)}
      head={(parts) => <Head figure={figure} index={index} parts={parts} />}
    />
  ));
};

function Head({
  figure,
  index,
  parts,
}: {
  readonly figure: ReportFigure;
  readonly index: number;
  readonly parts: number;
}) {
  const { title, node } = useLandmark(anchorOf(index));
  const { caption, takenAt, extent, board } = figure;
  const lines = fitText(caption, { width: PAGE.height - PAGE.width + BODY_WIDTH, height: CAPTION }, LOOK).lines;
  return (
    <>
      {index === 0 ? <Heading anchor="figures" first /> : null}
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
  given: ({ figures }) => figures.some(({ board }) => board.things.length > 0),
  items: ({ figures }) =>
    figures.flatMap(({ board, title }, index) =>
      board.things.length === 0 ? [] : [{ anchor: anchorOf(index), kind: 'figure' as const, caption: title }],
    ),
  show: { Pages: Figures },
};

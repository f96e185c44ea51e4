import { createHash } from 'node:crypto';
import type { DeliveryPart } from '../../../shared/contract/deliveries.ts';
import { TLP } from '../../../shared/domain/tlp.ts';
import type { JobContext } from '../context.ts';
import type { Child } from '../process/child.ts';
import { type MadeFile, madeFile } from './companions/file.ts';
import type { ReportModel } from './model.ts';
import type { WorkingCopies, WorkingRequest } from './process.ts';

interface Sealing {
  readonly model: ReportModel;
  readonly copyNumber: number | null;
  readonly stem: string;
}

/** The working copies of one print, from what its pages say; made in the process that laid them out. */
export async function workingCopies(
  { signal }: JobContext,
  child: Child,
  outline: WorkingRequest['outline'],
  parts: readonly DeliveryPart[],
  pdf: { readonly name: string; readonly sha256: string },
  { model, copyNumber, stem }: Sealing,
): Promise<MadeFile[]> {
  const { case: facts, caveat, draft, preparedBy, program, recipient } = model;
  const paper = model.paper ?? ('a4' as const);
  const copy = copyNumber === null ? '' : `Copy ${copyNumber}${recipient === '' ? '' : ` for ${recipient}`}`;
  const sealed = {
    ...{ ...pdf, title: `${facts.label} ${facts.title}`, tlp: TLP[facts.tlp].label, copy },
    ...{ caveat, draft, preparedBy, program, paper },
  };
  const request: WorkingRequest = {
    ...{ outline, sealed, stem },
    ...{ docx: parts.includes('docx'), markdown: parts.includes('markdown') },
  };
  const { docx, markdown } = await child.ask<WorkingCopies>('working', request, { signal });
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  return [
    ...(docx ? [madeFile(`${stem}.docx`, 'Working copy, Word', word, docx)] : []),
    ...(markdown ? [madeFile(`${stem}.md`, 'Working copy, Markdown', 'text/markdown', markdown.text)] : []),
    ...(markdown?.pictures ?? []).map(({ name, type, bytes }) =>
      madeFile(name, 'Picture of the working copy', type === 'png' ? 'image/png' : 'image/jpeg', bytes),
    ),
  ];
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Pictures that the edition shows: those that were resolved, and drawings of what was. */
export function picturesOf(
  { exhibits, brief }: ReportModel,
  working: readonly MadeFile[],
  outline: WorkingRequest['outline'],
): ReadonlySet<string> {
  if (working.length === 0) return new Set();
  const resolved = [...exhibits.map(({ picture }) => picture), brief.figure?.picture ?? null];
  return new Set([
    ...resolved.flatMap((picture) => (picture ? [hashOf(picture.bytes)] : [])),
    ...outline.flatMap((block) =>
      block.kind === 'figure' && block.picture?.type === 'png' ? [hashOf(block.picture.bytes)] : [],
    ),
  ]);
}

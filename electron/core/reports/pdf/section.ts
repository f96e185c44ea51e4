import type { ComponentType, ReactNode } from 'react';
import type { ReportSection } from '../../../../shared/contract/report-setup.ts';
import type { ReportModel } from '../model.ts';
import type { Item } from '../numbered.ts';
import type { BriefPlan } from './brief-plan.ts';

type Part = ComponentType<{ readonly model: ReportModel }>;
type Open = ComponentType<{ readonly model: ReportModel; readonly lead?: ReactNode; readonly children?: ReactNode }>;

/** How a section is printed; its title and its editions are in `SECTION_FACTS`. `sections.tsx` has them all; contents, bookmarks, numbers and pages follow from it. */
export interface Section {
  /** Instead of the title that `SECTION_FACTS` has. */
  title?(model: ReportModel): string;
  /** Whether this report has anything to say in it; left out, it always has. */
  given?(model: ReportModel, plan: BriefPlan): boolean;
  /** The section it is a part of. */
  readonly under?: ReportSection;
  /** What it names for the contents and the bookmarks, in the order in which it shows them with `useLandmark`. */
  entries?(model: ReportModel, plan: BriefPlan): readonly { readonly anchor: string; readonly title: string }[];
  /** So little that a section with its pages takes it along on the first of them. */
  readonly light?: true;
  /** Points that must be free below its heading, where what comes first there is not parted. */
  readonly ahead?: number;
  /** Its figures and tables in their order, each shown with a `Caption`; they are numbered through the report. */
  items?(model: ReportModel, plan: BriefPlan): readonly Item[];
  /** The contents list no entry when there are more than this: they would bury the sections. */
  readonly mostListed?: number;
  /** `Body` goes below the heading, on a new page or the same as the section before; `Pages` brings its pages and shows its heading. */
  readonly show:
    | {
        /** `light page`: behind light sections, else on a new one. */
        readonly on: 'new page' | 'same page' | 'light page';
        readonly Body: Part;
        /** It ends with a table that fills its sheet: whatever follows begins another. */
        readonly fills?: true;
      }
    | {
        readonly Pages: Open;
        /** Its first page takes, as `lead`, the light sections before it. */
        readonly leads?: true;
        /** Its last page also takes, as its children, the sections that go on the same page. */
        readonly goesOn?: true;
        /** The same with its heading, within a page that others share, where the plan puts everything on one. */
        readonly Shared?: Part;
      };
}

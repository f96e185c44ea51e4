import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take many seconds, the longest first: vitest goes by size where it remembers no duration, and one long file that
 * begins last keeps a single core busy while the others wait for it.
 */
const LONG = [
  'contract/contract',
  'torture/torture',
  'core/reports/pdf/print',
  'core/reports/secrets',
  'contract/command-line',
  'cli/demo',
  'cli/main-job',
  'loopback/start',
  'core/query/query',
  'cli/patterns',
  'core/query/typed-values',
  'core/intake/import',
  'contract/fuzz',
  'core/bundles/bundles',
  'core/reports/pdf/scripts',
  'core/patterns/use',
  'core/patterns/engines',
  'core/patterns/templates',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONG.findIndex((name) => moduleId.includes(`/${name}.test.`));
  return at < 0 ? LONG.length : at;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files); // the projects stay apart, one after the other
    return others.toSorted((a, b) => (a.project.name === b.project.name ? rank(a) - rank(b) : 0));
  }
}

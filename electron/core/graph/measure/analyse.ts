import { Fault } from '../../../../shared/contract/errors.ts';
import type { AnalysisSpec } from '../../../../shared/contract/graph-analysis.ts';
import { measures } from './measures.ts';
import type { Computed, Network } from './network.ts';
import { flows, neighbours, paths, rings } from './routes.ts';

/** @throws Fault `not-found` for an item that is not among those looked at */
export function analyse(network: Network, spec: AnalysisSpec): Computed {
  const place = (id: string): number => {
    const at = network.items.findIndex((item) => item.id === id);
    if (at < 0) throw new Fault('not-found', 'An item of the analysis is not on this board, or not in this case.');
    return at;
  };
  switch (spec.method) {
    case 'measures':
      return measures(network, spec.measures, spec.seed);
    case 'paths': {
      if (spec.from === spec.to) throw new Fault('bad-request', 'Choose two different items.');
      return paths(network, place(spec.from), place(spec.to), spec);
    }
    case 'neighbours':
      return neighbours(network, [...new Set(spec.of)].map(place));
    case 'rings':
      return rings(network, spec.longest, spec.most);
    case 'flows':
      return flows(network);
  }
}

import type { Course } from '../../../../shared/domain/link-path.ts';
import { type Cards, cardsOf, coursesBetween, isRouted, pairOf } from '../../../../shared/domain/link-routes.ts';
import type { Joined, Placed } from './scene.ts';

/** The ways that links take around what they do not join, each found when it is first drawn. */
export interface Courses {
  of(edge: Joined): Course;
  /** Whether there are so few that ways are found at all. */
  found(): boolean;
  /** A node is being moved: its links find their ways anew, all others once it rests. */
  moved(id: string): void;
  clear(): void;
}

/** Links of a node that find their ways at every frame of a drag; more are straight meanwhile. */
const MOST_LIVE = 12;

export function createCourses(
  nodes: ReadonlyMap<string, Placed>,
  edges: ReadonlyMap<string, Joined>,
  edgesAt: (id: string) => readonly Joined[],
): Courses {
  let cards: Cards | null = null;
  let few: boolean | null = null;
  let pairs: Map<string, Joined['element'][]> | null = null;
  const known = new Map<string, Course>();
  const solid = (): Placed[] => [...nodes.values()].filter((node) => node.element.kind !== 'frame');
  const found = (): boolean => {
    few ??= isRouted(solid().length, edges.size);
    return few;
  };
  return {
    found,
    of({ id, element }) {
      const course = known.get(id);
      if (course) return course;
      if (!found()) return element;
      cards ??= cardsOf(solid());
      pairs ??= Map.groupBy(
        [...edges.values()].map((edge) => edge.element),
        pairOf,
      );
      for (const [each, way] of coursesBetween(cards, pairs.get(pairOf(element)) ?? [])) known.set(each, way);
      return known.get(id) ?? element;
    },
    moved(id) {
      cards = null;
      if (!found()) return;
      const own = edgesAt(id);
      for (const { id: link, element } of own) {
        if (own.length > MOST_LIVE) known.set(link, element);
        else known.delete(link);
      }
    },
    clear() {
      cards = pairs = few = null;
      known.clear();
    },
  };
}

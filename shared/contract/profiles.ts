import { z } from 'zod';
import { Profile } from '../domain/profiles.ts';
import { read, write } from './command.ts';
import { DatasetId, Instant } from './values.ts';

export const ListedProfile = z.object({
  profile: Profile,
  saved: z.object({ at: Instant, by: z.string() }).nullable().describe('null for one that the program knows of itself'),
});

/** Shapes of known exports: a file of one of them is read as the profile says, and its certificate tells so. */
export const profileCommands = {
  /** Those saved in this vault first, as they are tried before the others. */
  'profile.list': read({}, z.array(ListedProfile), ['profile']),
  /** Keeps the header of a dataset and how each column is read, so that the next file of its shape asks nothing. */
  'profile.save': write(
    {
      datasetId: DatasetId,
      name: z.string().trim().min(1).max(80),
      notes: z.array(z.string().trim().min(1).max(500)).max(20).default([]),
    },
    ListedProfile,
  ),
  'profile.remove': write({ name: z.string().min(1).max(80) }, z.null()),
};

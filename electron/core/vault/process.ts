import { serve } from '../process/serve.ts';
import { inspect } from './inspect.ts';

/** Reads copies of a vault apart from everything else: a read of all pages can be stopped only with its process. */
serve({ inspect });

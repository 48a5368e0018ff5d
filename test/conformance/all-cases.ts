import { allSubscription } from './subjects/all-subscription.ts';
import { checkpoints } from './subjects/checkpoints.ts';
import { classicAppend } from './subjects/classic-append.ts';
import { connecting } from './subjects/connecting.ts';
import { deleting, tombstones } from './subjects/deleting.ts';
import { eventShape } from './subjects/event-shape.ts';
import { expectedRevision } from './subjects/expected-revision.ts';
import { idempotency } from './subjects/idempotency.ts';
import { links } from './subjects/links.ts';
import { load } from './subjects/load.ts';
import { metadata } from './subjects/metadata.ts';
import { names } from './subjects/names.ts';
import { readingAll } from './subjects/reading-all.ts';
import { readingStream } from './subjects/reading-stream.ts';
import { restarting } from './subjects/restart.ts';
import { size } from './subjects/size.ts';
import { slowReaders } from './subjects/slow-readers.ts';
import { streamSubscription } from './subjects/stream-subscription.ts';
import { together } from './subjects/together.ts';
import type { Case } from './suite.ts';

/** Every case, in the order they are asked; those that restart the server come last. */
export const allCases: readonly Case[] = [
  ...connecting,
  ...expectedRevision,
  ...idempotency,
  ...together,
  ...size,
  ...names,
  ...classicAppend,
  ...eventShape,
  ...readingStream,
  ...readingAll,
  ...streamSubscription,
  ...allSubscription,
  ...checkpoints,
  ...slowReaders,
  ...load,
  ...metadata,
  ...deleting,
  ...tombstones,
  ...links,
  ...restarting,
];

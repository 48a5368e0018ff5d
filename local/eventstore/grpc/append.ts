import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerReadableStream } from '@grpc/grpc-js';
import type { ProposedEvent, WriteOutcome } from '../log/commands.ts';
import type { Expected } from '../log/decide.ts';
import type { Log } from '../log/log.ts';
import { appendTooLarge, streamDeleted, unknown, writeFailure } from './errors.ts';
import { shared, streams } from './pb.ts';
import { expectedRevision, proposedEvent, sizeOnDisk, streamName } from './requests.ts';

/** The older append: one call for one append, options first, then one message per event. */
export async function append(
  log: Log,
  maxAppendSize: number,
  call: ServerReadableStream<AppendReq, AppendResp>,
): Promise<AppendResp> {
  const events: ProposedEvent[] = [];
  let target: { stream: string; expected: Expected } | undefined;
  let size = 0;
  for await (const request of call as AsyncIterable<AppendReq>) {
    const options = request.getOptions();
    if (options) {
      const revision = options.getExpectedStreamRevisionCase() === 2 ? options.getRevision() : undefined;
      target = { stream: streamName(options.getStreamIdentifier()), expected: expectedRevision(options, revision) };
      continue;
    }
    const message = request.getProposedMessage();
    if (!message) continue;
    const event = proposedEvent(message);
    size += sizeOnDisk(event);
    if (size > maxAppendSize) throw appendTooLarge(maxAppendSize);
    events.push(event);
  }
  if (!target) throw unknown('The first message must carry the options.');
  const outcome = await submit(log, { is: 'append', ...target, events }, call);
  return appendResponse(target.stream, target.expected, outcome);
}

/** Submits a command with the deadline of its call. */
export function submit(log: Log, command: Parameters<Log['submit']>[0], call: { getDeadline(): Date | number }) {
  const deadline = call.getDeadline();
  return log.submit(command, deadline instanceof Date ? deadline.getTime() : deadline).catch((error: unknown) => {
    throw writeFailure(error);
  });
}

function appendResponse(stream: string, expected: Expected, outcome: WriteOutcome): AppendResp {
  switch (outcome.is) {
    case 'streamDeleted':
      throw streamDeleted(stream);
    case 'written': {
      const success = new streams.AppendResp.Success();
      if (outcome.lastRevision < 0) success.setNoStream(new shared.Empty());
      else success.setCurrentRevision(String(outcome.lastRevision));
      return new streams.AppendResp().setSuccess(
        success.setPosition(
          new streams.AppendResp.Position()
            .setCommitPosition(String(outcome.position))
            .setPreparePosition(String(outcome.position)),
        ),
      );
    }
    case 'wrongVersion': {
      const wrong = new streams.AppendResp.WrongExpectedVersion();
      if (outcome.current < 0) wrong.setCurrentNoStream(new shared.Empty());
      else wrong.setCurrentRevision(String(outcome.current));
      if (expected.is === 'any') wrong.setExpectedAny(new shared.Empty());
      else if (expected.is === 'noStream') wrong.setExpectedNoStream(new shared.Empty());
      else if (expected.is === 'streamExists') wrong.setExpectedStreamExists(new shared.Empty());
      else wrong.setExpectedRevision(String(expected.revision));
      return new streams.AppendResp().setWrongExpectedVersion(wrong);
    }
  }
}

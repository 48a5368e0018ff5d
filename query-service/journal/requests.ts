import { eventTypes } from '@careconnect/domain/event-types.ts';
import type { EventType } from '@careconnect/domain/events.ts';
import { streamNames } from '@careconnect/domain/streams.ts';
import { type Role, roles } from '@careconnect/domain/user/events.ts';
import { IsId, IsInstant, isInstant, Transform } from '@careconnect/platform/http/fields.ts';
import { IsIn, IsOptional, Matches, ValidateBy } from 'class-validator';
import { Asked, PageAsked } from '../reading/requests.ts';

/** The log has ids in lower case. */
const lowered = Transform(({ value }) => (typeof value === 'string' ? value.toLowerCase() : value));

export class JournalAsked extends PageAsked {
  @lowered
  @IsOptional()
  @IsId()
  subject?: string;

  @IsOptional()
  @Matches(streamNames, { message: '$property must be the name of a stream' })
  stream?: string;

  @IsOptional()
  @IsIn(eventTypes)
  type?: EventType;

  @lowered
  @IsOptional()
  @IsId()
  actorId?: string;

  @IsOptional()
  @IsIn(roles)
  actorRole?: Role;

  @lowered
  @IsOptional()
  @IsId()
  correlationId?: string;

  /** Inclusive, as the other. */
  @IsOptional()
  @IsInstant()
  recordedFrom?: string;

  @IsOptional()
  @IsInstant()
  recordedTo?: string;
}

const IsRevisionOrInstant = (): PropertyDecorator =>
  ValidateBy({
    name: 'isRevisionOrInstant',
    validator: {
      validate: (value) => isInstant(value) || (typeof value === 'string' && /^\d{1,9}$/.test(value)),
      defaultMessage: () => '$property must be a revision, or an instant as in 2026-11-24T12:30:00Z',
    },
  });

export class DayAsked extends Asked {
  @IsOptional()
  @IsRevisionOrInstant()
  at?: string;
}

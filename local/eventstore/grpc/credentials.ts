import { timingSafeEqual } from 'node:crypto';
import { type Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { accessDenied, serviceError } from './errors.ts';

export interface Credentials {
  username: string;
  password: string;
}

/** Why a caller is turned away, if it is. Without configured credentials everybody may do everything. */
export function refusal(wanted: Credentials | undefined, metadata: Metadata): ServiceError | undefined {
  if (!wanted) return undefined;
  const [given] = metadata.get('authorization');
  if (given === undefined) return accessDenied();
  const expected = `Basic ${Buffer.from(`${wanted.username}:${wanted.password}`).toString('base64')}`;
  return sameText(String(given), expected) ? undefined : serviceError(status.UNAUTHENTICATED, 'Not authenticated');
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

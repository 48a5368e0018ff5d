import { bucketTarget } from './bucket.ts';
import { folderTarget } from './folder.ts';
import type { Target } from './target.ts';

/** `s3://bucket`, or a folder. Keys to a bucket are found where its library looks for them (AWS_ACCESS_KEY_ID and so on). */
export const targetAt = (address: string, endpoint?: string): Target => {
  const bucket = /^s3:\/\/([^/]+)\/?$/.exec(address)?.[1];
  return bucket ? bucketTarget({ bucket, endpoint, region: process.env.AWS_REGION }) : folderTarget(address);
};
